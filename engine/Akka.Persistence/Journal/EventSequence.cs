namespace Akka.Persistence.Journal;

/// <summary>What a read adapter makes of one stored event.</summary>
public interface IEventSequence
{
    /// <summary>The events, in order.</summary>
    IEnumerable<object> Events { get; }
}

/// <summary>A sequence without events: the stored one is skipped.</summary>
public interface IEmptyEventSequence : IEventSequence
{
}

/// <summary>Makes event sequences.</summary>
public static class EventSequence
{
    /// <summary>No event.</summary>
    public static readonly IEventSequence Empty = EmptyEventSequence.Instance;

    /// <summary>One event.</summary>
    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    /// <summary>Several events, in order.</summary>
    public static IEventSequence Create(params object[] events) => Create((IEnumerable<object>)events);

    /// <summary>Several events, in order.</summary>
    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);

    internal static bool SameEvents(IEventSequence one, IEventSequence? other) =>
        other is not null && one.Events.SequenceEqual(other.Events);

    internal static int HashOf(IEventSequence sequence)
    {
        var hash = default(HashCode);
        foreach (var e in sequence.Events)
        {
            hash.Add(e);
        }

        return hash.ToHashCode();
    }
}

/// <summary>No event; equal to every other sequence without events.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    /// <summary>The only instance.</summary>
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<object> Events => [];

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => EventSequence.SameEvents(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => EventSequence.HashOf(this);
}

/// <summary>Several events; equal to every sequence of the same events.</summary>
/// <typeparam name="T">What the events have in common.</typeparam>
public class EventSequence<T> : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object[] _events;

    /// <summary>Creates the sequence.</summary>
    public EventSequence(IEnumerable<object> events) => _events = events.ToArray();

    /// <inheritdoc/>
    public IEnumerable<object> Events => _events;

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => EventSequence.SameEvents(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => EventSequence.HashOf(this);
}

/// <summary>One event; equal to every sequence of the same event.</summary>
#pragma warning disable CA2231 // Akka.NET has no operators here.
public readonly struct SingleEventSequence : IEventSequence, IEquatable<IEventSequence>
#pragma warning restore CA2231
{
    private readonly object _event;

    /// <summary>Creates the sequence.</summary>
    public SingleEventSequence(object e) => _event = e;

    /// <inheritdoc/>
    public IEnumerable<object> Events => [_event];

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => EventSequence.SameEvents(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => EventSequence.HashOf(this);
}
