using System.Text.RegularExpressions;

namespace Akka.Event;

/// <summary>Collects filters for a <see cref="LogFilterSetup"/>. For one thread.</summary>
public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    /// <summary>Adds a filter.</summary>
    public LogFilterBuilder Add(LogFilterBase filter)
    {
        _filters.Add(filter);
        return this;
    }

    /// <summary>Adds filters.</summary>
    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    /// <summary>Drops the entries of one source.</summary>
    public LogFilterBuilder ExcludeSourceExactly(
        string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Add(new ExactMatchLogSourceFilter(source, comparison));

    /// <summary>Drops the entries of sources that begin with a text, whatever its case.</summary>
    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) =>
        ExcludeSourceRegex(Literal($"^{Regex.Escape(sourceStart)}"));

    /// <summary>Drops the entries of sources that contain a text, whatever its case.</summary>
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) =>
        ExcludeSourceRegex(Literal(Regex.Escape(sourcePart)));

    /// <summary>Drops the entries of sources that end with a text, whatever its case.</summary>
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) =>
        ExcludeSourceRegex(Literal($"{Regex.Escape(sourceEnd)}$"));

    /// <summary>Drops the entries of sources that an expression matches.</summary>
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    /// <summary>Drops the entries that contain a text, whatever its case.</summary>
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) =>
        ExcludeMessageRegex(Literal(Regex.Escape(messagePart)));

    /// <summary>Drops the entries that an expression matches.</summary>
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    /// <summary>The setup with what was added so far.</summary>
    public LogFilterSetup Build() => new([.. _filters]);

    private static Regex Literal(string pattern) =>
        new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
