using System.Diagnostics;

namespace WhaleStack.Tidy.Tests;

/// <summary>What ./whale says and does when something is amiss. Nothing here builds.</summary>
public sealed class WhaleScriptSpecs : IDisposable
{
    private static readonly string[] Tools = ["bash", "readlink", "dirname", "sed", "cat", "find", "sort", "sha256sum"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whale-script-");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "usage: whale COMMAND")]
    [InlineData("help", "usage: whale COMMAND")]
    [InlineData("--help", "usage: whale COMMAND")]
    [InlineData("help test", "usage: whale test")]
    [InlineData("test --help", "usage: whale test")]
    [InlineData("bench --help", "usage: whale bench")]
    public async Task Help_is_on_standard_output_and_fits_eighty_columns(string arguments, string words)
    {
        var result = await Whale(arguments);
        Assert.Equal(0, result.Code);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("dmeo", "unknown command 'dmeo'")]
    [InlineData("test --sok", "unknown option '--sok'")]
    [InlineData("test --filter", "--filter wants a text")]
    [InlineData("bench --fast", "unknown option '--fast'")]
    [InlineData("bench journals none", "ROUNDS must be a whole number from 1, got 'none'")]
    [InlineData("bench parsers 5 none", "bench parsers: SECONDS must be a whole number from 1, got 'none'")]
    [InlineData("bench matching 5 9", "bench matching: REQUESTS must be from 10 to 99999999, got '9'")]
    [InlineData("bench all 0", "RUNS must be a whole number from 1, got '0'")]
    [InlineData("bench all 3 much", "SCALE must be a number such as 0.5, got 'much'")]
    [InlineData("help test bench", "help takes one command")]
    public async Task What_is_not_understood_is_one_line_and_code_two(string arguments, string words)
    {
        var result = await Whale(arguments);
        Assert.Equal(2, result.Code);
        Assert.Contains(words, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_missing_sdk_is_one_line()
    {
        var path = Path.Combine(_folder.FullName, "tools");
        LinkTools(path);
        var result = await Whale("test", ("PATH", path), ("HOME", _folder.FullName), ("DOTNET_ROOT", _folder.FullName));
        Assert.Equal(1, result.Code);
        Assert.Contains(
            "the .NET SDK 10 is not installed",
            Assert.Single(result.Error.TrimEnd().Split('\n')),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_sdk_is_one_line_that_names_both_versions()
    {
        var path = Path.Combine(_folder.FullName, "tools");
        LinkTools(path);
        await WriteScript(
            Path.Combine(path, "dotnet"),
            "case $1 in --version) exit 145 ;; --list-sdks) echo '8.0.404 [somewhere]' ;; esac");
        var result = await Whale("test", ("PATH", path + ":/usr/bin:/bin"));
        Assert.Equal(1, result.Code);
        var line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Contains("installed: 8.0.404", line, StringComparison.Ordinal);
        Assert.Contains("10.0", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guard_ends_what_was_started_when_its_starter_dies()
    {
        var id = $"spec{Environment.ProcessId}";
        using var stray = Start("sleep", "600", ("WHALE_RUN_ID", $"outer:{id}"));
        using var guard = Start("bash", $"{Root}/scripts/guard.sh {id}");
        guard.StandardInput.Close();
        await stray.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.NotEqual(0, stray.ExitCode);
        await guard.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_guard_ends_nothing_when_it_is_dismissed()
    {
        var id = $"spec{Environment.ProcessId}b";
        using var stray = Start("sleep", "600", ("WHALE_RUN_ID", id));
        using var guard = Start("bash", $"{Root}/scripts/guard.sh {id}");
        await guard.StandardInput.WriteLineAsync("done");
        await guard.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var survived = !stray.HasExited;
        stray.Kill();
        Assert.True(survived);
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "whale")))
            {
                folder = folder.Parent;
            }

            return folder.FullName;
        }
    }

    private static async Task<(int Code, string Output, string Error)> Whale(
        string arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start("bash", $"{Root}/whale {arguments}", environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string program, string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static void LinkTools(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var tool in Tools)
        {
            var found = Path.Combine("/usr/bin", tool);
            File.CreateSymbolicLink(Path.Combine(folder, tool), File.Exists(found) ? found
                : Path.Combine("/bin", tool));
        }
    }

    private static async Task WriteScript(string path, string body)
    {
        await File.WriteAllTextAsync(path, $"#!/usr/bin/env bash\n{body}\n");
        using var chmod = Start("chmod", $"+x {path}");
        await chmod.WaitForExitAsync();
    }
}
