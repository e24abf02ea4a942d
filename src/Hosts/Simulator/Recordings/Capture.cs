using System.Text;
using System.Text.Json;

namespace WhaleStack.Simulator.Recordings;

/// <summary>The recorded Bybit session: one tape a category and the answers of instruments-info.</summary>
public sealed class Capture
{
    private const string FileName = "bybit/cryptofeed_v3_BYBIT_20260809.jsonl.gz";

    private Capture(IReadOnlyDictionary<string, Tape> tapes, IReadOnlyDictionary<string, JsonElement[]> instruments)
    {
        Tapes = tapes;
        Instruments = instruments;
    }

    /// <summary>By category.</summary>
    public IReadOnlyDictionary<string, Tape> Tapes { get; }

    /// <summary>By category: rows of instruments-info as recorded.</summary>
    public IReadOnlyDictionary<string, JsonElement[]> Instruments { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="SimulatorException">The file is absent or corrupt; names file, line and cause.</exception>
    public static Capture Read(SampleFiles files)
    {
        var builder = new Builder();
        foreach (var (number, line) in files.ReadLines(FileName))
        {
            try
            {
                builder.Add(line);
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new SimulatorException($"samples file '{FileName}', line {number}: {error.Message}", error);
            }
        }

        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly Dictionary<string, string> _categories = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<(double At, string Topic, byte[] Payload)>> _frames = new(StringComparer.Ordinal);
        private readonly Dictionary<string, HashSet<string>> _subscribed = new(StringComparer.Ordinal);
        private readonly Dictionary<string, JsonElement[]> _instruments = new(StringComparer.Ordinal);

        public void Add(string line)
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            switch (root.GetProperty("t").GetString())
            {
                case "connect":
                    var address = root.GetProperty("addr").GetString()!;
                    _categories[root.GetProperty("conn").GetString()!] = address[(address.LastIndexOf('/') + 1)..];
                    break;
                case "send":
                    AddSent(root);
                    break;
                case "recv":
                    AddReceived(root);
                    break;
                case "http":
                    AddAnswer(root);
                    break;
                default:
                    break; // The header of the file.
            }
        }

        public Capture Build()
        {
            var tapes = _frames.ToDictionary(e => e.Key, e => BuildTape(e.Key, e.Value), StringComparer.Ordinal);
            return new Capture(tapes, _instruments);
        }

        private Tape BuildTape(string category, List<(double At, string Topic, byte[] Payload)> frames)
        {
            var first = frames[0].At;
            return new Tape(
                category,
                DateTimeOffset.FromUnixTimeMilliseconds((long)(first * 1_000)),
                [.. frames.Select(f => new TapeFrame(TimeSpan.FromSeconds(Math.Max(0, f.At - first)), f.Topic, f.Payload))],
                _subscribed.GetValueOrDefault(category, []));
        }

        private void AddSent(JsonElement root)
        {
            using var frame = JsonDocument.Parse(root.GetProperty("data").GetString()!);
            if (frame.RootElement.GetProperty("op").GetString() != "subscribe")
            {
                return;
            }

            var topics = Of(_subscribed, _categories[root.GetProperty("conn").GetString()!]);
            topics.UnionWith(frame.RootElement.GetProperty("args").EnumerateArray().Select(a => a.GetString()!));
        }

        private void AddReceived(JsonElement root)
        {
            var data = root.GetProperty("data").GetString()!;
            using var frame = JsonDocument.Parse(data);
            if (frame.RootElement.TryGetProperty("topic", out var topic))
            {
                Of(_frames, _categories[root.GetProperty("conn").GetString()!])
                    .Add((root.GetProperty("ts").GetDouble(), string.Intern(topic.GetString()!), Encoding.UTF8.GetBytes(data)));
            }
        }

        private void AddAnswer(JsonElement root)
        {
            var url = root.GetProperty("url").GetString()!;
            using var answer = JsonDocument.Parse(root.GetProperty("data").GetString()!);
            var result = answer.RootElement.GetProperty("result");
            if (url.Contains("/instruments-info", StringComparison.Ordinal))
            {
                _instruments[result.GetProperty("category").GetString()!] =
                    [.. result.GetProperty("list").EnumerateArray().Select(row => row.Clone())];
            }
        }

        private static T Of<T>(Dictionary<string, T> map, string key)
            where T : new()
        {
            if (!map.TryGetValue(key, out var value))
            {
                map[key] = value = new T();
            }

            return value;
        }
    }
}
