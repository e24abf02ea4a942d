using Akka.Configuration;
using Akka.Persistence.Rows;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>Creates a plugin's tables.</summary>
internal static class SqliteTables
{
    /// <summary>Creates them before they are first used, if the configuration says so.</summary>
    public static TableMaker For(
        SqliteDatabase database, SqliteWriter writer, Config config, IReadOnlyList<string> names, string ddl) =>
        new(config.GetBoolean("auto-initialize"), () => Create(database, writer, names, ddl));

    private static async Task Create(
        SqliteDatabase database, SqliteWriter writer, IReadOnlyList<string> names, string ddl)
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

        await writer.Write(new SqliteUnit(
            "tables", 1, "create its tables", session => session.Command(ddl).ExecuteNonQuery())).ConfigureAwait(false);
    }
}
