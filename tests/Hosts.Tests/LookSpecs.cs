using System.Text.Json;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>Commands that look at recorded history, as a person uses them.</summary>
[Collection("processes")]
public sealed class LookSpecs : IDisposable
{
    private static readonly byte[] PngBeginning = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_heatmap_is_a_picture_and_its_clusters_in_words()
    {
        using var command = DemoProcess.Launch(
            Layout.Root, "heatmap", "--coin", "HYPE", "--from", "2026-02-01", "--to", "2026-02-03", "--width", "500",
            "--out", _folder["hype.png"]);
        Assert.Equal(0, await command.WaitAsync());
        var png = await File.ReadAllBytesAsync(_folder["hype.png"]);
        Assert.Equal(PngBeginning, png[..4]);
        Assert.True(png.Length > 5_000, $"{png.Length} bytes");
        await command.SaysAsync("hype.png: 48 columns");
        Assert.Contains("hype.png: 48 columns", command.Output, StringComparison.Ordinal);
        Assert.Contains("Shorts", command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coins_history_is_told_in_eighty_columns_and_as_numbers()
    {
        using var words = DemoProcess.Launch(Layout.Root, "history", "HYPE", "--at", "2025-09-01T00:00Z");
        using var numbers = DemoProcess.Launch(
            Layout.Root, "history", "HYPEUSDT", "--at", "2025-09-01T00:00Z", "--json");
        Assert.Equal((0, 0), (await words.WaitAsync(), await numbers.WaitAsync()));
        await words.SaysAsync("SHORTS, above the price");
        Assert.All(words.Lines, line => Assert.True(line.Length <= 80, line));
        using var json = JsonDocument.Parse(numbers.Output);
        var report = json.RootElement[0];
        Assert.Equal("bybit:HYPEUSDT", report.GetProperty("coins")[0].GetString());
        Assert.Equal("2025-09-01T00:00:00Z", report.GetProperty("until").GetString());
        var heavy = report.GetProperty("classes").EnumerateArray()
            .MaxBy(row => row.GetProperty("born").GetInt32());
        var day = heavy.GetProperty("reached")[1];
        var (count, of) = (day.GetProperty("reached").GetInt32(), day.GetProperty("of").GetInt32());
        Assert.Contains($" {count}/{of} ", words.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_one_clear_line()
    {
        await RefusesAsync("no bars of NONE", "heatmap", "--coin", "NONE");
        await RefusesAsync("no candles of 'NONE'", "history", "NONE");
        await RefusesAsync("there is none", "rank", "--node", _folder["absent"]);
    }

    private static async Task RefusesAsync(string text, params string[] arguments)
    {
        using var command = DemoProcess.Launch(Layout.Root, arguments);
        Assert.Equal(1, await command.WaitAsync());
        await command.SaysAsync(text);
        Assert.Contains(text, command.Output, StringComparison.Ordinal);
        Assert.Single(command.Lines);
    }
}
