using System.Text.Json;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>The demo from the outside, as a user runs it: the whole system in two processes.</summary>
[Collection("processes")]
public sealed class DemoSpecs(WholeRun whole) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_trades_the_recorded_year_and_a_tape_whole_and_the_same_with_each_tape()
    {
        var first = await whole.Summary;
        var second = await RunAsync("second", "--tape", "binance");

        AssertWhole(first);
        AssertWhole(second);
        Assert.Equal(9_178, Consumed(second, "binance/btcusdt@bookTicker"));
        Assert.Equal(901, Consumed(second, "binance/btcusdt@depth@0ms"));
        Assert.True(first.GetProperty("signals").GetInt64() >= 50, "at least 50 signals");
        Assert.True(first.GetProperty("fills").GetInt64() >= 20, "at least 20 fills");
        Assert.Equal(0, first.GetProperty("doubleOrders").GetInt64());
        Assert.Equal(0m, first.GetProperty("unrealizedPnl").GetDecimal()); // Flattened at the end of history.
        Assert.True(first.GetProperty("peakMemoryMiB").GetDouble() < 700, "under 700 MiB");
        Assert.Equal(await whole.FillsAsync(), JournalReader.Fills(_folder["second"]));
        Assert.Equal(first.GetProperty("orders").GetInt64(), second.GetProperty("orders").GetInt64());
        await AssertTablesAsync(first, whole.Data);
        DataFiles.AssertOnlyKnownFolders(whole.Data);
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        Assert.Equal(png, File.ReadAllBytes(Path.Combine(whole.Data, "images", "heatmaps", "btcusdt.png"))[..4]);
        Assert.InRange(DataFiles.AssertEachSignalOnce(whole.Data), 50, first.GetProperty("signals").GetInt32());
    }

    [Fact]
    public async Task A_second_instance_on_the_same_data_is_refused_with_one_line()
    {
        using var running = DemoProcess.Start(_folder["data"]);
        await running.FirstStep;

        using var second = DemoProcess.Start(_folder["data"]);
        var code = await second.WaitAsync();

        Assert.NotEqual(0, code);
        var line = Assert.Single(second.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(_folder["data"], line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_stops_in_order_and_says_how_to_go_on()
    {
        using var demo = DemoProcess.Start(_folder["data"], "--summary", _folder["summary.json"]);
        await demo.FirstStep;
        demo.Interrupt();
        var code = await demo.WaitAsync();

        Assert.Equal(130, code);
        Assert.Contains("--resume", demo.Output, StringComparison.Ordinal);
        Assert.False(DemoProcess.ReadSummary(_folder["summary.json"]).GetProperty("completed").GetBoolean());
    }

    [Theory]
    [InlineData("--speed", "-1")]
    [InlineData("--speed", "fast")]
    [InlineData("--days", "13")]
    [InlineData("--pace", "0")]
    [InlineData("--pace", "slow")]
    [InlineData("--port", "http")]
    [InlineData("--tape", "vinyl")]
    [InlineData("--no-such-option", "1")]
    public async Task A_wrong_option_is_named_and_nothing_starts(string option, string value)
    {
        using var demo = DemoProcess.Start(_folder["data"], option, value);
        var code = await demo.WaitAsync();

        Assert.Equal(2, code);
        Assert.Contains(option, demo.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task Resuming_what_never_ran_is_an_error_that_says_so()
    {
        using var demo = DemoProcess.Start(_folder["data"], "--resume");

        Assert.NotEqual(0, await demo.WaitAsync());
        Assert.Contains("nothing to resume", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_begun_with_other_days_is_not_resumed()
    {
        using (var demo = DemoProcess.Start(_folder["data"], "--days", "60"))
        {
            await demo.FirstStep;
            demo.Interrupt();
            Assert.Equal(130, await demo.WaitAsync());
            Assert.Contains("--days 60", demo.Output, StringComparison.Ordinal);
        }

        using var other = DemoProcess.Start(_folder["data"], "--resume", "--days", "61");

        Assert.Equal(1, await other.WaitAsync());
        Assert.Contains("--days is '61'", Assert.Single(other.Lines), StringComparison.Ordinal);
        Assert.Contains("begun with '60'", other.Output, StringComparison.Ordinal);
    }

    private static void AssertWhole(JsonElement summary)
    {
        Assert.True(summary.GetProperty("completed").GetBoolean());
        var streams = summary.GetProperty("streams").EnumerateObject().ToList();
        Assert.NotEmpty(streams);
        Assert.All(streams, stream => Assert.Equal(
            stream.Value.GetProperty("expected").GetInt64(),
            stream.Value.GetProperty("consumed").GetInt64() + stream.Value.GetProperty("conflated").GetInt64()));
        Assert.Contains(
            streams,
            s => s.Name == "history/kline.60.BTCUSDT" && s.Value.GetProperty("expected").GetInt64() == 8_736);
        Assert.All(
            streams.Where(s => s.Name.StartsWith("history/", StringComparison.Ordinal)),
            s => Assert.Equal(0, s.Value.GetProperty("conflated").GetInt64()));
    }

    private static async Task AssertTablesAsync(JsonElement summary, string data)
    {
        Assert.Equal(summary.GetProperty("realizedPnl").GetDecimal(), TableReader.Sum(data, "pnl", "trades"));
        Assert.Equal(summary.GetProperty("fees").GetDecimal(), TableReader.Sum(data, "fees", "trades"));
        Assert.Equal(summary.GetProperty("signals").GetInt64(), TableReader.Count(data, "signals"));
        Assert.Equal(summary.GetProperty("journalEvents").GetInt64(), TableReader.Count(data, "agent_logs"));
        Assert.Equal(summary.GetProperty("clusters").GetInt64(), TableReader.Count(data, "clusters"));
        Assert.True(TableReader.Count(data, "ohlcv") >= 5 * 8_736, "the year's candles");

        await TableReader.AssertAsRebuiltAsync(data);
        using var lag = DemoProcess.Launch(Layout.Root, "db", "lag", "--data", data);
        Assert.True(await lag.WaitAsync() == 0, lag.Output);
        Assert.Equal(7, lag.Lines.Count(line => line.Contains(" 0 events or 0 s behind", StringComparison.Ordinal)));
    }

    private static long Consumed(JsonElement summary, string topic)
    {
        var stream = summary.GetProperty("streams").GetProperty(topic);
        return stream.GetProperty("consumed").GetInt64() + stream.GetProperty("conflated").GetInt64();
    }

    private async Task<JsonElement> RunAsync(string name, params string[] arguments)
    {
        var file = _folder[$"{name}.json"];
        using var demo = DemoProcess.Start(_folder[name], ["--summary", file, .. arguments]);
        var code = await demo.WaitAsync();
        Assert.True(code == 0, demo.Output);
        return DemoProcess.ReadSummary(file);
    }
}
