using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Accepts log entries.</summary>
public interface IEventFilter
{
    /// <summary>True when the entry is accepted.</summary>
    bool Apply(LogEvent logEvent);
}

/// <summary>Accepts strings.</summary>
public interface IStringMatcher
{
    /// <summary>True when the string is accepted.</summary>
    bool IsMatch(string s);
}

/// <summary>Accepts log entries and says so to whoever waits.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _messageMatcher;
    private readonly IStringMatcher _sourceMatcher;

    /// <summary>Null accepts every string.</summary>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _messageMatcher = messageMatcher ?? new StringMatcher(null, StringMatch.Any);
        _sourceMatcher = sourceMatcher ?? new StringMatcher(null, StringMatch.Any);
    }

    /// <summary>Raised for each accepted entry.</summary>
    public event Action<EventFilterBase, LogEvent>? EventMatched;

    /// <summary>What the filter looks for.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
        {
            return false;
        }

        EventMatched?.Invoke(this, logEvent);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{FilterDescriptiveName} with message {_messageMatcher} from {_sourceMatcher}";

    /// <summary>True when the entry is accepted.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>True when source and message are accepted.</summary>
    protected bool InternalDoMatch(string src, object? msg) =>
        _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? string.Empty);
}

internal enum StringMatch
{
    Any,
    Equal,
    Start,
    Contain,
}

internal sealed class StringMatcher(string? text, StringMatch match) : IStringMatcher
{
    public bool IsMatch(string s) => match switch
    {
        StringMatch.Equal => string.Equals(s, text, StringComparison.OrdinalIgnoreCase),
        StringMatch.Start => s.StartsWith(text!, StringComparison.OrdinalIgnoreCase),
        StringMatch.Contain => s.Contains(text!, StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    public override string ToString() => match == StringMatch.Any ? "(any)" : $"{match} \"{text}\"";
}

internal sealed class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);

    public override string ToString() => $"matching {regex}";
}

/// <summary>
/// Accepts a source by its text, or the path of an actor in each of its forms: with the address of the system,
/// without it, and with neither the address nor the slash in front.
/// </summary>
internal sealed class SourceMatcher(string source) : IStringMatcher
{
    private readonly string _path = WithoutAddress(source);

    public bool IsMatch(string s) =>
        string.Equals(s, source, StringComparison.OrdinalIgnoreCase)
        || (ActorPath.TryParse(s, out var path)
            && (!HasAddress(source) || SameAddress(path))
            && string.Equals(WithoutAddress(s), _path, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"\"{source}\"";

    private static bool HasAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    private static string WithoutAddress(string text) =>
        ActorPath.TryParse(text, out var path) ? path.ToStringWithoutAddress() : "/" + text.TrimStart('/');

    private bool SameAddress(ActorPath path) =>
        ActorPath.TryParse(source, out var expected) && expected.Address.Equals(path.Address);
}

internal sealed class LevelFilter(LogLevel level, IStringMatcher? message, IStringMatcher? source)
    : EventFilterBase(message, source)
{
    protected override string FilterDescriptiveName => level.StringFor();

    protected override bool IsMatch(LogEvent evt) =>
        evt.LogLevel() == level && InternalDoMatch(evt.LogSource, evt.Message);
}

internal sealed class ErrorFilter(
    Type? exceptionType, IStringMatcher? message, IStringMatcher? source, bool checkInnerExceptions)
    : EventFilterBase(message, source)
{
    protected override string FilterDescriptiveName => $"Error with cause {exceptionType?.Name ?? "(any)"}";

    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error error)
        {
            return false;
        }

        if (exceptionType is null)
        {
            return InternalDoMatch(evt.LogSource, evt.Message);
        }

        return error.Cause is not null && IsMatch(error.Cause, evt);
    }

    private bool IsMatch(Exception cause, LogEvent evt)
    {
        if (exceptionType!.IsInstanceOfType(cause)
            && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)))
        {
            return true;
        }

        if (!checkInnerExceptions)
        {
            return false;
        }

        return cause is AggregateException many
            ? many.InnerExceptions.Any(e => IsMatch(e, evt))
            : cause.InnerException is not null && IsMatch(cause.InnerException, evt);
    }
}

internal sealed class CustomFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    protected override string FilterDescriptiveName => "Custom";

    protected override bool IsMatch(LogEvent evt) => predicate(evt);
}

/// <summary>Accepts dead letters.</summary>
public sealed class DeadLettersFilter : EventFilterBase
{
    private readonly Predicate<DeadLetter>? _isMatch;

    /// <summary>Null accepts everything.</summary>
    public DeadLettersFilter(
        IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher, Predicate<DeadLetter>? isMatch = null)
        : base(messageMatcher, sourceMatcher)
    {
        _isMatch = isMatch;
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning { Message: DeadLetter letter }
        && (_isMatch is null || _isMatch(letter))
        && InternalDoMatch(evt.LogSource, null);
}
