using System.IO.Compression;
using System.Text.Json;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>Reads snapshots of open positions by the price at which they would be liquidated; their form is in
/// docs/evaluation.md. Other JSON files are passed over without a word: folders of history are full of them.</summary>
/// <param name="folder">Folder that was named by the user.</param>
/// <param name="path">The file, plain or gzip.</param>
/// <param name="notes">Where mistakes go.</param>
internal sealed class PositionsFile(string folder, string path, List<HistoryNote> notes)
{
    private const int BytesMax = 1 << 26;
    private readonly string _place = Path.GetRelativePath(folder, path).Replace('\\', '/');

    /// <summary>The levels of each coin that has any.</summary>
    public List<ObservedLevels> Read()
    {
        try
        {
            using var json = JsonDocument.Parse(Bytes());
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("lastUpdated", out var updated)
                && root.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Object
                ? Coins(updated, data)
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Note(HistoryNoteKind.Mistake, $"cannot be read, so nothing of it is used: {bad.Message}");
            return [];
        }
    }

    private byte[] Bytes()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using Stream text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = text.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > BytesMax)
            {
                throw new InvalidDataException($"it holds more than {BytesMax} bytes.");
            }
        }

        return bytes.ToArray();
    }

    private List<ObservedLevels> Coins(JsonElement updated, JsonElement data)
    {
        if (updated.ValueKind != JsonValueKind.String || !updated.TryGetDateTimeOffset(out var time))
        {
            Note(HistoryNoteKind.Mistake, $"lastUpdated is '{updated}'; expected a time. Nothing of it is used.");
            return [];
        }

        var found = new List<ObservedLevels>();
        foreach (var coin in data.EnumerateObject())
        {
            var name = HistoryNames.CoinOf(coin.Name);
            if (name.Length == 0)
            {
                Note(HistoryNoteKind.Mistake, $"'{coin.Name}' is no coin such as BTC; it is left out.");
                continue;
            }

            var levels = new List<ObservedLevel>();
            Add(levels, coin, "longLiquidations", LiquidationSide.Longs);
            Add(levels, coin, "shortLiquidations", LiquidationSide.Shorts);
            if (levels.Count > 0)
            {
                found.Add(new ObservedLevels(name, time.ToUniversalTime(), levels));
            }
            else
            {
                Note(HistoryNoteKind.Passed, $"has no levels of {name}.");
            }
        }

        return found;
    }

    private void Add(List<ObservedLevel> levels, JsonProperty coin, string list, LiquidationSide side)
    {
        if (coin.Value.ValueKind != JsonValueKind.Object
            || !coin.Value.TryGetProperty(list, out var rows)
            || rows.ValueKind != JsonValueKind.Array)
        {
            Note(HistoryNoteKind.Mistake, $"{coin.Name} has no list {list}.");
            return;
        }

        var row = 0;
        foreach (var level in rows.EnumerateArray())
        {
            row++;
            if (Number(level, "price") is > 0.0 and var price && Number(level, "value") is >= 0.0 and var value)
            {
                if (value > 0.0)
                {
                    levels.Add(new ObservedLevel(side, price, value));
                }
            }
            else
            {
                Note(HistoryNoteKind.Mistake, $"{coin.Name}, {list}, level {row}: price must be a number above 0 and "
                    + "value one from 0. The level is left out.");
            }
        }
    }

    private static double? Number(JsonElement level, string name) =>
        level.ValueKind == JsonValueKind.Object
            && level.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number)
            && double.IsFinite(number)
            ? number
            : null;

    private void Note(HistoryNoteKind kind, string words) => notes.Add(new(kind, _place, 0, words));
}
