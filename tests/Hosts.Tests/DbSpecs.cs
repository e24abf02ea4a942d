using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>The command <c>db</c>, as a person uses it.</summary>
[Collection("processes")]
public sealed class DbSpecs(PostgreSqlServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_migrated_once_and_then_as_it_should_be()
    {
        var root = new OwnRoot(_folder["root"]);
        await SaysAsync(root, 1, ["db", "status", "--data", _folder["data"]], "there is no such file");
        await SaysAsync(root, 0, ["db", "migrate", "--data", _folder["data"]], "migrations");
        await SaysAsync(root, 0, ["db", "migrate", "--data", _folder["data"]], "no migration waited");
        await SaysAsync(root, 0, ["db", "verify", "--data", _folder["data"]], "as this version makes it");
    }

    [Fact]
    public async Task A_server_without_TimescaleDB_gets_plain_tables_and_says_so()
    {
        var root = server.RootFor(_folder["root"], "by_hand");
        await SaysAsync(root, 1, ["db", "status", "--database", "postgresql"], "there is no such database");
        server.Server.CreateDatabase("by_hand");
        await SaysAsync(root, 1, ["db", "verify", "--database", "postgresql"], "run ./whale db migrate");
        await SaysAsync(root, 0, ["db", "migrate", "--database", "postgresql"], "TimescaleDB is not available");
        await SaysAsync(root, 0, ["db", "verify", "--database", "postgresql"], "as this version makes it");
    }

    [Fact]
    public async Task A_server_is_asked_for_only_where_one_is_named()
    {
        var root = new OwnRoot(_folder["root"]);
        await SaysAsync(root, 1, ["db", "status", "--database", "postgresql"], "TIMESCALE_DB_HOST is empty");
        await SaysAsync(root, 2, ["db", "status", "--database", "oracle"], "oracle");
    }

    private static async Task SaysAsync(OwnRoot root, int exitCode, string[] arguments, string text)
    {
        using var command = DemoProcess.Launch(root.Path, arguments);
        Assert.Equal(exitCode, await command.WaitAsync());
        await command.SaysAsync(text);
        Assert.Contains(text, command.Output, StringComparison.Ordinal);
    }
}
