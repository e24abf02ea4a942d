using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Journal;

namespace WhaleStack.Storage.Tests.Migrations;

public sealed class MigratorSpecs
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE one (x INTEGER);");
    private static readonly Migration Second =
        new(2, "0002_second", "CREATE TABLE two (x INTEGER); INSERT INTO two VALUES (7);");

    [Fact]
    public void Each_migration_runs_once()
    {
        using var journal = new RawJournal(migrated: false);
        Assert.Equal(1, Migrate(journal, First));
        Assert.Equal(1, Migrate(journal, First, Second));
        Assert.Equal(0, Migrate(journal, First, Second));
        Assert.Equal(["7"], journal.Query("SELECT x FROM two"));
        Assert.Equal(["1|0001_first", "2|0002_second"], journal.Query("SELECT version, name FROM schema_migrations"));
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing_behind()
    {
        using var journal = new RawJournal(migrated: false);
        var broken = new Migration(2, "0002_broken", "CREATE TABLE two (x INTEGER); INSERT INTO nowhere VALUES (1);");
        var error = Assert.Throws<StorageException>(() => Migrate(journal, First, broken));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Empty(journal.Query("SELECT name FROM sqlite_master WHERE type = 'table'"));
        Assert.Equal(2, Migrate(journal, First, Second));
    }

    [Fact]
    public void A_migration_that_was_changed_is_refused_but_line_endings_do_not_count()
    {
        using var journal = new RawJournal(migrated: false);
        Migrate(journal, Second with { Sql = "-- a\n" + Second.Sql });
        Assert.Equal(0, Migrate(journal, Second with { Sql = "-- a\r\n" + Second.Sql }));
        var error = Assert.Throws<StorageException>(() => Migrate(journal, Second));
        Assert.Contains("0002_second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_later_version_is_refused()
    {
        using var journal = new RawJournal(migrated: false);
        Migrate(journal, First, Second);
        var error = Assert.Throws<StorageException>(() => Migrate(journal, First));
        Assert.Contains("later version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_database_is_named_as_such()
    {
        using var temp = new TempFolder();
        var file = temp.Write("journal.db", new string('x', 4096));
        var error = Assert.Throws<StorageException>(
            () => new Migrator(new SqliteDatabase(file), TimeProvider.System).Run());
        Assert.Equal(
            $"database '{file}': it is damaged or no SQLite database; move it away or restore a backup.",
                error.Message);
    }

    [Fact]
    public void A_database_in_no_folder_is_named()
    {
        using var temp = new TempFolder();
        var settings = new SqliteDatabase(temp.File("no/journal.db"));
        var error = Assert.Throws<StorageException>(() => new Migrator(settings, TimeProvider.System).Run());
        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_another_process_has_locked_is_named_and_works_again_afterwards()
    {
        using var journal = new RawJournal();
        var settings = new SqliteDatabase(journal.Database.Path, busySecondsMax: 1);
        using (var other = (SqliteConnection)journal.Database.Open())
        {
            using var transaction = other.BeginTransaction(deferred: false);
            var error = Assert.Throws<StorageException>(() => new Migrator(settings, TimeProvider.System).Run());
            Assert.Equal($"database '{settings.Path}': another process has locked it.", error.Message);
        }

        Assert.Equal(0, new Migrator(settings, TimeProvider.System).Run());
    }

    [Theory]
    [InlineData(8, "it is read-only; check the permissions")]
    [InlineData(13, "the disk is full")]
    [InlineData(14, "it cannot be opened")]
    [InlineData(11, "it is damaged")]
    [InlineData(1, "as SQLite says")]
    public void What_SQLite_says_is_told_in_words(int code, string words)
    {
        var error = StorageException.Of("x.db", new SqliteException("as SQLite says", code));
        Assert.StartsWith($"database 'x.db': {words}", error.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(error.InnerException);
    }

    [Fact]
    public void The_migrations_of_this_version_are_numbered_without_a_hole()
    {
        var versions = Migration.For(DatabaseKind.Sqlite).Select(migration => migration.Version).ToList();
        Assert.NotEmpty(versions);
        Assert.Equal(Enumerable.Range(1, versions.Count), versions);
    }

    private static int Migrate(RawJournal journal, params Migration[] migrations) =>
        new Migrator(journal.Database, TimeProvider.System, [.. migrations]).Run();
}
