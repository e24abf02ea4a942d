using WhaleStack.Storage.Databases;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A PostgreSQL server for the tests that need one; brought up when first asked for.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<LocalPostgreSql> _server;

    public PostgreSqlServer() => _server = new Lazy<LocalPostgreSql>(() => LocalPostgreSql.Start(_folder.Path));

    /// <summary>The server, as in production: what is committed is on disk.</summary>
    public LocalPostgreSql Server => _server.Value;

    /// <summary>A root for a node, whose <c>.env</c> names this server and a database of its own.</summary>
    public OwnRoot RootFor(string folder, string database)
    {
        var env = Server.Env;
        var root = new OwnRoot(folder);
        root.Env(
            $"TIMESCALE_DB_HOST={env.Host}",
            $"TIMESCALE_DB_PORT={env.Port}",
            $"TIMESCALE_DB_USER={env.User}",
            $"TIMESCALE_DB_PASS={env.Password!.Reveal()}",
            $"TIMESCALE_DB_NAME={database}");
        return root;
    }

    /// <summary>The database that a demo uses beside the one that its <c>.env</c> names.</summary>
    public PostgreSqlDatabase DemoDatabase(string database) => new(Server.Env with { Database = database + "_demo" });

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }

        _folder.Dispose();
    }
}
