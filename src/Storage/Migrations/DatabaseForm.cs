using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files.Retention;

namespace WhaleStack.Storage.Migrations;

/// <summary>Brings a database to the form that this version needs, whichever kind it is.</summary>
public static class DatabaseForm
{
    /// <summary>
    /// Runs the migrations that wait, and then, where TimescaleDB is available, what it adds. Safe to call at every
    /// start, and by many nodes at once.
    /// </summary>
    /// <param name="database">Which database.</param>
    /// <param name="retention">How long rows are kept, where TimescaleDB drops them by itself.</param>
    /// <param name="time">Clock for the notes of when a step ran.</param>
    /// <returns>
    /// How many migrations ran, and how many files of TimescaleDB; null for those where it is not available.
    /// </returns>
    /// <exception cref="StorageException">The database cannot be brought there.</exception>
    public static (int Migrations, int? TimescaleSteps) Bring(
        Database database, RetentionOptions retention, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(retention);
        var migrations = new Migrator(database, time).Run();
        var daysToKeep = retention.Tables.ToDictionary(
            table => table.Table, table => (int)Math.Ceiling(table.Keep.TotalDays), StringComparer.Ordinal);
        return database is PostgreSqlDatabase server
            ? (migrations, new TimescaleSteps(server, daysToKeep, time).Run())
            : (migrations, null);
    }
}
