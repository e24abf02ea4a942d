using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Statements of one actor, made anew for each attempt; they answer with no rows.</summary>
internal sealed class PgStatements(string owner, string operation, Func<IEnumerable<NpgsqlBatchCommand>> commands)
    : WriteUnit(owner)
{
    public override string Operation { get; } = operation;

    public override int Rows => 1;

    public Func<IEnumerable<NpgsqlBatchCommand>> Commands { get; } = commands;
}

/// <summary>Events of one actor; those of many actors become one statement.</summary>
internal sealed class PgEvents(EventInsert insert, List<EventRow> events) : EventsUnit(events)
{
    public EventInsert Insert { get; } = insert;
}
