using System.Data.Common;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Projections;

/// <summary>
/// Finds the position up to which the journal is complete: no event at or before it can still appear. Not thread-safe:
/// it remembers what it waits for from one call to the next.
/// </summary>
/// <remarks>
/// <para>
/// PostgreSQL: an event's <c>ordering</c> comes from a sequence and is not rolled back or handed out at commit, so that
/// a transaction can commit number 5 while number 4 of another is not visible yet. Whoever passes over 4 never sees it.
/// Comparing the <c>xmin</c> of rows with the oldest running transaction is not enough: a transaction takes its
/// <c>ordering</c> before or after its id, so that number 4 may belong to the younger one.
/// </para>
/// <para>
/// What holds: every transaction that inserts has a RowExclusiveLock on the table from before it takes a number until
/// its end. Therefore (1) H, the highest committed number, is read; (2) then, in a later statement, the transactions
/// that hold the lock are listed. A number of H or below was taken before (1), so its transaction held the lock by
/// then: either it still does, and is in the list, or it has ended, and its rows are there for every later statement,
/// since a commit makes rows visible before it lets go of locks. (3) When none of those listed holds the lock any
/// more, everything up to H is there for good. A transaction that comes later takes a number above H. Identities of
/// transactions are of the kind <c>virtualtransaction</c>, which is not used again while the server runs; after a
/// restart one that is met again only delays. Until (3), the last position that was complete stands.
/// </para>
/// <para>SQLite: one transaction writes at a time, so that the order of numbers is the order of commits.</para>
/// </remarks>
internal sealed class JournalHead
{
    private const string NewestSql = "SELECT COALESCE(MAX(ordering), 0) FROM event_journal";

    private const string WritersSql = """
        SELECT virtualtransaction FROM pg_locks
        WHERE locktype = 'relation' AND granted AND mode = 'RowExclusiveLock'
            AND relation = 'event_journal'::regclass
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly Database _database;
    private readonly HashSet<string> _waitedFor = new(StringComparer.Ordinal);
    private long _candidate;

    /// <summary>Makes one that knows nothing yet.</summary>
    public JournalHead(Database database) => _database = database;

    /// <summary>The last position that was found complete; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>Looks again, once, without waiting; returns <see cref="Position"/>.</summary>
    /// <param name="connection">Open, and in no transaction: each statement must see what is committed by then.</param>
    public long Advance(DbConnection connection)
    {
        if (!_database.HasTable(connection, null, "event_journal"))
        {
            return Position; // The journal's plugin makes it at its first event.
        }

        if (_database.Kind == DatabaseKind.Sqlite)
        {
            Position = connection.Scalar<long>(null, NewestSql);
            return Position;
        }

        if (_waitedFor.Count > 0)
        {
            _waitedFor.IntersectWith(Writers(connection));
        }

        if (_waitedFor.Count == 0)
        {
            Position = _candidate;
            _candidate = connection.Scalar<long>(null, NewestSql);
            _waitedFor.UnionWith(Writers(connection));
            Position = _waitedFor.Count == 0 ? _candidate : Position;
        }

        return Position;
    }

    private static List<string> Writers(DbConnection connection)
    {
        using var command = connection.Command(null, WritersSql);
        using var rows = command.ExecuteReader();
        var writers = new List<string>();
        while (rows.Read())
        {
            writers.Add(rows.GetString(0));
        }

        return writers;
    }
}
