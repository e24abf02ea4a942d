using Akka.Persistence.Rows;

namespace Akka.Persistence.Sqlite;

/// <summary>Work of one actor on the connection that writes.</summary>
internal sealed class SqliteUnit(string owner, int rows, string operation, Action<WriterSession> work)
    : WriteUnit(owner), ISqliteUnit
{
    public override string Operation { get; } = operation;

    public override int Rows { get; } = rows;

    public void Execute(WriterSession session) => work(session);
}

/// <summary>Events of one actor.</summary>
internal sealed class SqliteEvents(List<EventRow> events, Action<WriterSession, List<EventRow>> insert)
    : EventsUnit(events), ISqliteUnit
{
    public void Execute(WriterSession session) => insert(session, Events);
}

/// <summary>What the writer of a SQLite database does with a unit.</summary>
internal interface ISqliteUnit
{
    /// <summary>Runs inside a transaction, perhaps more than once.</summary>
    void Execute(WriterSession session);
}
