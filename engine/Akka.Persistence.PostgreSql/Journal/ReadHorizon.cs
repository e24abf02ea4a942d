using System.Globalization;
using Akka.Persistence.Journal;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql.Journal;

/// <summary>
/// Up to which number the journal may be read in its own order, so that no event is ever passed over.
/// </summary>
/// <remarks>
/// A row gets its <c>ordering</c> when it is inserted and is seen when its transaction commits. So a row may appear
/// below one that was read long ago, and whoever goes on behind the highest number would never see it. Therefore:
/// <list type="number">
/// <item>The highest number H that can be seen is read. Numbers are given out in ascending order (the sequence caches
/// none), so whatever has a number up to H got it before this moment.</item>
/// <item>Then the transactions that hold the table's lock for writing (ROW EXCLUSIVE) are listed. A transaction takes
/// that lock before it gets its first number and keeps it to its end. So a row up to H that was not seen belongs to one
/// of them, whichever program wrote it.</item>
/// <item>When all of them have ended, every row up to H that will ever be there is seen by the next statement: a
/// transaction becomes visible before its locks go.</item>
/// </list>
/// Transaction ids (<c>xmin</c> against the oldest running one) would not do: a number can be drawn before its
/// transaction has an id, and any long transaction elsewhere on the server would hold up the reading. On a standby
/// the locks of the primary cannot be seen; the journal reads where it writes.
/// </remarks>
internal sealed class ReadHorizon(PgDatabase database, string journal)
{
    /// <summary>A live query waits so long for writers, and then tries again after its refresh interval.</summary>
    private static readonly TimeSpan LivePatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private const string Writing = """
        FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly string _highest = $"SELECT COALESCE(MAX(ordering), 0) FROM {journal}";

    private readonly string _writers =
        $"SELECT virtualtransaction, COALESCE(pid, 0) {Writing} AND relation = $1::regclass";

    // All rows up to here are seen by every statement from now on.
    private long _safe;

    /// <summary>
    /// The number up to which all is there. What one query found holds for all later ones. A live query may get a
    /// lower number than there is; any other fails when a writer does not end within the time of one statement.
    /// </summary>
    public async Task<long> ReadAsync(QueryEvents query)
    {
        var known = Volatile.Read(ref _safe);
        if (query.IsLive ? query.After < known : query.To <= known)
        {
            return known;
        }

        var patience = query.IsLive && LivePatience < database.Timeout ? LivePatience : database.Timeout;
        using var waiting = new CancellationTokenSource(patience);
        var (highest, writers) = await database.ReadAsync(LookAsync, isolated: false).ConfigureAwait(false);
        var pause = TimeSpan.FromMilliseconds(1);
        while (writers.Count > 0)
        {
            if (waiting.IsCancellationRequested)
            {
                return query.IsLive ? known : throw TooLong(writers.Values);
            }

            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            var still = await database.ReadAsync(WritersAsync, isolated: false).ConfigureAwait(false);
            writers = writers.Where(w => still.ContainsKey(w.Key)).ToDictionary(StringComparer.Ordinal);
        }

        return Raise(highest);
    }

    private long Raise(long found)
    {
        while (true)
        {
            var known = Volatile.Read(ref _safe);
            if (found <= known || Interlocked.CompareExchange(ref _safe, found, known) == known)
            {
                return Math.Max(found, known);
            }
        }
    }

    private async Task<(long Highest, Dictionary<string, int> Writers)> LookAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(_highest, connection);
        var highest = (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
        return (highest, await WritersAsync(connection).ConfigureAwait(false));
    }

    private async Task<Dictionary<string, int>> WritersAsync(NpgsqlConnection connection)
    {
        var writers = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(_writers, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = journal });
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            writers[reader.GetString(0)] = reader.GetInt32(1);
        }

        return writers;
    }

    private StoreException TooLong(IEnumerable<int> processes) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"PostgreSQL database '{database.Name}' cannot query events: a transaction that has written to {journal} ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"did not end within {database.Timeout.TotalSeconds:0.#}s (process {string.Join(", ", processes)})"));
}
