using System.Globalization;
using System.Text.Json;
using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>The command <c>evaluate</c>, as a person uses it, on coins that nobody has seen.</summary>
[Collection("processes")]
public sealed class EvaluateSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_candles_becomes_a_report_and_the_same_one_again()
    {
        WriteCandles("NEWCOIN", days: 90);
        string[] arguments = ["evaluate", "--data", _folder["data"], "--quick", "--models", "volume_proxy", "--out"];
        await SaysAsync(0, [.. arguments, _folder["one"]], "volume_proxy");
        await SaysAsync(0, [.. arguments, _folder["two"]], "Report: ");
        var report = await File.ReadAllTextAsync(Path.Combine(_folder["one"], "report.md"));
        Assert.Contains("NEWCOIN", report, StringComparison.Ordinal);
        Assert.Contains("Look-ahead: none in", report, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(_folder["one"]))
        {
            var again = Path.Combine(_folder["two"], Path.GetFileName(file));
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(again));
        }

        Assert.Equal(3, Directory.GetFiles(_folder["one"], "*.png").Length);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder["one"], "scores.json")));
        Assert.True(json.RootElement.GetProperty("scores")[0].GetProperty("decisions").GetInt32() > 100);
    }

    [Fact]
    public async Task What_cannot_be_scored_is_one_clear_line()
    {
        await SaysAsync(1, ["evaluate", "--data", _folder["absent"]], "there is none");
        await SaysAsync(1, ["evaluate", "--models", "oracle"], "there is no model 'oracle'");
        WriteCandles("NEWCOIN", days: 9);
        await SaysAsync(1, ["evaluate", "--data", _folder["data"]], "60 days or longer");
        await SaysAsync(2, ["evaluate", "--quick", "--slow"], "--slow");
    }

    private void WriteCandles(string coin, int days)
    {
        Directory.CreateDirectory(_folder["data"]);
        var lines = new List<string> { "timestamp,open,high,low,close,volume" };
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 24 * days; i++)
        {
            var open = PriceAt(i);
            var close = PriceAt(i + 1);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time.AddHours(i):O},{open},")
                + string.Create(CultureInfo.InvariantCulture, $"{Math.Max(open, close) + 0.2},")
                + string.Create(CultureInfo.InvariantCulture, $"{Math.Min(open, close) - 0.2},{close},{10 + (i % 7)}"));
        }

        File.WriteAllLines(Path.Combine(_folder["data"], $"{coin}USDT_1h.csv"), lines);
    }

    /// <summary>Waves of three lengths: levels are built up and swept.</summary>
    private static double PriceAt(int hour) =>
        100.0 + (8 * Math.Sin(hour / 97.0)) + (4 * Math.Sin(hour / 23.0)) + Math.Sin(hour / 3.0);

    private static async Task SaysAsync(int exitCode, string[] arguments, string text)
    {
        using var command = DemoProcess.Launch(Layout.Root, arguments);
        Assert.Equal(exitCode, await command.WaitAsync());
        await command.SaysAsync(text);
        Assert.Contains(text, command.Output, StringComparison.Ordinal);
    }
}
