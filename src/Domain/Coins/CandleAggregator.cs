using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>A closed decision candle.</summary>
/// <param name="Candle">The candle.</param>
/// <param name="IsWhole">False when parts of its interval were missing.</param>
internal readonly record struct DecisionCandle(Candle Candle, bool IsWhole);

/// <summary>Puts shorter candles together to candles of the decision interval.</summary>
/// <remarks>
/// A decision candle closes with its last part, or with the first part of a later one: what was missing then is
/// missing for good, and the candle says so. Parts arrive in order of time and on the grid; the caller checks.
/// </remarks>
internal sealed class CandleAggregator
{
    private readonly TimeSpan _interval;
    private Candle? _partial;
    private TimeSpan _covered;

    public CandleAggregator(TimeSpan interval) => _interval = interval;

    /// <summary>Adds a candle and appends the decision candles that it closes, oldest first, at most two.</summary>
    public void Add(Candle part, List<DecisionCandle> closed)
    {
        var openTime = Floor(part.OpenTime);
        if (_partial is not null && _partial.OpenTime < openTime)
        {
            Close(closed);
        }

        if (part.Interval == _interval)
        {
            // The venue's own candle of the interval is better than parts of it.
            _partial = part;
            _covered = _interval;
        }
        else
        {
            _partial = _partial is null
                ? part with { OpenTime = openTime, Interval = _interval }
                : Joined(_partial, part);
            _covered += part.Interval;
        }

        if (part.CloseTime == openTime + _interval)
        {
            Close(closed);
        }
    }

    public void Clear()
    {
        _partial = null;
        _covered = TimeSpan.Zero;
    }

    public DateTimeOffset Floor(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % _interval.Ticks), TimeSpan.Zero);

    private static Candle Joined(Candle whole, Candle part) => whole with
    {
        HighQuote = Math.Max(whole.HighQuote, part.HighQuote),
        LowQuote = Math.Min(whole.LowQuote, part.LowQuote),
        CloseQuote = part.CloseQuote,
        VolumeBase = whole.VolumeBase + part.VolumeBase,
        TurnoverQuote = whole.TurnoverQuote + part.TurnoverQuote,
    };

    private void Close(List<DecisionCandle> closed)
    {
        closed.Add(new DecisionCandle(_partial!, _covered == _interval));
        Clear();
    }
}
