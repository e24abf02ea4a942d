using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Follows one recorded ticker, to synthesise a snapshot at any point of the tape.</summary>
public sealed class TickerReplay : ISnapshotReplay
{
    private readonly SortedDictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private long _ts;
    private long _cs;

    /// <inheritdoc/>
    public void Apply(JsonElement frame)
    {
        if (frame.GetProperty("type").GetString() == "snapshot")
        {
            _fields.Clear();
        }

        foreach (var field in frame.GetProperty("data").EnumerateObject())
        {
            _fields[field.Name] = field.Value.Clone();
        }

        _ts = frame.GetProperty("ts").GetInt64();
        _cs = frame.GetProperty("cs").GetInt64();
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer, string topic)
    {
        writer.WriteStartObject();
        writer.WriteString("topic", topic);
        writer.WriteString("type", "snapshot");
        writer.WriteBoolean("synth", true);
        writer.WriteStartObject("data");
        foreach (var (name, value) in _fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteNumber("cs", _cs);
        writer.WriteNumber("ts", _ts);
        writer.WriteEndObject();
    }
}
