using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>
/// What is known about a stage besides its ports: a name, a buffer size, a supervision strategy. The list runs from the
/// least specific attribute (the whole graph) to the most specific (the stage itself), which wins.
/// </summary>
public sealed class Attributes
{
    /// <summary>No attributes.</summary>
    public static readonly Attributes None = new();

    private readonly IAttribute[] _attributes;

    /// <summary>Marks an attribute.</summary>
    public interface IAttribute
    {
    }

    /// <summary>Marks an attribute that every stage has, at least by default.</summary>
    public interface IMandatoryAttribute : IAttribute
    {
    }

    /// <summary>A name, for messages and actor names.</summary>
    public sealed class Name : IAttribute, IEquatable<Name>
    {
        public readonly string Value;

        public Name(string value)
        {
            if (string.IsNullOrEmpty(value))
            {
                throw new ArgumentNullException(nameof(value), "Name attribute cannot be empty");
            }

            Value = value;
        }

        public bool Equals(Name? other) => other is not null && other.Value == Value;

        public override bool Equals(object? obj) => Equals(obj as Name);

        public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"Name({Value})";
    }

    /// <summary>The size of a buffer: how it starts and how far it may grow.</summary>
    public sealed class InputBuffer : IMandatoryAttribute, IEquatable<InputBuffer>
    {
        public readonly int Initial;
        public readonly int Max;

        public InputBuffer(int initial, int max)
        {
            Initial = initial;
            Max = max;
        }

        public bool Equals(InputBuffer? other) =>
            other is not null && other.Initial == Initial && other.Max == Max;

        public override bool Equals(object? obj) => Equals(obj as InputBuffer);

        public override int GetHashCode() => HashCode.Combine(Initial, Max);

        public override string ToString() => $"InputBuffer(initial={Initial}, max={Max})";
    }

    /// <summary>The levels at which the log stage reports elements, completion and failure.</summary>
    public sealed class LogLevels : IAttribute, IEquatable<LogLevels>
    {
        /// <summary>A level that no log has.</summary>
        public static readonly LogLevel Off = (LogLevel)int.MaxValue;

        public readonly LogLevel OnElement;
        public readonly LogLevel OnFinish;
        public readonly LogLevel OnFailure;

        public LogLevels(LogLevel onElement, LogLevel onFinish, LogLevel onFailure)
        {
            OnElement = onElement;
            OnFinish = onFinish;
            OnFailure = onFailure;
        }

        public bool Equals(LogLevels? other) => other is not null
            && other.OnElement == OnElement && other.OnFinish == OnFinish && other.OnFailure == OnFailure;

        public override bool Equals(object? obj) => Equals(obj as LogLevels);

        public override int GetHashCode() => HashCode.Combine(OnElement, OnFinish, OnFailure);

        public override string ToString() =>
            $"LogLevel(onElement={OnElement}, onFinish={OnFinish}, onFailure={OnFailure})";
    }

    /// <summary>The graph that carries it runs in an actor of its own.</summary>
    public sealed class AsyncBoundary : IAttribute, IEquatable<AsyncBoundary>
    {
        public static readonly AsyncBoundary Instance = new();

        private AsyncBoundary()
        {
        }

        public bool Equals(AsyncBoundary? other) => other is not null;

        public override bool Equals(object? obj) => obj is AsyncBoundary;

        public override int GetHashCode() => nameof(AsyncBoundary).Length;

        public override string ToString() => "AsyncBoundary";
    }

    /// <summary>What a stage does when its downstream cancels.</summary>
    public sealed class CancellationStrategy : IMandatoryAttribute
    {
        internal static readonly CancellationStrategy Default = new(new PropagateFailure());

        public CancellationStrategy(IStrategy strategy)
        {
            Strategy = strategy;
        }

        public IStrategy Strategy { get; }

        /// <summary>Marks a strategy.</summary>
        public interface IStrategy
        {
        }

        /// <summary>Complete the stage, whatever the cause.</summary>
        public class CompleteStage : IStrategy
        {
        }

        /// <summary>Fail the stage with the cause.</summary>
        public class FailStage : IStrategy
        {
        }

        /// <summary>Complete on an ordinary cancellation, fail when the cause is an error.</summary>
        public class PropagateFailure : IStrategy
        {
        }

        /// <summary>Apply another strategy after a delay.</summary>
        public class AfterDelay : IStrategy
        {
            public AfterDelay(TimeSpan delay, IStrategy strategy)
            {
                Delay = delay;
                Strategy = strategy;
            }

            public TimeSpan Delay { get; }

            public IStrategy Strategy { get; }
        }
    }

    public Attributes(params IAttribute[] attributes)
    {
        _attributes = attributes ?? [];
    }

    public IEnumerable<IAttribute> AttributeList => _attributes;

    internal bool IsEmpty => _attributes.Length == 0;

    internal bool IsAsync => Array.Exists(_attributes, a => a is AsyncBoundary);

    /// <summary>The most specific attribute of a type, or the given default.</summary>
    public TAttr GetAttribute<TAttr>(TAttr defaultIfNotFound)
        where TAttr : class, IAttribute => GetAttribute<TAttr>() ?? defaultIfNotFound;

    /// <summary>The most specific attribute of a type, or null.</summary>
    public TAttr? GetAttribute<TAttr>()
        where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
        {
            if (_attributes[i] is TAttr found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The most specific attribute of a type that every stage has.</summary>
    public TAttr GetMandatoryAttribute<TAttr>()
        where TAttr : class, IMandatoryAttribute => GetAttribute<TAttr>()
            ?? throw new ArgumentException($"Mandatory attribute [{typeof(TAttr)}] not found");

    /// <summary>All attributes of a type, the least specific first.</summary>
    public IEnumerable<TAttr> GetAttributeList<TAttr>()
        where TAttr : IAttribute => _attributes.OfType<TAttr>();

    public bool Contains<TAttr>(TAttr attribute)
        where TAttr : IAttribute => _attributes.Contains(attribute);

    /// <summary>These attributes, then the others, which are more specific.</summary>
    public Attributes And(Attributes other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsEmpty ? other : other.IsEmpty ? this : new Attributes([.. _attributes, .. other._attributes]);
    }

    public Attributes And(IAttribute other) => new([.. _attributes, other]);

    /// <summary>All names, joined from the outermost to the innermost; null when there is none.</summary>
    public string? GetNameLifted()
    {
        var names = GetAttributeList<Name>().Select(n => n.Value).ToArray();
        return names.Length == 0 ? null : string.Join("-", names);
    }

    /// <summary>The most specific name.</summary>
    public string GetNameOrDefault(string defaultIfNotFound = "unknown-operation") =>
        GetAttribute<Name>()?.Value ?? defaultIfNotFound;

    public override string ToString() => $"Attributes({string.Join<IAttribute>(", ", _attributes)})";

    public static Attributes CreateName(string name) =>
        string.IsNullOrEmpty(name) ? None : new Attributes(new Name(name));

    public static Attributes CreateInputBuffer(int initial, int max) => new(new InputBuffer(initial, max));

    public static Attributes CreateAsyncBoundary() => new(AsyncBoundary.Instance);

    public static Attributes CreateLogLevels(
        LogLevel onElement = LogLevel.DebugLevel,
        LogLevel onFinish = LogLevel.DebugLevel,
        LogLevel onError = LogLevel.ErrorLevel) => new(new LogLevels(onElement, onFinish, onError));

    public static string ExtractName(IModule module, string defaultIfNotFound) =>
        module.Attributes.GetNameOrDefault(defaultIfNotFound);
}
