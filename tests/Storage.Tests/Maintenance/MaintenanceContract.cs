using System.Data.Common;
using System.Globalization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Retention;
using WhaleStack.Storage.Maintenance;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Storage.Tests.Maintenance;

/// <summary>Backup, restore, export and pruning, for each kind of database.</summary>
public abstract class MaintenanceContract : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _temp = new();

    /// <summary>A new database for a data folder, with nothing in it.</summary>
    protected abstract Database NewDatabase(string dataFolder);

    public void Dispose()
    {
        _temp.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_backup_brings_every_table_and_file_back()
    {
        var (database, data) = Filled("old");
        var (folder, manifest) = new Backup(database, data, TimeProvider.System).Run();
        Assert.Equal(40, manifest.Tables.Single(table => table.Name == "signals").Rows);
        Assert.True(Same(manifest, Restore.Verify(folder)), "a manifest is read as it was written");
        AssertManifest(manifest, "data/signals/whale/1.jsonl", "data/logs/combined.log");

        using var target = DataDirectory.Open(_temp.File("new"));
        var restored = NewDatabase(target.Path);
        new Restore(restored, target, TimeProvider.System).Run(folder, mayReplace: false);
        Assert.Equal(Dump(database), Dump(restored));
        Assert.Equal("one\n", File.ReadAllText(target.FullPath("signals", "whale", "1.jsonl")));
        Insert(restored, 100);
        Assert.Equal(41L, Count(restored, "signals"));
        Assert.Equal(41L, Count(restored, "clusters"));
    }

    [Fact]
    public async Task A_backup_while_rows_are_written_is_of_one_moment()
    {
        var (database, data) = Filled("old");
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var writing = Task.Run(() =>
        {
            for (var i = 1_000; !stop.IsCancellationRequested; i++)
            {
                Insert(database, i);
                first.TrySetResult();
            }
        });
        await first.Task;
        var (folder, manifest) = new Backup(database, data, TimeProvider.System).Run();
        await stop.CancelAsync();
        await writing;

        // Both rows of an insertion come in one transaction: a backup of two moments would have more of one.
        Assert.Equal(
            manifest.Tables.Single(table => table.Name == "signals").Rows,
            manifest.Tables.Single(table => table.Name == "clusters").Rows);
        Assert.True(Count(database, "signals") > 41, "rows were written");
        using var target = DataDirectory.Open(_temp.File("new"));
        var restored = NewDatabase(target.Path);
        new Restore(restored, target, TimeProvider.System).Run(folder, mayReplace: false);
        Assert.Equal(manifest.Tables.Single(table => table.Name == "signals").Rows, Count(restored, "signals"));
    }

    [Fact]
    public void A_damaged_backup_is_refused_and_nothing_is_changed()
    {
        var (database, data) = Filled("old");
        var (folder, manifest) = new Backup(database, data, TimeProvider.System).Run();
        using var target = DataDirectory.Open(_temp.File("new"));
        var restored = NewDatabase(target.Path);
        foreach (var name in manifest.Files.Select(file => file.Path).Append("manifest.json"))
        {
            var path = Path.Combine(folder, name);
            var good = File.ReadAllBytes(path);
            File.WriteAllBytes(path, Damaged(good));
            var error = Assert.Throws<StorageException>(
                () => new Restore(restored, target, TimeProvider.System).Run(folder, mayReplace: true));
            Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
            File.Delete(path);
            Assert.Throws<StorageException>(() => Restore.Verify(folder));
            File.WriteAllBytes(path, good);
        }

        Assert.Equal(["node.lock", "node.pid"], Directory.GetFileSystemEntries(target.Path)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_there_is_replaced_only_when_asked_and_files_go_to_the_delete_queue()
    {
        var (database, data) = Filled("old");
        var (folder, _) = new Backup(database, data, TimeProvider.System).Run();
        var before = Dump(database);
        Insert(database, 500);
        File.WriteAllText(Path.Combine(data, "logs", "later.log"), "later");
        using var held = DataDirectory.Open(data);
        Release(database);
        var restore = new Restore(database, held, TimeProvider.System);
        var refused = Assert.Throws<StorageException>(() => restore.Run(folder, mayReplace: false));
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        Assert.Equal(41L, Count(database, "signals"));

        Release(database);
        restore.Run(folder, mayReplace: true);
        Assert.Equal(before, Dump(database));
        Assert.False(File.Exists(held.FullPath("logs", "later.log")), "a file of later is gone");
        Assert.Single(Directory.GetFiles(
            held.FullPath("retention", "delete_queue"), "later.log", SearchOption.AllDirectories));
        Assert.Equal("one\n", File.ReadAllText(held.FullPath("signals", "whale", "1.jsonl")));
    }

    [Fact]
    public void An_unfinished_backup_is_removed_by_the_next_one_and_two_at_once_are_refused()
    {
        var (database, data) = Filled("old");
        Directory.CreateDirectory(Path.Combine(data, "backups", "20260101T000000Z.part", "data"));
        File.WriteAllText(Path.Combine(data, "backups", "20260101T000000Z.part", "data", "x"), "half");
        using (new FileStream(
            Path.Combine(data, "backups", "backup.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            Assert.Throws<StorageException>(() => new Backup(database, data, TimeProvider.System).Run());
        }

        var (folder, _) = new Backup(database, data, TimeProvider.System).Run();
        Assert.Equal([folder], Directory.GetDirectories(Path.Combine(data, "backups")));
        Assert.Throws<StorageException>(() => Restore.Verify(Path.Combine(data, "backups")));
    }

    [Fact]
    public void Rows_past_their_age_are_deleted_and_a_dry_run_only_counts_them()
    {
        var (database, _) = Filled("old");
        TableRetention[] rules = [new("clusters", TimeSpan.FromDays(10))];
        var now = Time.AddDays(30); // Row i is i days younger than the first: 20 are older than 10 days.
        var pruning = new TablePruning(database);
        Assert.Equal(20, Assert.Single(pruning.Run(rules, now, dryRun: true)).Rows);
        Assert.Equal(40L, Count(database, "clusters"));
        Assert.Equal(20, Assert.Single(pruning.Run(rules, now, dryRun: false)).Rows);
        Assert.Equal(20L, Count(database, "clusters"));
        Assert.Equal(40L, Count(database, "signals"));
    }

    [Fact]
    public void An_export_is_csv_of_the_rows_asked_for_with_its_checksum()
    {
        var (database, data) = Filled("old");
        var export = new Export(database, data, TimeProvider.System);
        var (folder, manifest) = export.Run(["signals", "clusters"], Time.AddDays(1), Time.AddDays(3));
        Assert.Equal([2L, 2L], manifest.Tables.Select(table => table.Rows));
        var text = File.ReadAllText(Path.Combine(folder, "clusters.csv"));
        var lines = text.Split("\r\n");
        Assert.Equal("id,symbol,exchange,price_level,cluster_size,side,timeframe,detected_at,agent", lines[0]);
        Assert.Equal("2,BTCUSDT,bybit,1.5,1,long,1h,2026-03-06T12:00:00.000000Z,\"a, \"\"quoted\"\" agent\"", lines[1]);
        Assert.Equal(4, lines.Length);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                File.ReadAllBytes(Path.Combine(folder, "clusters.csv")))),
            manifest.Tables[1].Sha256);
        Assert.True(File.Exists(Path.Combine(folder, "manifest.json")), "the manifest lies beside the files");

        Assert.Throws<StorageException>(() => export.Run(["signals", "nonsense"]));
        Assert.Throws<StorageException>(() => export.Run(["signals; DROP TABLE signals"]));
        Assert.Throws<StorageException>(() => export.Run(["projections"], Time));
        Assert.Single(Directory.GetDirectories(Path.Combine(data, "exports")));
    }

    /// <summary>Lets pooled connections go, which the server would take for a running node.</summary>
    protected virtual void Release(Database database)
    {
    }

    private static byte[] Damaged(byte[] good)
    {
        var bad = good.Length == 0 ? [1] : good.ToArray();
        bad[bad.Length / 2] ^= 2;
        return bad;
    }

    private static bool Same(BackupManifest a, BackupManifest b) =>
        a.Tables.SequenceEqual(b.Tables) && a.Files.SequenceEqual(b.Files) && a.CreatedAt == b.CreatedAt;

    private static void AssertManifest(BackupManifest manifest, params string[] files)
    {
        Assert.Equal(files.Order(), manifest.Files.Select(file => file.Path)
            .Where(path => path.StartsWith("data/", StringComparison.Ordinal)).Order());
        Assert.Contains(manifest.Files, file => file.Path.StartsWith("database/", StringComparison.Ordinal));
    }

    private static void Insert(Database database, int i)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var at = TableTimes.Parameter(database.Kind, Time.AddDays(i));
        var json = database.Kind == DatabaseKind.Sqlite ? "@params" : "@params::jsonb";
        connection.Execute(
            transaction,
            "INSERT INTO signals (signal_id, agent, signal_type, symbol, exchange, params, created_at) "
            + $"VALUES (@id, 'whale', 'target', 'BTCUSDT', 'bybit', {json}, @at)",
            ("@id", string.Create(CultureInfo.InvariantCulture, $"s{i}")),
            ("@params", """{"text":"tab\tand\nline"}"""),
            ("@at", at));
        connection.Execute(
            transaction,
            "INSERT INTO clusters "
            + "(symbol, exchange, price_level, cluster_size, side, timeframe, detected_at, agent) "
            + "VALUES ('BTCUSDT', 'bybit', @price, @size, 'long', '1h', @at, 'a, \"quoted\" agent')",
            ("@price", database.Kind == DatabaseKind.Sqlite ? "1.5" : 1.5m),
            ("@size", database.Kind == DatabaseKind.Sqlite ? "1" : 1m),
            ("@at", at));
        transaction.Commit();
    }

    private static long Count(Database database, string table)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        return connection.Scalar<long>(null, $"SELECT COUNT(*) FROM {table}");
    }

    private static List<string> Dump(Database database)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        return
        [
            .. Rows(connection, "signals ORDER BY signal_id"), .. Rows(connection, "clusters ORDER BY id"),
            .. Rows(connection, "schema_migrations ORDER BY version"),
        ];
    }

    private static List<string> Rows(DbConnection connection, string what)
    {
        using var command = connection.Command(null, $"SELECT * FROM {what}");
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        var values = new object?[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values!);
            rows.Add(CsvText.Line(values));
        }

        return rows;
    }

    private (Database Database, string Data) Filled(string name)
    {
        var data = Directory.CreateDirectory(_temp.File(name)).FullName;
        _temp.Write(name + "/signals/whale/1.jsonl", "one\n");
        _temp.Write(name + "/logs/combined.log", "line\n");
        var database = NewDatabase(data);
        new Migrator(database, TimeProvider.System).Run();
        for (var i = 0; i < 40; i++)
        {
            Insert(database, i);
        }

        return (database, data);
    }
}
