using System.Globalization;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Storage.Databases;
using Xunit.Abstractions;

namespace WhaleStack.Hosts.Tests;

/// <summary>A node whose journal is on PostgreSQL; node and server are killed and stopped under it.</summary>
[Collection("processes")]
public sealed class PostgreSqlSpecs(ShortRun whole, PostgreSqlServer server, ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Soak.Count(usual: 2, soak: 50);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(Soak.Count(usual: 5, soak: 60));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_node_and_server_lose_nothing_and_the_fills_are_those_of_SQLite()
    {
        var root = server.RootFor(_folder["root"], "killed");
        var journal = server.DemoDatabase("killed");
        var seconds = (await whole.Summary).GetProperty("elapsedSeconds").GetDouble();
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, on SQLite {seconds:0.0} s"));
        var random = new Random(seed);
        var journalled = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var demo = Start(root, kill > 0 ? ["--resume"] : []);
            await demo.FirstStep;
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * seconds / Kills));
            server.Server.Kill();
            server.Server.Start();
            AssertKept(journal, ref journalled);
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * seconds / Kills));
            await demo.KillAsync();
            AssertKept(journal, ref journalled);
        }

        using var last = Start(root, "--resume", "--summary", _folder["killed.json"]);
        Assert.True(await last.WaitAsync() == 0, last.Output);
        AssertKept(journal, ref journalled);
        Assert.Equal(0, DemoProcess.ReadSummary(_folder["killed.json"]).GetProperty("doubleOrders").GetInt64());
        Assert.Equal(await whole.FillsAsync(), JournalReader.Fills(journal));
        await TableReader.AssertAsRebuiltAsync(journal, server.RootFor(_folder["by-hand"], "killed_demo"));
        Soak.Passed("nodes and PostgreSQL servers killed at random moments", Kills, "the same fills, no order twice");
    }

    [FactWithMounts]
    public async Task Stopped_for_a_while_and_then_with_a_full_disk_the_server_pauses_trading_which_goes_on_by_itself()
    {
        using var disk = SmallDisk.Mount(_folder["disk"], "120m");
        var root = server.RootFor(_folder["root"], "away");
        var journal = server.DemoDatabase("away");
        KeepTablesOn(_folder["disk/tables"]);
        try
        {
            using var demo = Start(root);
            await demo.FirstStep;
            await StopForAWhileAsync(demo);
            await FillForAWhileAsync(demo);

            Assert.True(await demo.WaitAsync() == 0, demo.Output);
            JournalReader.AssertNoSequenceGap(journal);
            Assert.Equal(await whole.FillsAsync(), JournalReader.Fills(journal));
        }
        finally
        {
            journal.Drop();
            Execute("ALTER ROLE CURRENT_USER RESET default_tablespace");
            Execute("DROP TABLESPACE small");
        }

        Soak.Passed("seconds that PostgreSQL was stopped for", (int)Outage.TotalSeconds, "trading paused and went on");
    }

    private async Task StopForAWhileAsync(DemoProcess demo)
    {
        var lines = demo.Lines.Count;
        server.Server.Stop();
        await TroubleAsync(demo, lines);
        lines = demo.Lines.Count;
        await Task.Delay(Outage);
        var paused = demo.Lines.Skip(lines).Where(line => line.Contains(" steps ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(paused);
        Assert.All(paused, line => Assert.Equal(FillsIn(paused[0]), FillsIn(line)));
        server.Server.Start();
        lines = demo.Lines.Count;
        await Wait.UntilAsync(
            () => demo.HasExited || demo.Lines.Skip(lines).Any(line =>
                line.Contains(" steps ", StringComparison.Ordinal) && FillsIn(line) != FillsIn(paused[0])),
            () => $"more fills; {demo.Output}");
    }

    private async Task FillForAWhileAsync(DemoProcess demo)
    {
        var lines = demo.Lines.Count;
        DiskFiller.Fill(_folder["disk/filler"]);
        await TroubleAsync(demo, lines);
        File.Delete(_folder["disk/filler"]);
        await Wait.UntilAsync(
            () => Metrics.Read(_folder["data"], "whalestack_journal_failures_total") >= 1,
            () => $"the metric; {demo.Output}");
    }

    private static Task TroubleAsync(DemoProcess demo, int lines) => Wait.UntilAsync(
        () => demo.HasExited || demo.Lines.Skip(lines).Any(line => line.Contains("error: [", StringComparison.Ordinal)),
        () => $"an error; {demo.Output}");

    /// <summary>The write-ahead log stays where it is: a server that cannot write that one stops altogether.</summary>
    private void KeepTablesOn(string folder)
    {
        Directory.CreateDirectory(folder);
        Run("chmod", "711", _folder.Path);
        Run("chown", "postgres", folder);
        Execute($"CREATE TABLESPACE small LOCATION '{folder}'");
        Execute("ALTER ROLE CURRENT_USER SET default_tablespace = small");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
    }

    private void Execute(string sql)
    {
        using var connection = new PostgreSqlDatabase(server.Server.Env).Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string FillsIn(string line) =>
        line.Split("  ").Single(part => part.EndsWith(" fills", StringComparison.Ordinal));

    private DemoProcess Start(OwnRoot root, params string[] arguments) => DemoProcess.Launch(
        root.Path, [
            "demo", "--headless", "--data", _folder["data"], "--database", "postgresql",
            .. ShortRun.Options, .. arguments,
        ]);

    /// <summary>What was acknowledged never becomes less, and has no hole.</summary>
    private void AssertKept(PostgreSqlDatabase journal, ref long journalledBefore)
    {
        var journalled = JournalReader.EventCount(journal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{journalled} events in the journal"));
        Assert.True(journalled >= journalledBefore, "no acknowledged event is lost");
        JournalReader.AssertNoSequenceGap(journal);
        journalledBefore = journalled;
    }
}
