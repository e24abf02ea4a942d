using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using WhaleStack.Simulator;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The simulator as a program of its own: how it starts, how it ends, and what it refuses.</summary>
public sealed class SimulatorProcessSpecs
{
    private const string Capture = "bybit/cryptofeed_v3_BYBIT_20260809.jsonl.gz";
    private const string Candles = "bybit/candles_1h.csv.gz";

    [Fact]
    public async Task It_says_where_it_listens_and_ends_with_its_input()
    {
        using var process = Start("--samples", Recordings.Folder, "--exit-with-stdin");
        var line = await process.StandardOutput.ReadLineAsync(Limit());
        Assert.Matches("^listening on http://127\\.0\\.0\\.1:[0-9]+$", line);
        using var http = new HttpClient();
        Assert.Equal("ok", await http.GetStringAsync($"{line!["listening on ".Length..]}/sim/health"));
        process.StandardInput.Close();
        Assert.Equal((0, "", ""), await EndAsync(process));
    }

    [Fact]
    public async Task A_termination_signal_ends_it_cleanly()
    {
        using var process = Start("--samples", Recordings.Folder);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(Limit()));
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        var (code, _, error) = await EndAsync(process);
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var process = Start("--samples", Recordings.Folder, "--port", $"{port}");
        var (code, _, error) = await EndAsync(process);
        Assert.Equal(1, code);
        Assert.StartsWith($"simulator: port {port} on 127.0.0.1 cannot be used: ", Assert.Single(Lines(error)));
    }

    [Theory]
    [InlineData("--port", "70000", "--port is 70000; it must be 0 to 65535.")]
    [InlineData("--speed", "-1", "--speed is -1; it must be 0 to 10000.")]
    [InlineData("--host", "elsewhere", "--host is 'elsewhere'; it must be an IP address.")]
    [InlineData("--port", "abc", "Cannot parse argument 'abc' for option '--port'")]
    [InlineData("--colour", "red", "'--colour'")]
    public async Task Bad_options_are_one_clear_line(string option, string value, string words)
    {
        using var process = Start("--samples", Recordings.Folder, option, value);
        var (code, output, error) = await EndAsync(process);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(words, Lines(error)[0]);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        using var process = Start("--help");
        var (code, output, _) = await EndAsync(process);
        Assert.Equal(0, code);
        string[] options = ["--samples", "--port", "--speed", "--host", "--exit-with-stdin"];
        Assert.All(options, option => Assert.Contains(option, output));
    }

    [Fact]
    public async Task A_missing_folder_or_file_is_named()
    {
        Assert.StartsWith("samples 'nowhere' cannot be read: ", (await RefusedAsync("nowhere")).Message);
        using var copy = new SamplesCopy();
        File.Delete(copy.PathOf(Candles));
        Assert.StartsWith($"samples file '{Candles}' cannot be read: ", (await RefusedAsync(copy.Folder)).Message);
    }

    [Fact]
    public async Task A_changed_file_is_found_by_its_checksum()
    {
        using var copy = new SamplesCopy();
        var bytes = File.ReadAllBytes(copy.PathOf(Candles));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(copy.PathOf(Candles), bytes);
        Assert.StartsWith(
            $"samples file '{Candles}' is corrupt: its SHA-256 is ", (await RefusedAsync(copy.Folder)).Message);
    }

    [Fact]
    public async Task Corrupt_content_is_named_by_file_line_and_cause()
    {
        using var copy = new SamplesCopy();
        copy.Rewrite(Candles, lines => lines[16] = lines[16].Replace("BTC,", "BTC,x", StringComparison.Ordinal));
        Assert.StartsWith($"samples file '{Candles}', line 17: '", (await RefusedAsync(copy.Folder)).Message);
        copy.Restore(Candles);
        copy.Rewrite(Capture, lines => lines[99] = lines[99][..50]);
        Assert.StartsWith($"samples file '{Capture}', line 100: ", (await RefusedAsync(copy.Folder)).Message);
        copy.Rewrite(Capture, lines => lines.RemoveRange(1, lines.Count - 1));
        Assert.Equal($"samples file '{Capture}' holds no frames.", (await RefusedAsync(copy.Folder)).Message);
        copy.Write(Capture, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        var noGzip = (await RefusedAsync(copy.Folder)).Message;
        Assert.StartsWith($"samples file '{Capture}', line 1: not gzip", noGzip);
        copy.Write(Capture, File.ReadAllBytes(Path.Combine(Recordings.Folder, Capture))[..100_000]);
        Assert.StartsWith($"samples file '{Capture}', line ", (await RefusedAsync(copy.Folder)).Message);
    }

    private static Task<SimulatorException> RefusedAsync(string folder) =>
        Assert.ThrowsAsync<SimulatorException>(
            () => SimulatorApp.StartAsync(new SimulatorOptions(folder, "127.0.0.1", 0, 0, false)));

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "WhaleStack.Simulator.dll"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Limit());
            var error = process.StandardError.ReadToEndAsync(Limit());
            await process.WaitForExitAsync(Limit());
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>A copy of the samples that may be spoilt.</summary>
    private sealed class SamplesCopy : IDisposable
    {
        public SamplesCopy()
        {
            Directory.CreateDirectory(Path.Combine(Folder, "bybit"));
            foreach (var name in new[] { Capture, Candles, "bybit/funding_8h.csv.gz", "SHA256SUMS" })
            {
                Restore(name);
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("whale-samples-").FullName;

        public string PathOf(string name) => Path.Combine(Folder, name);

        public void Restore(string name)
        {
            File.Copy(Path.Combine(Recordings.Folder, name), PathOf(name), overwrite: true);
            Sign();
        }

        public void Rewrite(string name, Action<List<string>> change)
        {
            var lines = Recordings.Lines(name).ToList();
            change(lines);
            using var buffer = new MemoryStream();
            using (var writer = new StreamWriter(new GZipStream(buffer, CompressionLevel.Fastest)))
            {
                writer.Write(string.Join('\n', lines));
            }

            Write(name, buffer.ToArray());
        }

        public void Write(string name, byte[] bytes)
        {
            File.WriteAllBytes(PathOf(name), bytes);
            Sign();
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);

        // Right checksums, so that what is behind them is looked at.
        private void Sign() => File.WriteAllLines(
            PathOf("SHA256SUMS"),
            Directory.GetFiles(Folder, "*.gz", SearchOption.AllDirectories).Select(path =>
                $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}  "
                + Path.GetRelativePath(Folder, path).Replace('\\', '/')));
    }
}
