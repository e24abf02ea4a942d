using System.IO.Compression;
using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Wire;

namespace WhaleStack.Bench.Parsers;

/// <summary>The frames of the Bybit recording by topic.</summary>
internal static class BybitFrames
{
    /// <summary>By kind of topic, the recorded frames in order; then all of them, as they came.</summary>
    public static IEnumerable<(string Name, List<RecordedFrame> Frames)> Read(string path)
    {
        var all = new List<(string Kind, RecordedFrame Frame)>();
        var categories = BybitCategory.All.ToDictionary(category => category, Reader);
        var connections = new Dictionary<string, FrameReader>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            var kind = root.GetProperty("t").GetString();
            if (kind == "connect")
            {
                connections[Text(root, "conn")] = categories[CategoryOf(Text(root, "addr"))];
            }
            else if (kind == "recv" && TopicOf(Text(root, "data")) is { } topic)
            {
                var frame = new RecordedFrame(
                    Encoding.UTF8.GetBytes(Text(root, "data")), connections[Text(root, "conn")]);
                all.Add((topic[..topic.LastIndexOf('.')], frame));
            }
        }

        var byKind = all.GroupBy(row => row.Kind, row => row.Frame, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return byKind.Select(group => (group.Key, group.ToList())).Append(("all", [.. all.Select(row => row.Frame)]));
    }

    private static FrameReader Reader(BybitCategory category)
    {
        var topics = new BybitTopics(category, new BybitTopicOptions());
        var parser = new BybitFrameParser(topics);
        return new FrameReader(
            new BybitFrameDecoder(topics), bytes => parser.Parse(bytes), (bytes, sink) => parser.Read(bytes, sink));
    }

    private static BybitCategory CategoryOf(string address) =>
        BybitCategory.All.Single(c => address.EndsWith($"/{c.Wire}", StringComparison.Ordinal));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static string? TopicOf(string frame)
    {
        using var document = JsonDocument.Parse(frame);
        return document.RootElement.TryGetProperty("topic", out var topic) ? topic.GetString() : null;
    }
}
