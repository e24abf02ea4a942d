namespace WhaleStack.Simulator.Recordings;

/// <summary>One recorded data frame.</summary>
/// <param name="Offset">Time since the first frame of its tape.</param>
/// <param name="Topic">Such as <c>tickers.BTCUSDT</c>.</param>
/// <param name="Payload">The frame byte for byte.</param>
public readonly record struct TapeFrame(TimeSpan Offset, string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>The recorded public stream of one category.</summary>
public sealed class Tape
{
    private readonly Dictionary<string, int> _counts;

    /// <summary>Makes it.</summary>
    /// <param name="category">Bybit's category: <c>linear</c> or <c>spot</c>.</param>
    /// <param name="started">Recorded time of the first frame.</param>
    /// <param name="frames">Data frames in order of receipt.</param>
    /// <param name="silentTopics">Topics that were subscribed and stayed silent.</param>
    public Tape(string category, DateTimeOffset started, IReadOnlyList<TapeFrame> frames, IEnumerable<string> silentTopics)
    {
        Category = category;
        Started = started;
        Frames = frames;
        _counts = frames.GroupBy(f => f.Topic).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var topic in silentTopics)
        {
            _counts.TryAdd(topic, 0);
        }
    }

    /// <summary>Bybit's category.</summary>
    public string Category { get; }

    /// <summary>Recorded time of the first frame.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Data frames in order of receipt.</summary>
    public IReadOnlyList<TapeFrame> Frames { get; }

    /// <summary>Whether the topic was subscribed when the tape was recorded.</summary>
    public bool Has(string topic) => _counts.ContainsKey(topic);

    /// <summary>Recorded frames of a topic.</summary>
    public int CountOf(string topic) => _counts.GetValueOrDefault(topic);
}
