using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Makes sure that a plugin's tables exist before they are first used, if that is wanted.</summary>
internal sealed class PgTables(PgDatabase database, bool autoInitialize, string ddl)
{
    // Of all nodes that start at once one creates the tables, the others wait for it. The number is ours: "akka".
    private const string TakeTurns = "SELECT pg_advisory_xact_lock(1634429793)";

    private readonly object _gate = new();
    private Task? _ready;

    /// <summary>Tried again by the next caller when it failed.</summary>
    public Task Ready()
    {
        if (!autoInitialize)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_ready is null || _ready.IsFaulted)
            {
                _ready = Task.Run(Create);
            }

            return _ready;
        }
    }

    private async Task Create()
    {
        try
        {
            await using var connection = await database.OpenAsync().ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { new NpgsqlBatchCommand(TakeTurns) },
            };
            var statements = ddl.Split(
                ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var statement in statements)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            }

            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            throw database.Explain("create its tables", cause);
        }
    }
}
