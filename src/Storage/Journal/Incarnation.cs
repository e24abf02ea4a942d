using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace WhaleStack.Storage.Journal;

/// <summary>
/// The identity of a journal: random, stored with a new one, read back ever after. Client order ids are hashed from
/// it, so an order of one journal is never taken for that of another.
/// </summary>
public static class Incarnation
{
    private const int Bytes = 16;

    /// <summary>The journal's identity, 32 hexadecimal digits; made now if the journal is new.</summary>
    /// <param name="settings">A database on which <see cref="SqliteMigrator"/> has run.</param>
    /// <param name="time">Clock for the note of when it was made.</param>
    /// <exception cref="StorageException">
    /// The database cannot be used, or holds events but no identity: a new one would let an order be sent twice.
    /// </exception>
    public static string ReadOrCreate(JournalSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        using var connection = settings.Open(SqliteOpenMode.ReadWrite);
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var incarnation = Read(connection, transaction) ?? Create(settings, connection, transaction, time);
            transaction.Commit();
            return incarnation;
        }
        catch (SqliteException error)
        {
            throw StorageException.Of(settings.Path, error);
        }
    }

    private static string? Read(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT incarnation FROM journal_incarnation";
        return (string?)command.ExecuteScalar();
    }

    private static string Create(
        JournalSettings settings, SqliteConnection connection, SqliteTransaction transaction, TimeProvider time)
    {
        if (JournalStatistics.HasEvents(connection, transaction))
        {
            throw new StorageException(
                $"database '{settings.Path}': it holds events but its identity is lost; a new one would let orders be "
                + "sent twice. Restore the table journal_incarnation from a backup.");
        }

        var incarnation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO journal_incarnation (id, incarnation, created_at) VALUES (1, $incarnation, $at)";
        command.Parameters.AddWithValue("$incarnation", incarnation);
        command.Parameters.AddWithValue(
            "$at", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
        return incarnation;
    }
}
