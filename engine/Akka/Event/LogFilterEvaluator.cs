using Akka.Actor.Setup;

namespace Akka.Event;

/// <summary>Asks all filters about an entry; safe to use from any thread if the filters are.</summary>
public class LogFilterEvaluator
{
    /// <summary>Keeps everything.</summary>
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _sourceFilters;
    private readonly LogFilterBase[] _contentFilters;

    /// <summary>Holds the filters.</summary>
    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        _sourceFilters = [.. filters.Where(f => f.FilterType == LogFilterType.Source)];
        _contentFilters = [.. filters.Where(f => f.FilterType != LogFilterType.Source)];
        EvaluatesLogSourcesOnly = _contentFilters.Length == 0;
    }

    /// <summary>True when no entry has to be formatted to be judged.</summary>
    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>False when a filter drops the entry.</summary>
    /// <param name="evt">The entry.</param>
    /// <param name="expandedLogMessage">
    /// The entry as it is to be written, so that it is formatted but once; empty when nobody had to format it.
    /// </param>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = string.Empty;
        foreach (var filter in _sourceFilters)
        {
            if (filter.ShouldKeepMessage(evt) == LogFilterDecision.Drop)
            {
                return false;
            }
        }

        if (EvaluatesLogSourcesOnly)
        {
            return true;
        }

        expandedLogMessage = evt.ToString();
        foreach (var filter in _contentFilters)
        {
            if (filter.ShouldKeepMessage(evt, expandedLogMessage) == LogFilterDecision.Drop)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Gives a system its filters, from code.</summary>
public sealed class LogFilterSetup : Setup
{
    /// <summary>Holds the filters.</summary>
    public LogFilterSetup(LogFilterBase[] filters)
    {
        Filters = filters;
    }

    /// <summary>The filters.</summary>
    public LogFilterBase[] Filters { get; }

    /// <summary>Puts the filters to work.</summary>
    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}
