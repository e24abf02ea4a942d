namespace WhaleStack.Simulator.Recordings;

/// <summary>One recorded data frame.</summary>
/// <param name="Offset">Time since the first frame of its tape.</param>
/// <param name="Topic">Such as <c>tickers.BTCUSDT</c>.</param>
/// <param name="Payload">The frame byte for byte.</param>
public readonly record struct TapeFrame(TimeSpan Offset, string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>The recorded public stream of one category.</summary>
public sealed class Tape
{
    private static readonly string[] Kinds = ["tickers.", "orderbook.200.", "publicTrade.", "kline.1."];
    private const string LinearKind = "allLiquidation.";
    private readonly Dictionary<string, int> _counts;
    private readonly IReadOnlySet<string> _symbols;

    /// <summary>Makes it.</summary>
    /// <param name="category">Bybit's category: <c>linear</c> or <c>spot</c>.</param>
    /// <param name="started">Recorded time of the first frame.</param>
    /// <param name="frames">Data frames in order of receipt.</param>
    /// <param name="symbols">The category's instruments: their topics exist, though most are silent here.</param>
    public Tape(
        string category, DateTimeOffset started, IReadOnlyList<TapeFrame> frames, IReadOnlySet<string> symbols)
    {
        Category = category;
        Started = started;
        Frames = frames;
        _symbols = symbols;
        _counts = frames.GroupBy(f => f.Topic).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    /// <summary>Bybit's category.</summary>
    public string Category { get; }

    /// <summary>Recorded time of the first frame.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Data frames in order of receipt.</summary>
    public IReadOnlyList<TapeFrame> Frames { get; }

    /// <summary>Whether the venue has the topic; it may be silent.</summary>
    public bool Has(string topic) =>
        Kinds.Any(kind => IsOf(kind, topic)) || (Category == "linear" && IsOf(LinearKind, topic));

    /// <summary>Recorded frames of a topic.</summary>
    public int CountOf(string topic) => _counts.GetValueOrDefault(topic);

    private bool IsOf(string kind, string topic) =>
        topic.StartsWith(kind, StringComparison.Ordinal) && _symbols.Contains(topic[kind.Length..]);
}
