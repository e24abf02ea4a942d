using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Persistence.Tests.Support;
using Npgsql;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>A PostgreSQL server of the specs' own, on loopback, in a folder that is gone afterwards.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postgres-");
    private readonly string _programs = FindPrograms();
    private Process? _server;
    private int _schemas;

    public PostgresServer()
    {
        Port = FreePort();
        if (Environment.UserName == "root")
        {
            // The server refuses to run as root.
            Run("chown", "postgres", _folder.FullName);
        }

        var arguments = new[] { "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale" };
        RunAsServer("initdb", arguments).Dispose();
        Start();
    }

    public int Port { get; }

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>How the server is reached.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres");

    /// <summary>A name that no other spec has.</summary>
    public string NewSchema() =>
        string.Create(CultureInfo.InvariantCulture, $"spec_{Interlocked.Increment(ref _schemas)}");

    /// <summary>An empty store; the plugins create its schema, unless that is done here.</summary>
    public PostgreSqlStore NewStore(bool createSchema = false)
    {
        var store = new PostgreSqlStore(this, NewSchema());
        if (createSchema)
        {
            store.Execute($"CREATE SCHEMA {store.Schema}");
        }

        return store;
    }

    /// <summary>Starts it, and returns when it answers.</summary>
    public void Start()
    {
        _server = Launch(
            "postgres",
            ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder.FullName,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=300"]);
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = Open();
                return;
            }
            catch (NpgsqlException) when (waiting.Elapsed < Patience && !_server.HasExited)
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>Ends it at once, as a crash does; its connections break.</summary>
    public void Kill()
    {
        var master = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        Run("kill", "-QUIT", master);
        Assert.True(_server!.WaitForExit(Patience), "PostgreSQL did not end");
        _server.Dispose();
        _server = null;
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            Kill();
        }

        _folder.Delete(recursive: true);
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindPrograms()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin"))
            : [];
        return installed.Concat(folders).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")))
            ?? throw new InvalidOperationException(
                "PostgreSQL's server programs are not here; install the Debian package postgresql.");
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
    }

    private Process RunAsServer(string program, IEnumerable<string> arguments)
    {
        var process = Launch(program, arguments);
        Assert.True(process.WaitForExit(Patience), $"{program} did not end");
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        return process;
    }

    private Process Launch(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(_programs, program);
        var (file, all) = Environment.UserName == "root"
            ? ("runuser", ["-u", "postgres", "--", path, .. arguments])
            : (path, arguments);
        var start = new ProcessStartInfo(file, all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>Specs that share one server; each has a database of its own.</summary>
[CollectionDefinition("postgresql")]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>;
