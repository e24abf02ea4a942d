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
            catch (Exception error) when (IsBadLine(error))
            {
                throw new SimulatorException($"samples file '{FileName}', line {number}: {error.Message}", error);
            }
        }

        return builder.Build();
    }

    private static bool IsBadLine(Exception error) =>
        error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private sealed class Builder
    {
        private readonly Dictionary<string, string> _categories = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<Received>> _frames = new(StringComparer.Ordinal);
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
                case "recv":
                    AddReceived(root);
                    break;
                case "http":
                    AddAnswer(root);
                    break;
                default:
                    break; // The header of the file, and what was sent.
            }
        }

        public Capture Build()
        {
            if (_frames.Count == 0)
            {
                throw new SimulatorException($"samples file '{FileName}' holds no frames.");
            }

            var tapes = _frames.ToDictionary(e => e.Key, e => BuildTape(e.Key, e.Value), StringComparer.Ordinal);
            return new Capture(tapes, _instruments);
        }

        private Tape BuildTape(string category, List<Received> frames)
        {
            var first = frames[0].At;
            var symbols = _instruments.GetValueOrDefault(category, [])
                .Select(row => row.GetProperty("symbol").GetString()!);
            return new Tape(
                category,
                DateTimeOffset.FromUnixTimeMilliseconds((long)(first * 1_000)),
                [.. frames.Select(f => f.ToFrame(first))],
                symbols.ToHashSet(StringComparer.Ordinal));
        }

        private void AddReceived(JsonElement root)
        {
            var data = root.GetProperty("data").GetString()!;
            using var frame = JsonDocument.Parse(data);
            if (frame.RootElement.TryGetProperty("topic", out var topic))
            {
                var at = root.GetProperty("ts").GetDouble();
                var received = new Received(at, string.Intern(topic.GetString()!), Encoding.UTF8.GetBytes(data));
                Of(_frames, _categories[root.GetProperty("conn").GetString()!]).Add(received);
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

        private sealed record Received(double At, string Topic, byte[] Payload)
        {
            public TapeFrame ToFrame(double first) =>
                new(TimeSpan.FromSeconds(Math.Max(0, At - first)), Topic, Payload);
        }
    }
}
