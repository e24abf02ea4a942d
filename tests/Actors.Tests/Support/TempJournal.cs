using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Journal;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A migrated journal in a folder of its own, gone when the test is.</summary>
internal sealed class TempJournal : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("whale-actors-").FullName;
    private readonly SmallDisk? _disk;

    /// <param name="smallDisk">True for a disk of a few megabytes of its own, where the machine lets us have
    /// one.</param>
    public TempJournal(bool smallDisk = false)
    {
        _disk = smallDisk ? SmallDisk.TryMount(_folder) : null;
        Database = new SqliteDatabase(Path.Combine(_folder, SqliteDatabase.FileName), busySecondsMax: 1);
        new Migrator(Database, TimeProvider.System).Run();
        Incarnation = Storage.Journal.Incarnation.ReadOrCreate(Database, TimeProvider.System);
    }

    public SqliteDatabase Database { get; }

    public string Incarnation { get; }

    public JournalStatistics Statistics => new(Database);

    /// <summary>
    /// Makes every write fail until disposed: by a full disk if there is a small one, else by a missing table.
    /// </summary>
    public IDisposable TakeAway()
    {
        if (_disk is not null)
        {
            return _disk.Fill();
        }

        Execute("ALTER TABLE event_journal RENAME TO away");
        return new Undo(() => Execute("ALTER TABLE away RENAME TO event_journal"));
    }

    /// <summary>A connection that is not the plugins' own.</summary>
    public SqliteConnection Open()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Database.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every persistence id has the sequence numbers 1 to n, each once.</summary>
    public void AssertNoSequenceGap()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT persistence_id FROM event_journal GROUP BY persistence_id "
            + "HAVING max(sequence_nr) <> count(*) OR count(DISTINCT sequence_nr) <> count(*)";
        Assert.Null(command.ExecuteScalar());
    }

    public void Dispose()
    {
        _disk?.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A system that was ended without order may still hold the file; the folder is temporary.
        }
    }
}
