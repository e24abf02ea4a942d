using Akka.Configuration;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Creates a plugin's tables.</summary>
internal static class PgTables
{
    // Of all nodes that start at once one creates the tables, the others wait for it. The number is ours: "akka".
    private const string TakeTurns = "SELECT pg_advisory_xact_lock(1634429793)";

    /// <summary>Creates them before they are first used, if the configuration says so.</summary>
    public static TableMaker For(PgDatabase database, Config config, string ddl) =>
        new(config.GetBoolean("auto-initialize"), () => Create(database, ddl));

    private static async Task Create(PgDatabase database, string ddl)
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
