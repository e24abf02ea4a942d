using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Journal;

/// <summary>
/// The identity of a journal: random, stored with a new one, read back ever after. Client order ids are hashed from
/// it, so an order of one journal is never taken for that of another.
/// </summary>
public static class Incarnation
{
    private const int Bytes = 16;

    /// <summary>The journal's identity, 32 hexadecimal digits; made now if the journal is new.</summary>
    /// <param name="database">A database on which <see cref="Migrations.Migrator"/> has run.</param>
    /// <param name="time">Clock for the note of when it was made.</param>
    /// <exception cref="StorageException">
    /// The database cannot be used, or holds events but no identity: a new one would let an order be sent twice.
    /// </exception>
    public static string ReadOrCreate(Database database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        using var connection = database.Open();
        try
        {
            using var transaction = database.BeginAlone(connection);
            var incarnation =
                connection.Scalar<string>(transaction, "SELECT incarnation FROM journal_incarnation")
                ?? Create(database, connection, transaction, time);
            transaction.Commit();
            return incarnation;
        }
        catch (DbException error)
        {
            throw database.Trouble(error);
        }
    }

    private static string Create(
        Database database, DbConnection connection, DbTransaction transaction, TimeProvider time)
    {
        if (JournalStatistics.HasEvents(database, connection, transaction))
        {
            throw new StorageException(
                $"{database.Name}: it holds events but its identity is lost; a new one would let orders be "
                + "sent twice. Restore the table journal_incarnation from a backup.");
        }

        var incarnation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        connection.Execute(
            transaction,
            "INSERT INTO journal_incarnation (id, incarnation, created_at) VALUES (1, @incarnation, @at)",
            ("@incarnation", incarnation),
            ("@at", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return incarnation;
    }
}
