using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>
/// Work of one actor that is done all together or not at all, inside a transaction that it may share with others.
/// </summary>
internal abstract class WriteUnit(string owner, string operation)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When a unit of an owner fails, its later units in the same transaction fail too.</summary>
    public string Owner { get; } = owner;

    /// <summary>What it does, for messages: "store events of ...".</summary>
    public string Operation { get; } = operation;

    /// <summary>How many rows it writes.</summary>
    public abstract int Rows { get; }

    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception cause) => _done.TrySetException(cause);
}

/// <summary>Statements of one actor, made anew for each attempt; they answer with no rows.</summary>
internal sealed class StatementUnit(string owner, string operation, Func<IEnumerable<NpgsqlBatchCommand>> commands)
    : WriteUnit(owner, operation)
{
    public Func<IEnumerable<NpgsqlBatchCommand>> Commands { get; } = commands;

    public override int Rows => 1;
}

/// <summary>Events of one actor, in order of their numbers; those of many actors become one statement.</summary>
internal sealed class EventsUnit(string owner, string operation, EventInsert insert, IReadOnlyList<EventRow> events)
    : WriteUnit(owner, operation)
{
    public EventInsert Insert { get; } = insert;

    public IReadOnlyList<EventRow> Events { get; } = events;

    public override int Rows => Events.Count;
}
