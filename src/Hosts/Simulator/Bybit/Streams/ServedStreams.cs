using System.Collections.Concurrent;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>
/// Counts what a client is entitled to: every frame of the topics it subscribed, every row it was served.
/// Thread-safe.
/// </summary>
public sealed class ServedStreams
{
    private readonly ConcurrentDictionary<string, long> _expected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Topic, long TimeMs), byte> _rows = new();

    /// <summary>By topic, how many messages there are.</summary>
    public IReadOnlyDictionary<string, long> Expected =>
        new SortedDictionary<string, long>(_expected, StringComparer.Ordinal);

    /// <summary>A topic was subscribed.</summary>
    public void Subscribed(string category, string topic, int frames) =>
        _expected[category == "linear" ? topic : $"{category}/{topic}"] = frames;

    /// <summary>A row of the past was served; the same row counts once.</summary>
    public void Served(string topic, long timeMs)
    {
        if (_rows.TryAdd((topic, timeMs), 0))
        {
            _expected.AddOrUpdate(topic, 1, (_, count) => count + 1);
        }
    }
}
