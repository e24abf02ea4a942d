using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WhaleStack.Storage.Databases;

/// <summary>
/// The server's programs as they are installed. The server refuses to run as root: there it runs as the user
/// <c>postgres</c>, which Debian's package makes.
/// </summary>
internal sealed class PostgreSqlPrograms
{
    private const string ServerUser = "postgres";
    private const string DebianFolder = "/usr/lib/postgresql";
    private const string ServerHome = "/var/lib/postgresql";
    private const int LastWordsMax = 5;
    private static readonly TimeSpan KillMax = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly Queue<string> _said = new();

    private PostgreSqlPrograms(string folder) => _folder = folder;

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>The newest that is installed.</summary>
    /// <exception cref="StorageException">There are none.</exception>
    public static PostgreSqlPrograms Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderDescending(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        var found = debian.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new StorageException(
                "PostgreSQL's server programs are not installed; install the Debian package postgresql, or name a "
                + "server in .env.");
        return new PostgreSqlPrograms(found);
    }

    /// <summary>The PostgreSQL server with this process id; null where another program has it, or none.</summary>
    public static Process? Server(string pid)
    {
        try
        {
            var process = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
            return process.ProcessName == "postgres" ? process : null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Sends a signal to processes; one that has ended meanwhile is passed over.</summary>
    public static void Signal(string signal, params IEnumerable<string> pids)
    {
        var start = new ProcessStartInfo("kill", [$"-{signal}", .. pids]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
    }

    /// <summary>
    /// Kills a server's first process and all that it has started, each with SIGKILL and so without a last word, and
    /// returns when they have ended: as long as one of them lives, no new server starts.
    /// </summary>
    public static void KillAll(string master)
    {
        var others = File.ReadAllText($"/proc/{master}/task/{master}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Signal("KILL", [master, .. others]);
        SpinWait.SpinUntil(() => others.All(HasEnded), KillMax);
    }

    /// <summary>
    /// Makes a folder that the server may write to, and says which it is: the wanted one, or, where a folder above it
    /// is closed to the server's user, one below that user's home.
    /// </summary>
    public static string MakeFolder(string wanted)
    {
        Directory.CreateDirectory(wanted);
        if (!IsRoot)
        {
            return wanted;
        }

        Own(wanted);
        if (CanWrite(wanted))
        {
            return wanted;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..16];
        var other = Path.Combine(ServerHome, $"whalestack-{name}");
        Directory.CreateDirectory(other);
        Own(other);
        return CanWrite(other)
            ? other
            : throw new StorageException(
                $"the user '{ServerUser}', as whom PostgreSQL runs, can write neither to '{wanted}' nor to '{other}'.");
    }

    /// <summary>Writes a file that only the server's user can read.</summary>
    public static void WriteFile(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(file, options))
        {
            writer.Write(text);
        }

        if (IsRoot)
        {
            Own(file);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="StorageException">It failed.</exception>
    public void Run(string program, IReadOnlyList<string> arguments)
    {
        using var process = Launch(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new StorageException(
                $"{program} failed: {LastWords($"it ended with code {process.ExitCode}")}");
        }
    }

    /// <summary>Starts a program as the server's user.</summary>
    public Process Launch(string program, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(_folder, program);
        var (file, all) = IsRoot ? ("runuser", ["-u", ServerUser, "--", path, .. arguments]) : (path, arguments);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(file, all)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The last lines that a program wrote; what is given where it wrote none.</summary>
    public string LastWords(string otherwise)
    {
        lock (_said)
        {
            return _said.Count > 0 ? string.Join(" / ", _said) : otherwise;
        }
    }

    // A process that nobody has buried yet has ended too.
    private static bool HasEnded(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'Z';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool CanWrite(string folder)
    {
        using var test = Process.Start("runuser", ["-u", ServerUser, "--", "test", "-w", folder]);
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    private static void Own(string path)
    {
        using var process = Process.Start("chown", [ServerUser, path]);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new StorageException(
                $"'{path}' cannot be given to the user '{ServerUser}'; is Debian's package postgresql installed?");
        }
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_said)
        {
            _said.Enqueue(line);
            while (_said.Count > LastWordsMax)
            {
                _said.Dequeue();
            }
        }
    }
}
