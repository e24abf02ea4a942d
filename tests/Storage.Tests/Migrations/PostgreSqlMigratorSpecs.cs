using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Migrations;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlMigratorSpecs(PostgreSqlFixture server)
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE one (x INTEGER);");
    private static readonly Migration Second =
        new(2, "0002_second", "CREATE TABLE two (x INTEGER); INSERT INTO two VALUES (7);");

    [Fact]
    public void Each_migration_runs_once_and_is_told_of()
    {
        var database = server.NewDatabase();
        Assert.Null(new Migrator(database, TimeProvider.System, [First]).Status()[0].AppliedAt);
        Assert.Equal(1, Migrate(database, First));
        var states = new Migrator(database, TimeProvider.System, [First, Second]).Status();
        Assert.NotNull(states[0].AppliedAt);
        Assert.Null(states[1].AppliedAt);
        Assert.Equal(1, Migrate(database, First, Second));
        Assert.Equal(0, Migrate(database, First, Second));
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing_behind()
    {
        var database = server.NewDatabase();
        var broken = new Migration(2, "0002_broken", "CREATE TABLE two (x INTEGER); INSERT INTO nowhere VALUES (1);");
        var error = Assert.Throws<StorageException>(() => Migrate(database, First, broken));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        using var connection = database.Open();
        Assert.False(database.HasTable(connection, null, "one"));
        Assert.False(database.HasTable(connection, null, "schema_migrations"));
    }

    [Fact]
    public void A_database_of_a_later_version_and_a_changed_migration_are_refused()
    {
        var database = server.NewDatabase();
        Migrate(database, First, Second);
        Assert.Contains(
            "later version",
            Assert.Throws<StorageException>(() => Migrate(database, First)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "0002_second",
            Assert.Throws<StorageException>(() => Migrate(database, First, Second with { Sql = "SELECT 1" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_take_turns()
    {
        var database = server.NewDatabase();
        var slow = new Migration(1, "0001_slow", "CREATE TABLE one (x INTEGER); SELECT pg_sleep(0.2);");
        // Threads of their own: each waits for the one before it, and the pool of a small machine has two.
        var ran = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Migrate(database, slow),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(1, ran.Sum());
    }

    [Fact]
    public void All_of_this_version_run_and_both_kinds_have_the_same_ones()
    {
        var database = server.NewDatabase();
        Assert.Equal(Migration.For(DatabaseKind.PostgreSql).Length, new Migrator(database, TimeProvider.System).Run());
        Assert.Equal(
            Migration.For(DatabaseKind.Sqlite).Select(m => m.Name),
            Migration.For(DatabaseKind.PostgreSql).Select(m => m.Name));
    }

    [Fact]
    public void A_server_that_is_not_there_is_named()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var database = new PostgreSqlDatabase(new DatabaseEnv("127.0.0.1", port, "x", null, "quantprod"));
        var error = Assert.Throws<StorageException>(() => Migrate(database, First));
        Assert.Equal($"database 'quantprod' at 127.0.0.1:{port}: the server cannot be reached.", error.Message);
    }

    private static int Migrate(Database database, params Migration[] migrations) =>
        new Migrator(database, TimeProvider.System, [.. migrations]).Run();
}
