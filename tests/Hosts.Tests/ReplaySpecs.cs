using System.Text.Json;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>A recording, played by a node.</summary>
[Collection("processes")]
public sealed class ReplaySpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_frame_of_a_recording_is_accounted_for()
    {
        using var node = DemoProcess.Launch(
            Layout.Root, "replay", Tape, "--speed", "max", "--data", _folder["data"], "--summary", _folder["out.json"]);
        Assert.Equal(0, await node.WaitAsync());
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["out.json"]));
        var summary = document.RootElement;
        long Count(string name) => summary.GetProperty(name).GetInt64();
        Assert.Equal(3_227, Count("frames"));
        Assert.Equal((3_203, 24, 0), (Count("data"), Count("control"), Count("malformed") + Count("unknown")));
        var streams = summary.GetProperty("streams").EnumerateObject().Select(stream => stream.Value).ToList();
        Assert.Equal(24, streams.Count);
        Assert.All(streams, stream => Assert.Equal(
            stream.GetProperty("expected").GetInt64(),
            stream.GetProperty("consumed").GetInt64() + stream.GetProperty("conflated").GetInt64()));
        Assert.Equal(3_203, streams.Sum(stream => stream.GetProperty("expected").GetInt64()));
        Assert.Equal((0, 6, 0), (Count("bookGaps"), Count("coins"), Count("orders")));
        Assert.True(summary.GetProperty("completed").GetBoolean());
        Assert.DoesNotContain("error:", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("INCOMPLETE", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_are_refused_by_name()
    {
        using var node = DemoProcess.Launch(Layout.Root, "replay", Tape, "--speed", "fast", "--venue", "kraken");
        Assert.Equal(2, await node.WaitAsync());
        Assert.Contains("--speed is 'fast'; it must be a number above 0", node.Output, StringComparison.Ordinal);
        Assert.Contains("kraken", node.Output, StringComparison.Ordinal);
    }

    private static string Tape =>
        Path.Combine(Layout.Root, "data", "samples", "bybit", "cryptofeed_v3_BYBIT_20260809.jsonl.gz");
}
