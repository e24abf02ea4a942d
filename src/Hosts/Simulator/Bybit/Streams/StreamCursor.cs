using System.Globalization;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>How many frames of each topic a client already has: <c>?cursor=topic:count,...</c>.</summary>
public sealed class StreamCursor
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Frames to leave out.</summary>
    public int this[string topic] => _counts.GetValueOrDefault(topic);

    /// <summary>Reads the query value; null when it is not of that form.</summary>
    public static StreamCursor? TryParse(string? text)
    {
        var cursor = new StreamCursor();
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.LastIndexOf(':');
            var number = part.AsSpan(colon + 1);
            if (colon <= 0 || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            cursor._counts[part[..colon]] = count;
        }

        return cursor;
    }
}
