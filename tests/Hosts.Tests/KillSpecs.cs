using System.Globalization;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Hosts.Tests.Support;
using Xunit.Abstractions;

namespace WhaleStack.Hosts.Tests;

/// <summary>The node is killed as by a power cut, at random moments, and goes on as if nothing had been.</summary>
[Collection("processes")]
public sealed class KillSpecs(ShortRun whole, ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Soak.Count(usual: 2, soak: 25);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_the_node_ends_with_the_same_fills_and_no_order_twice()
    {
        var seconds = (await whole.Summary).GetProperty("elapsedSeconds").GetDouble();
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, uninterrupted {seconds:0.0} s"));
        var random = new Random(seed);
        var journalled = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            var after = TimeSpan.FromSeconds(random.NextDouble() * seconds * 0.8 / Math.Min(Kills, 2));
            journalled = await KillOnceAsync(kill > 0, after, journalled);
        }

        var summary = await FinishAsync();

        Assert.Equal(0, summary.GetProperty("doubleOrders").GetInt64());
        Assert.Equal(await whole.FillsAsync(), JournalReader.Fills(_folder["killed"]));
        Assert.InRange(DataFiles.AssertEachSignalOnce(_folder["killed"]), 20, int.MaxValue);
        await TableReader.AssertAsRebuiltAsync(_folder["killed"]);
        foreach (var stream in summary.GetProperty("streams").EnumerateObject())
        {
            var (name, counts) = (stream.Name, stream.Value);
            Assert.Equal(
                (name, counts.GetProperty("expected").GetInt64()),
                (name, counts.GetProperty("consumed").GetInt64() + counts.GetProperty("conflated").GetInt64()));
        }

        Soak.Passed("nodes killed with SIGKILL at random moments", Kills, "the same fills, no order twice");
    }

    /// <summary>Returns how many events the journal holds afterwards; acknowledged ones never become fewer.</summary>
    private async Task<long> KillOnceAsync(bool resume, TimeSpan after, long journalledBefore)
    {
        using var demo = DemoProcess.Start(
            _folder["killed"], resume ? ["--resume", .. ShortRun.Options] : ShortRun.Options);
        await demo.FirstStep;
        await Task.Delay(after);
        await demo.KillAsync();
        var journalled = JournalReader.EventCount(_folder["killed"]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"killed after {after.TotalSeconds:0.0} s, {journalled} events in the journal"));
        Assert.True(journalled >= journalledBefore, "no acknowledged event is lost");
        JournalReader.AssertNoSequenceGap(_folder["killed"]);
        return journalled;
    }

    private async Task<System.Text.Json.JsonElement> FinishAsync()
    {
        using var demo = DemoProcess.Start(
            _folder["killed"], ["--resume", "--summary", _folder["killed.json"], .. ShortRun.Options]);
        Assert.True(await demo.WaitAsync() == 0, demo.Output);
        return DemoProcess.ReadSummary(_folder["killed.json"]);
    }
}
