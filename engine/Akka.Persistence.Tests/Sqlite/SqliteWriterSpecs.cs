using Akka.Persistence.Rows;
using Akka.Persistence.Sqlite;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Sqlite;

public sealed class SqliteWriterSpecs : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;

    public SqliteWriterSpecs()
    {
        SQLitePCL.Batteries_V2.Init();
        _database = new SqliteDatabase(_scratch.ConnectionString, TimeSpan.FromSeconds(1));
        _writer = new SqliteWriter(_database);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_a_transaction()
    {
        await CreateTable();
        using var blocked = new ManualResetEventSlim();
        var first = _writer.Write(new SqliteUnit("gate", 1, "wait", _ => blocked.Wait()));
        var units = Enumerable.Range(0, 500).Select(n => _writer.Write(Insert("owner" + n, n))).ToList();
        var before = _writer.Transactions;
        blocked.Set();

        await Task.WhenAll(units.Append(first)).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(_writer.Transactions - before <= 2, $"{_writer.Transactions - before} transactions");
        Assert.Equal(500L, Count());
    }

    [Fact]
    public async Task Only_the_owner_that_breaks_a_constraint_fails()
    {
        await CreateTable();
        await _writer.Write(Insert("first", 7));
        using var blocked = new ManualResetEventSlim();
        var gate = _writer.Write(new SqliteUnit("gate", 1, "wait", _ => blocked.Wait()));
        var good = _writer.Write(Insert("good", 1));
        var guilty = _writer.Write(Insert("guilty", 7));
        var afterGuilty = _writer.Write(Insert("guilty", 8));
        var alsoGood = _writer.Write(Insert("also good", 2));
        blocked.Set();

        await Task.WhenAll(gate, good, alsoGood).WaitAsync(TimeSpan.FromSeconds(20));
        var conflict = await Assert.ThrowsAsync<WriterConflictException>(() => guilty);
        await Assert.ThrowsAsync<WriterConflictException>(() => afterGuilty);

        Assert.Contains("store 7", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(3L, Count());
    }

    [Fact]
    public async Task A_unit_that_breaks_a_constraint_half_way_leaves_nothing_behind()
    {
        await CreateTable();
        await _writer.Write(Insert("first", 7));

        await Assert.ThrowsAsync<WriterConflictException>(() => _writer.Write(new SqliteUnit("two", 2, "x", s =>
        {
            s.Command("INSERT INTO t (nr) VALUES (@nr)", ("@nr", 6)).ExecuteNonQuery();
            s.Command("INSERT INTO t (nr) VALUES (@nr)", ("@nr", 7)).ExecuteNonQuery();
        })));

        Assert.Equal(1L, Count());
    }

    [Fact]
    public async Task A_full_disk_is_named_and_writing_goes_on_when_there_is_room_again()
    {
        await CreateTable();
        var full = _writer.Write(new SqliteUnit("big", 1, "store a lot", s =>
        {
            // A page limit makes SQLite answer as it does when the disk is full; it ends with the connection.
            s.Command("PRAGMA max_page_count = 4").ExecuteScalar();
            s.Command("CREATE TABLE big AS SELECT zeroblob(100000) AS b").ExecuteNonQuery();
        }));

        var failure = await Assert.ThrowsAsync<StoreException>(() => full);
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_scratch.File("journal.db"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("store a lot", failure.Message, StringComparison.Ordinal);
        await _writer.Write(Insert("later", 1)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1L, Count());
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_named_and_writing_goes_on_when_it_is_gone()
    {
        await CreateTable();
        await using (var other = _database.OpenReader())
        {
            await using var held = other.BeginTransaction(deferred: false);
            var failure = await Assert.ThrowsAsync<StoreException>(() => _writer.Write(Insert("owner", 1)));
            Assert.Contains("locked by another", failure.Message, StringComparison.Ordinal);
        }

        await _writer.Write(Insert("owner", 1)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1L, Count());
    }

    [Fact]
    public async Task A_read_only_database_is_named()
    {
        await CreateTable();
        var readOnly = new SqliteDatabase(_scratch.ConnectionString + ";Mode=ReadOnly", TimeSpan.FromSeconds(1));
        using var writer = new SqliteWriter(readOnly);

        var failure = await Assert.ThrowsAsync<StoreException>(() => writer.Write(Insert("owner", 1)));

        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_scratch.File("journal.db"), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        await File.WriteAllTextAsync(_scratch.File("text.db"), new string('x', 5000));
        using var writer = new SqliteWriter(
            new SqliteDatabase("Data Source=" + _scratch.File("text.db"), TimeSpan.FromSeconds(1)));

        var failure = await Assert.ThrowsAsync<StoreException>(() => writer.Write(Insert("owner", 1)));

        Assert.Contains("not a SQLite database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_refuses_what_comes_later()
    {
        await CreateTable();
        var units = Enumerable.Range(0, 100).Select(n => _writer.Write(Insert("owner", n))).ToList();

        _writer.Dispose();

        await Task.WhenAll(units).WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<StoreException>(() => _writer.Write(Insert("owner", 1000)));
        Assert.Equal(100L, Count());
    }

    [Fact]
    public async Task The_database_is_in_wal_mode_and_flushes_each_commit()
    {
        await CreateTable();
        object? mode = null;
        object? synchronous = null;
        await _writer.Write(new SqliteUnit("owner", 1, "look", s =>
        {
            mode = s.Command("PRAGMA journal_mode").ExecuteScalar();
            synchronous = s.Command("PRAGMA synchronous").ExecuteScalar();
        }));

        Assert.Equal("wal", mode);
        Assert.Equal(2L, synchronous);
    }

    private static SqliteUnit Insert(string owner, int nr) => new(owner, 1, "store " + nr, s =>
        s.Command("INSERT INTO t (nr) VALUES (@nr)", ("@nr", nr)).ExecuteNonQuery());

    private Task CreateTable() => _writer.Write(new SqliteUnit("setup", 1, "create", s =>
        s.Command("CREATE TABLE IF NOT EXISTS t (nr INTEGER UNIQUE)").ExecuteNonQuery()));

    private long Count()
    {
        using var connection = _database.OpenReader();
        using var command = new SqliteCommand("SELECT COUNT(*) FROM t", connection);
        return (long)command.ExecuteScalar()!;
    }
}
