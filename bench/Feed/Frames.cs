using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WhaleStack.Bench.Feed;

/// <summary>Recorded frames of linear tickers, books and trades; the id of a trade has room for a stamp.</summary>
internal static partial class Frames
{
    /// <summary>Digits of a stamp; it is added to this, so that it always has as many.</summary>
    public const long StampBase = 1_000_000_000_000_000_000;

    private const int StampDigits = 19;

    /// <summary>Instruments of the recording.</summary>
    public static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "DOGEUSDT"];

    /// <summary>Reads them in their order.</summary>
    /// <param name="path">The recording.</param>
    public static List<Frame> Read(string path)
    {
        var frames = new List<Frame>();
        var linear = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            switch (root.GetProperty("t").GetString())
            {
                case "connect" when Text(root, "addr").EndsWith("/linear", StringComparison.Ordinal):
                    linear.Add(Text(root, "conn"));
                    break;
                case "recv" when linear.Contains(Text(root, "conn")) && IsWanted(Text(root, "data")):
                    frames.Add(Frame(Text(root, "data")));
                    break;
                default:
                    break;
            }
        }

        return frames;
    }

    // Candles are left out: played again and again they would be refused.
    private static bool IsWanted(string data)
    {
        using var frame = JsonDocument.Parse(data);
        return frame.RootElement.TryGetProperty("topic", out var topic)
            && topic.GetString() is { } name
            && !name.StartsWith("kline", StringComparison.Ordinal);
    }

    private static Frame Frame(string data)
    {
        var id = FirstTradeId().Match(data);
        if (!data.StartsWith("{\"topic\":\"publicTrade", StringComparison.Ordinal) || !id.Success)
        {
            return new Frame(Encoding.UTF8.GetBytes(data), -1);
        }

        var stamp = StampBase.ToString(CultureInfo.InvariantCulture);
        var place = id.Groups[1];
        var text = string.Concat(data.AsSpan(0, place.Index), stamp, data.AsSpan(place.Index + place.Length));
        return new Frame(Encoding.UTF8.GetBytes(text), place.Index);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    [GeneratedRegex("\"i\":\"([0-9a-f-]{36})\"")]
    private static partial Regex FirstTradeId();

    /// <summary>Writes a stamp into a frame.</summary>
    public static void Stamp(Frame frame, long stamp)
    {
        if (frame.StampAt >= 0
            && !(StampBase + stamp).TryFormat(
                frame.Bytes.AsSpan(frame.StampAt, StampDigits), out _, default, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"stamp {stamp} has not {StampDigits} digits.");
        }
    }
}

/// <summary>One frame; its text is ASCII.</summary>
/// <param name="Bytes">As it is sent.</param>
/// <param name="StampAt">Where a stamp is written; -1 for frames without trades.</param>
internal readonly record struct Frame(byte[] Bytes, int StampAt);
