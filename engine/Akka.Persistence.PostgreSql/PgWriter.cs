using Akka.Persistence.Rows;

namespace Akka.Persistence.PostgreSql;

/// <summary>
/// The writer of a database. What arrives while a transaction is being committed shares the next one, so one flush to
/// disk serves many actors.
/// </summary>
/// <remarks>
/// <para>
/// There are several lanes, each with one transaction at a time, so that one can be filled while another is being
/// flushed. All units of an owner take the same lane: they keep their order.
/// </para>
/// <para>
/// A unit that breaks a constraint is taken out with all later ones of its actor, and the rest is committed without it.
/// Any other failure fails the transaction for all. When the connection is lost while a commit is under way, its
/// outcome is read from the server by the transaction's id; nothing is ever inserted a second time.
/// </para>
/// </remarks>
internal sealed class PgWriter : IDisposable
{
    /// <summary>More units than this may not wait in a lane; the next one is refused.</summary>
    public const int UnitsWaitingMax = 32_768;

    /// <summary>A transaction takes no further unit once it has so many rows.</summary>
    public const int RowsPerTransactionMax = 8_192;

    /// <summary>So many transactions may run at the same time.</summary>
    public const int Lanes = 2;

    private readonly PgTransactions _transactions;
    private readonly PgLane[] _lanes;

    public PgWriter(PgDatabase database)
    {
        _transactions = new PgTransactions(database);
        _lanes = Enumerable.Range(0, Lanes).Select(_ => new PgLane(database, _transactions)).ToArray();
    }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions => _transactions.Committed;

    /// <summary>Puts a unit in line; the task ends when it is on disk, or fails.</summary>
    public Task Write(WriteUnit unit) =>
        _lanes[(uint)unit.Owner.GetHashCode(StringComparison.Ordinal) % Lanes].Write(unit);

    /// <summary>Writes what waits.</summary>
    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Complete();
        }

        Task.WaitAll(_lanes.Select(static lane => lane.Running).ToArray(), TimeSpan.FromSeconds(30));
    }
}
