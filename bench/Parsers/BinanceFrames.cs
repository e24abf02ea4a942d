using System.IO.Compression;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Wire;

namespace WhaleStack.Bench.Parsers;

/// <summary>The frames of the Binance recording by stream.</summary>
internal static class BinanceFrames
{
    private const string First = "{\"stream\":\"";

    /// <summary>By kind of stream, the recorded frames in order; then all of them, as they came.</summary>
    public static IEnumerable<(string Name, List<RecordedFrame> Frames)> Read(string path)
    {
        var parser = new BinanceFrameParser("trade");
        var binance = new FrameReader(
            new BinanceFrameDecoder(new BinanceTopics()),
            bytes => parser.Parse(new RawFrame(bytes, DateTimeOffset.UnixEpoch)),
            (bytes, sink) => parser.Read(new RawFrame(bytes, DateTimeOffset.UnixEpoch), sink));
        var all = new List<(string Kind, RecordedFrame Frame)>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            // A time, a space, the frame; the one that is of no stream is a book's snapshot from REST.
            var frame = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (frame.StartsWith(First, StringComparison.Ordinal))
            {
                var stream = frame[First.Length..frame.IndexOf('"', First.Length)];
                all.Add((stream.Split('@')[1], new RecordedFrame(Encoding.UTF8.GetBytes(frame), binance)));
            }
        }

        var byKind = all.GroupBy(row => row.Kind, row => row.Frame, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return byKind.Select(group => (group.Key, group.ToList())).Append(("all", [.. all.Select(row => row.Frame)]));
    }
}
