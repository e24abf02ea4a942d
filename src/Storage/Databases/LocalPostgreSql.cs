using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Databases;

/// <summary>
/// A PostgreSQL server that lives as long as this object: on loopback, in a folder of its own, for a demo or a test
/// without a server. The data stays for the next one.
/// </summary>
public sealed class LocalPostgreSql : IDisposable
{
    private const string User = "whale";
    private const string PasswordFile = "password";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;
    private readonly PostgreSqlPrograms _programs;
    private readonly IReadOnlyList<string> _settings;
    private Process? _server;

    private LocalPostgreSql(
        string folder, PostgreSqlPrograms programs, Secret password, IReadOnlyList<string> settings)
    {
        _folder = folder;
        _programs = programs;
        _settings = settings;
        Env = new DatabaseEnv(
            IPAddress.Loopback.ToString(), FreePort(), User, password, EnvKeys.DatabaseName.Default);
    }

    /// <summary>How it is reached.</summary>
    public DatabaseEnv Env { get; }

    /// <summary>Completes when the server ends by itself or is killed.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes the server's folder if it is new, starts it, and returns when it answers.</summary>
    /// <param name="folder">Absolute path of its folder.</param>
    /// <param name="settings">More of the server's settings, such as <c>fsync=off</c>.</param>
    /// <exception cref="StorageException">
    /// The server's programs are not installed, the folder cannot be used by the server's user, or it does not start.
    /// </exception>
    public static LocalPostgreSql Start(string folder, params IReadOnlyList<string> settings)
    {
        var programs = PostgreSqlPrograms.Find();
        var used = PostgreSqlPrograms.MakeFolder(folder);
        var isNew = !File.Exists(Path.Combine(used, "data", "PG_VERSION"));
        var server = new LocalPostgreSql(used, programs, Password(used), settings);
        if (isNew)
        {
            server.Initialize();
        }
        else
        {
            server.EndTheLast();
        }

        try
        {
            server.Start();
            server.CreateDatabase(server.Env.Database);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="Kill"/> or <see cref="Stop"/>, on the same port.</summary>
    public void Start()
    {
        var port = Env.Port.ToString(CultureInfo.InvariantCulture);
        string[] fixedSettings = ["listen_addresses=127.0.0.1", "max_connections=200", .. _settings];
        var server = _programs.Launch(
            "postgres",
            ["-D", Data, "-p", port, "-k", _folder, .. fixedSettings.SelectMany(s => new[] { "-c", s })]);
        _server = server;
        Ended = server.WaitForExitAsync();
        WaitUntilItAnswers(server);
    }

    /// <summary>Ends it in order; clients are sent away.</summary>
    public void Stop() => End(master => PostgreSqlPrograms.Signal("INT", master));

    /// <summary>Kills all its processes at once, as the end of a machine would.</summary>
    public void Kill() => End(PostgreSqlPrograms.KillAll);

    /// <summary>Makes a database on it unless it is there.</summary>
    public PostgreSqlDatabase CreateDatabase(string name)
    {
        var database = new PostgreSqlDatabase(Env with { Database = name });
        database.EnsureExists();
        return database;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_server is not null)
        {
            Stop();
        }
    }

    private static Secret Password(string folder)
    {
        var file = Path.Combine(folder, PasswordFile);
        if (!File.Exists(file))
        {
            PostgreSqlPrograms.WriteFile(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }

        return new Secret(File.ReadAllText(file).Trim());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Initialize() => _programs.Run(
        "initdb",
        ["-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", Path.Combine(_folder, PasswordFile),
        "-E", "UTF8", "--no-locale", "--no-sync"]);

    // Whoever started it before may have been killed; the server lives on and holds the folder.
    private void EndTheLast()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file))
        {
            return;
        }

        // No such server: the machine was started anew since, and the new server sees that the note is old.
        using var last = PostgreSqlPrograms.Server(File.ReadLines(file).First());
        if (last is not null)
        {
            PostgreSqlPrograms.Signal("INT", last.Id.ToString(CultureInfo.InvariantCulture));
            last.WaitForExit(StopMax);
        }
    }

    private void WaitUntilItAnswers(Process server)
    {
        var maintenance = new PostgreSqlDatabase(Env with { Database = "postgres" });
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                maintenance.Open().Dispose();
                return;
            }
            catch (StorageException error)
            {
                if (server.HasExited || waiting.Elapsed > StartMax)
                {
                    throw new StorageException(
                        $"PostgreSQL in '{_folder}' does not start: {_programs.LastWords(error.Message)}", error);
                }

                server.WaitForExit(Poll);
            }
        }
    }

    private void End(Action<string> ask)
    {
        var server = _server ?? throw new InvalidOperationException("The server is not running.");
        _server = null;
        if (!server.HasExited && File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            ask(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First());
        }

        if (!server.WaitForExit(StopMax))
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }

        server.Dispose();

        // Connections that wait for their next use are broken now, and would be handed out.
        NpgsqlConnection.ClearAllPools();
    }
}
