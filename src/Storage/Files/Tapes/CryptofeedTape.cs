using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Files.Tapes;

/// <summary>
/// A gzipped recording that cryptofeed (version 3) wrote: one JSON object a line, of which <c>connect</c> names a
/// connection's address and <c>recv</c> holds a frame. A frame's connection is its address.
/// </summary>
public sealed class CryptofeedTape : IFrameTape
{
    private readonly string _path;

    /// <summary>Makes one; the file is opened when it is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">No file is named.</exception>
    public CryptofeedTape(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileName(_path);

    /// <inheritdoc/>
    public IEnumerable<TapeFrame> Read()
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        return TapeLines.Read(_path, line => ReadLine(line, addresses))
            .Where(frame => frame is not null)
            .Select(frame => frame!.Value);
    }

    private static TapeFrame? ReadLine(ReadOnlySpan<byte> line, Dictionary<string, string> addresses)
    {
        try
        {
            using var entry = JsonDocument.Parse(line.ToArray());
            var root = entry.RootElement;
            switch (root.GetProperty("t").GetString())
            {
                case "connect":
                    addresses[Text(root, "conn")] = Text(root, "addr");
                    return null;
                case "recv":
                    return ReadFrame(root, addresses);
                default:
                    return null; // The header of the file, REST answers, and what was sent.
            }
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"is no line of such a recording: {bad.Message}", bad);
        }
    }

    private static TapeFrame ReadFrame(JsonElement root, Dictionary<string, string> addresses)
    {
        var connection = Text(root, "conn");
        var seconds = root.GetProperty("ts").GetDouble();
        if (!addresses.TryGetValue(connection, out var address) || !(seconds is >= 0 and < 1e11))
        {
            throw new FormatException($"connection '{connection}' was never opened, or ts is no time.");
        }

        var time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return new TapeFrame(address, new RawFrame(Encoding.UTF8.GetBytes(Text(root, "data")), time));
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");
}
