using System.Collections.Immutable;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>Closed candles of several timeframes, put together from whatever candles arrive.</summary>
/// <remarks>
/// A timeframe that is shorter than what arrives stays empty: nothing is made up. A candle whose parts were missing in
/// part is kept as what is known of it. Bounded: so many a timeframe. Not thread-safe.
/// </remarks>
internal sealed class CandleSeries
{
    private readonly Timeframe[] _timeframes;

    public CandleSeries(ImmutableArray<TimeframeOptions> timeframes) =>
        _timeframes = [.. timeframes.Select(timeframe => new Timeframe(timeframe))];

    /// <summary>Adds a closed candle; candles come in order of time.</summary>
    public void Add(Candle part)
    {
        foreach (var timeframe in _timeframes)
        {
            timeframe.Add(part);
        }
    }

    /// <summary>The newest of a timeframe, oldest first; empty for a timeframe that is not kept.</summary>
    public ImmutableArray<Candle> Newest(TimeSpan interval, int countMax) =>
        Array.Find(_timeframes, timeframe => timeframe.Interval == interval)?.Newest(countMax) ?? [];

    /// <summary>Forgets what is not whole; closed candles stay: they were true.</summary>
    public void ForgetParts()
    {
        foreach (var timeframe in _timeframes)
        {
            timeframe.ForgetParts();
        }
    }

    private sealed class Timeframe(TimeframeOptions options)
    {
        private readonly CandleAggregator _aggregator = new(options.Interval);
        private readonly Ring<PackedCandle> _candles = new(options.CandlesMax);
        private readonly List<DecisionCandle> _closed = [];
        private DateTimeOffset _knownUntil = DateTimeOffset.MinValue;

        public TimeSpan Interval => options.Interval;

        public void Add(Candle part)
        {
            // A whole candle may come behind its own parts: in a longer one they count once.
            if (Interval.Ticks % part.Interval.Ticks != 0
                || (part.Interval != Interval && part.OpenTime < _knownUntil))
            {
                return;
            }

            _knownUntil = part.CloseTime > _knownUntil ? part.CloseTime : _knownUntil;
            _aggregator.Add(part, _closed);
            foreach (var closed in _closed)
            {
                _candles.Add(new PackedCandle(closed.Candle));
            }

            _closed.Clear();
        }

        public ImmutableArray<Candle> Newest(int countMax)
        {
            var count = Math.Clamp(countMax, 0, _candles.Count);
            return [.. Enumerable.Range(0, count).Select(i => _candles.Ago(count - 1 - i).Unpack(Interval))];
        }

        public void ForgetParts() => _aggregator.Clear();
    }
}
