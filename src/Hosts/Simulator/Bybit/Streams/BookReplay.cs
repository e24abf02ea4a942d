using System.Globalization;
using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Follows one recorded order book, to synthesise a snapshot at any point of the tape.</summary>
public sealed class BookReplay : ISnapshotReplay
{
    private static readonly Comparer<decimal> HighestFirst = Comparer<decimal>.Create((a, b) => b.CompareTo(a));
    private readonly SortedDictionary<decimal, string[]> _bids = new(HighestFirst);
    private readonly SortedDictionary<decimal, string[]> _asks = [];
    private string _symbol = string.Empty;
    private long _ts;
    private long _u;
    private long _seq;
    private long _cts;

    /// <inheritdoc/>
    public void Apply(JsonElement frame)
    {
        var data = frame.GetProperty("data");
        if (frame.GetProperty("type").GetString() == "snapshot")
        {
            _bids.Clear();
            _asks.Clear();
        }

        ApplySide(_bids, data.GetProperty("b"));
        ApplySide(_asks, data.GetProperty("a"));
        _symbol = data.GetProperty("s").GetString()!;
        _ts = frame.GetProperty("ts").GetInt64();
        _u = data.GetProperty("u").GetInt64();
        _seq = data.GetProperty("seq").GetInt64();
        _cts = frame.GetProperty("cts").GetInt64();
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer, string topic)
    {
        writer.WriteStartObject();
        writer.WriteString("topic", topic);
        writer.WriteString("type", "snapshot");
        writer.WriteBoolean("synth", true);
        writer.WriteNumber("ts", _ts);
        writer.WriteStartObject("data");
        writer.WriteString("s", _symbol);
        WriteSide(writer, "b", _bids);
        WriteSide(writer, "a", _asks);
        writer.WriteNumber("u", _u);
        writer.WriteNumber("seq", _seq);
        writer.WriteEndObject();
        writer.WriteNumber("cts", _cts);
        writer.WriteEndObject();
    }

    private static void ApplySide(SortedDictionary<decimal, string[]> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var price = decimal.Parse(level[0].GetString()!, CultureInfo.InvariantCulture);
            var size = level[1].GetString()!;
            if (decimal.Parse(size, CultureInfo.InvariantCulture) == 0m)
            {
                side.Remove(price);
            }
            else
            {
                side[price] = [level[0].GetString()!, size];
            }
        }
    }

    private static void WriteSide(Utf8JsonWriter writer, string name, SortedDictionary<decimal, string[]> side)
    {
        writer.WriteStartArray(name);
        foreach (var level in side.Values)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(level[0]);
            writer.WriteStringValue(level[1]);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
