using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WhaleStack.Bench.Journals;

/// <summary>A PostgreSQL server of the benchmark's own, on loopback; it flushes to disk as in production.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-postgres-");
    private readonly string _programs = FindPrograms();
    private readonly int _port = FreePort();
    private readonly Process _server;

    public PostgresServer()
    {
        if (Environment.UserName == "root")
        {
            // The server refuses to run as root.
            using var give = Process.Start("chown", ["postgres", _folder.FullName]);
            give.WaitForExit();
        }

        using (var initdb = Launch("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"))
        {
            initdb.WaitForExit();
        }

        _server = Launch(
            "postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder.FullName,
            "-c", "listen_addresses=127.0.0.1");
        WaitUntilItAnswers();
    }

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        var process = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        using (var kill = Process.Start("kill", ["-QUIT", process]))
        {
            kill.WaitForExit();
        }

        _server.WaitForExit(Patience);
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindPrograms()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin"))
            : [];
        return installed.Concat(path).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")))
            ?? throw new InvalidOperationException(
                "PostgreSQL's server programs are not here; install the Debian package postgresql.");
    }

    private void WaitUntilItAnswers()
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (waiting.Elapsed < Patience && !_server.HasExited)
            {
                Thread.Yield();
            }
        }
    }

    private Process Launch(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = _folder.FullName;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
