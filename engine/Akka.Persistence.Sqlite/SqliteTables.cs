using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>Makes sure that a plugin's tables exist before they are first used, if that is wanted.</summary>
internal sealed class SqliteTables(
    SqliteDatabase database, SqliteWriter writer, bool autoInitialize, IReadOnlyList<string> names, string ddl)
{
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
            if (database.HasTables(names))
            {
                return;
            }
        }
        catch (SqliteException cause)
        {
            throw database.Explain("be opened", cause);
        }

        await writer.Write(new WriteUnit(
            "tables", 1, "create its tables", session => session.Command(ddl).ExecuteNonQuery())).ConfigureAwait(false);
    }
}
