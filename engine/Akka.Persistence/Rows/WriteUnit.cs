using System.Globalization;

namespace Akka.Persistence.Rows;

/// <summary>
/// Work of one actor that is done all together or not at all, inside a transaction that it may share with others.
/// </summary>
internal abstract class WriteUnit(string owner)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When a unit of an owner fails, its later units in the same transaction fail too.</summary>
    public string Owner { get; } = owner;

    /// <summary>What it does, for messages: "store events of ...".</summary>
    public abstract string Operation { get; }

    /// <summary>How many rows it writes.</summary>
    public abstract int Rows { get; }

    /// <summary>Ends when it is on disk, or fails.</summary>
    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception cause) => _done.TrySetException(cause);
}

/// <summary>Events of one actor, in order of their numbers; at least one.</summary>
internal abstract class EventsUnit(List<EventRow> events) : WriteUnit(events[0].PersistenceId)
{
    public List<EventRow> Events { get; } = events;

    public override int Rows => Events.Count;

    public override string Operation => string.Create(
        CultureInfo.InvariantCulture,
        $"store the events {Events[0].SequenceNr} to {Events[^1].SequenceNr} of [{Owner}]");
}
