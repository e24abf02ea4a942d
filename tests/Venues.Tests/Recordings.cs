using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace WhaleStack.Venues.Tests;

/// <summary>The committed recordings, read by the tests themselves and not by the code under test.</summary>
internal static class Recordings
{
    /// <summary>The folder data/samples.</summary>
    public static string Folder { get; } = Find();

    /// <summary>All received frames of a category, in order.</summary>
    public static IReadOnlyList<byte[]> Frames(string category)
    {
        var frames = new List<byte[]>();
        var connection = "";
        foreach (var line in Lines("bybit/cryptofeed_v3_BYBIT_20260809.jsonl.gz"))
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            var kind = root.GetProperty("t").GetString();
            if (kind == "connect" && root.GetProperty("addr").GetString()!.EndsWith(category, StringComparison.Ordinal))
            {
                connection = root.GetProperty("conn").GetString()!;
            }
            else if (kind == "recv" && root.GetProperty("conn").GetString() == connection)
            {
                frames.Add(Encoding.UTF8.GetBytes(root.GetProperty("data").GetString()!));
            }
        }

        return frames;
    }

    /// <summary>The data frames of one topic.</summary>
    public static IReadOnlyList<byte[]> FramesOf(string category, string topic) =>
        [.. Frames(category).Where(frame => TopicOf(frame) == topic)];

    /// <summary>By topic, how many data frames a category has.</summary>
    public static Dictionary<string, int> Counts(string category) =>
        Frames(category).Select(TopicOf).OfType<string>().GroupBy(topic => topic)
            .ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The topic of a frame; null when it has none.</summary>
    public static string? TopicOf(byte[] frame)
    {
        using var document = JsonDocument.Parse(frame);
        return document.RootElement.TryGetProperty("topic", out var topic) ? topic.GetString() : null;
    }

    /// <summary>The lines of a sample.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(Folder, name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WhaleStack.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new DirectoryNotFoundException("no folder above the tests holds WhaleStack.sln")
            : Path.Combine(folder.FullName, "data", "samples");
    }
}
