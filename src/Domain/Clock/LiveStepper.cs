using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Clock;

/// <summary>
/// Cuts a live feed into market steps: a step for each interval, once every feed's event time is past its end by a
/// grace.
/// </summary>
/// <remarks>Mutable, one actor owns it. Holds at most one interval's candles and fundings.</remarks>
public sealed class LiveStepper
{
    private readonly TimeSpan _interval;
    private readonly TimeSpan _grace;
    private readonly SortedDictionary<string, DateTimeOffset> _feeds = new(StringComparer.Ordinal);
    private readonly List<InstrumentCandle> _candles = [];
    private readonly List<InstrumentFunding> _fundings = [];
    private ImmutableSortedDictionary<InstrumentId, decimal> _prices;
    private DateTimeOffset? _lastEnd;
    private DateTimeOffset _past = DateTimeOffset.MinValue;

    /// <summary>Makes a stepper.</summary>
    /// <param name="interval">Length of a step, positive.</param>
    /// <param name="grace">How long late messages are waited for, not negative.</param>
    /// <param name="prices">Last known prices.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is out of range.</exception>
    public LiveStepper(
        TimeSpan interval, TimeSpan grace, ImmutableSortedDictionary<InstrumentId, decimal> prices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        _interval = interval;
        _grace = grace;
        _prices = prices;
    }

    /// <summary>A candle closed. One that closes at or before the last step is too late and goes into the
    /// next.</summary>
    public void Add(InstrumentCandle candle)
    {
        _candles.Add(candle);
        _prices = _prices.SetItem(candle.Coin, candle.Candle.CloseQuote);
    }

    /// <summary>A settlement happened.</summary>
    public void Add(InstrumentFunding funding) => _fundings.Add(funding);

    /// <summary>A feed's event time moved on; a feed that is new counts from now on.</summary>
    public void Advance(string feed, DateTimeOffset eventTime)
    {
        if (!_feeds.TryGetValue(feed, out var before) || eventTime > before)
        {
            _feeds[feed] = eventTime;
        }

        _lastEnd ??= Floor(eventTime);
    }

    /// <summary>Event time has come so far already: a step that ends no later is never made, however old a feed
    /// is.</summary>
    public void StartAfter(DateTimeOffset time) => _past = time > _past ? time : _past;

    /// <summary>A feed ended: it no longer holds the others back.</summary>
    public void Remove(string feed) => _feeds.Remove(feed);

    /// <summary>The next complete step; null when none is.</summary>
    public MarketStep? TryTake()
    {
        if (_lastEnd is not { } last || _feeds.Count == 0)
        {
            return null;
        }

        var slowest = _feeds.Values.Min();
        var end = Floor(slowest - _grace);
        if (end <= last || end <= _past)
        {
            return null;
        }

        _lastEnd = end;
        var step = new MarketStep(
            new Watermark(end, StepPhase.Live),
            [.. _candles.Where(c => c.Candle.CloseTime <= end).OrderBy(c => c.Coin).ThenBy(c => c.Candle.OpenTime)],
            [.. _fundings.Where(f => f.Funding.Time <= end).OrderBy(f => f.Coin)],
            _prices);
        _candles.RemoveAll(c => c.Candle.CloseTime <= end);
        _fundings.RemoveAll(f => f.Funding.Time <= end);
        return step;
    }

    private DateTimeOffset Floor(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % _interval.Ticks), TimeSpan.Zero);
}
