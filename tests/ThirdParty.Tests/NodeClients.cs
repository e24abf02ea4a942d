using System.Diagnostics;
using System.Text;

namespace WhaleStack.ThirdParty.Tests;

/// <summary>The npm packages and the scripts that use them, in the folder <c>clients</c> beside the tests.</summary>
internal static class NodeClients
{
    private const int NodeMajorMin = 20;
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(2);
    private static readonly Lazy<string?> Wanting = new(Install);

    /// <summary>Why the clients cannot run here; null when they can. Installs them the first time.</summary>
    public static string? Missing => Wanting.Value;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "clients");

    /// <summary>Runs a script to its end; returns its lines.</summary>
    public static IReadOnlyList<string> Run(string script, params string[] arguments)
    {
        var (_, output) = Run("node", [script, .. arguments], RunTimeout);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Install()
    {
        try
        {
            var (_, version) = Run("node", ["--version"], RunTimeout);
            if (!int.TryParse(version.Trim().TrimStart('v').Split('.')[0], out var major) || major < NodeMajorMin)
            {
                return $"Node {NodeMajorMin} is wanted, here is '{version.Trim()}'";
            }

            // npm writes this file last of all.
            var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            var wanted = File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
            if (done.Exists && done.LastWriteTimeUtc >= wanted)
            {
                return null;
            }

            var (code, output) = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], InstallTimeout);
            var reason = output.Split('\n')
                .FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal));
            return code == 0 ? null : $"'npm ci' could not install them: {reason ?? output.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"Node {NodeMajorMin} with npm is wanted, and is not on the PATH";
        }
        catch (TimeoutException error)
        {
            return error.Message;
        }
    }

    private static (int Code, string Output) Run(string program, string[] arguments, TimeSpan timeout)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program}' did not end within {timeout}: {output}");
        }

        process.WaitForExit(); // Until all of its output was read.
        return (process.ExitCode, output.ToString());

        void Keep(string? line)
        {
            lock (output)
            {
                output.Append(line is null ? string.Empty : $"{line}\n");
            }
        }
    }
}
