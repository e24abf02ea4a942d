using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Clock;

/// <summary>
/// Merges the candles, fundings and open interest of many instruments, each sorted, into steps ordered by time. Push
/// what <see cref="Hungry"/> asks for, then take every complete step.
/// </summary>
/// <remarks>
/// A step is complete when no source can still bring a fact at or before its time: every source has its next fact
/// queued or has ended. Bounded by its driver: a source is hungry only while nothing of it is queued, so one page a
/// source at a time is enough. Not thread-safe.
/// </remarks>
public sealed class StepSequencer
{
    private readonly TimeSpan _decisionInterval;
    private readonly SortedDictionary<StepSource, Lane> _lanes = [];
    private ImmutableSortedDictionary<InstrumentId, decimal> _lastPricesQuote =
        ImmutableSortedDictionary<InstrumentId, decimal>.Empty;

    private DateTimeOffset? _lastTime;
    private bool _isFinished;

    /// <summary>Makes one.</summary>
    /// <param name="coins">The instruments, at least one; each brings candles and fundings.</param>
    /// <param name="decisionInterval">Length of the pseudo-candle at the end of history, positive.</param>
    /// <param name="openInterestOf">Those of them that bring open interest as well; null for none.</param>
    /// <exception cref="ArgumentException">There is no instrument or the interval is not positive.</exception>
    public StepSequencer(
        IEnumerable<InstrumentId> coins, TimeSpan decisionInterval, Func<InstrumentId, bool>? openInterestOf = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(decisionInterval, TimeSpan.Zero);
        _decisionInterval = decisionInterval;
        foreach (var coin in coins.Distinct())
        {
            _lanes.Add(new StepSource(coin, StepSourceKind.Candles), new Lane());
            _lanes.Add(new StepSource(coin, StepSourceKind.Fundings), new Lane());
            if (openInterestOf?.Invoke(coin) is true)
            {
                _lanes.Add(new StepSource(coin, StepSourceKind.OpenInterests), new Lane());
            }
        }

        if (_lanes.Count == 0)
        {
            throw new ArgumentException("coins is empty: there is nothing to merge.", nameof(coins));
        }
    }

    /// <summary>Last known price of every instrument that had a candle.</summary>
    public ImmutableSortedDictionary<InstrumentId, decimal> LastPricesQuote => _lastPricesQuote;

    /// <summary>Sources that must bring their next fact, or end, before the next step can be complete.</summary>
    public ImmutableArray<StepSource> Hungry =>
        [.. _lanes.Where(pair => pair.Value is { HasEnded: false, Facts.Count: 0 }).Select(pair => pair.Key)];

    /// <summary>Brings a closed candle; its step is its close time.</summary>
    /// <exception cref="ArgumentException">The instrument is unknown, or the candle does not lie after the last
    /// one.</exception>
    public void Push(InstrumentCandle candle)
    {
        ArgumentNullException.ThrowIfNull(candle);
        Push(new StepSource(candle.Coin, StepSourceKind.Candles), candle.Candle.CloseTime, candle);
    }

    /// <summary>Brings a settlement.</summary>
    /// <exception cref="ArgumentException">The instrument is unknown, or the settlement does not lie after the last
    /// one.</exception>
    public void Push(InstrumentFunding funding)
    {
        ArgumentNullException.ThrowIfNull(funding);
        Push(new StepSource(funding.Coin, StepSourceKind.Fundings), funding.Funding.Time, funding);
    }

    /// <summary>Brings open interest.</summary>
    /// <exception cref="ArgumentException">The instrument brings none, or it does not lie after the last
    /// one.</exception>
    public void Push(InstrumentOpenInterest openInterest)
    {
        ArgumentNullException.ThrowIfNull(openInterest);
        Push(
            new StepSource(openInterest.Coin, StepSourceKind.OpenInterests),
            openInterest.OpenInterest.Time,
            openInterest);
    }

    /// <summary>Nothing more comes from this source.</summary>
    /// <exception cref="ArgumentException">The instrument is unknown.</exception>
    public void End(StepSource source) => LaneOf(source).HasEnded = true;

    /// <summary>Takes the next step when it is complete.</summary>
    public bool TryTake([NotNullWhen(true)] out MarketStep? step)
    {
        step = null;
        DateTimeOffset? next = null;
        foreach (var lane in _lanes.Values)
        {
            if (lane.Facts.TryPeek(out var fact))
            {
                next = next is { } sooner && sooner <= fact.Time ? sooner : fact.Time;
            }
            else if (!lane.HasEnded)
            {
                return false;
            }
        }

        if (next is not { } time)
        {
            return false;
        }

        step = StepAt(time);
        return true;
    }

    /// <summary>
    /// The two steps that end history, once every step was taken: the first tells traders to close, the second is a
    /// pseudo-candle at each last price, at which their orders fill. Empty when there was no history.
    /// </summary>
    /// <exception cref="InvalidOperationException">A source has not ended, or history was finished before.</exception>
    public ImmutableArray<MarketStep> Finish()
    {
        Invariant.Hold(
            _lanes.Values.All(lane => lane is { HasEnded: true, Facts.Count: 0 }), "History ends after its last step.");
        Invariant.Hold(!_isFinished, "History ends once.");
        _isFinished = true;
        if (_lastTime is not { } end)
        {
            return [];
        }

        var candles = _lastPricesQuote.Select(pair => new InstrumentCandle(
            pair.Key, new Candle(end, _decisionInterval, pair.Value, pair.Value, pair.Value, pair.Value, 0m, 0m)));
        return
        [
            new MarketStep(new Watermark(end, StepPhase.Flatten), [], [], _lastPricesQuote),
            new MarketStep(
                new Watermark(end + _decisionInterval, StepPhase.Flatten), [.. candles], [], _lastPricesQuote),
        ];
    }

    private void Push(StepSource source, DateTimeOffset time, object fact)
    {
        var lane = LaneOf(source);
        if (lane.HasEnded)
        {
            throw new ArgumentException($"{source} has ended; nothing can follow.", nameof(source));
        }

        if (lane.LastTime is { } last && time <= last)
        {
            throw new ArgumentException(
                $"{source} at {time:O} does not lie after its last fact at {last:O}.", nameof(time));
        }

        Invariant.Hold(
            _lastTime is not { } taken || time > taken, "A step is taken only when no source can add to it.");
        lane.LastTime = time;
        lane.Facts.Enqueue((time, fact));
    }

    private Lane LaneOf(StepSource source) =>
        _lanes.TryGetValue(source, out var lane)
            ? lane
            : throw new ArgumentException($"{source} is not one of the merged instruments.", nameof(source));

    private MarketStep StepAt(DateTimeOffset time)
    {
        var candles = ImmutableArray.CreateBuilder<InstrumentCandle>();
        var fundings = ImmutableArray.CreateBuilder<InstrumentFunding>();
        var openInterests = ImmutableArray.CreateBuilder<InstrumentOpenInterest>();
        foreach (var lane in _lanes.Values.Where(lane => lane.Facts.TryPeek(out var fact) && fact.Time == time))
        {
            switch (lane.Facts.Dequeue().Fact)
            {
                case InstrumentCandle candle:
                    candles.Add(candle);
                    _lastPricesQuote = _lastPricesQuote.SetItem(candle.Coin, candle.Candle.CloseQuote);
                    break;
                case InstrumentFunding funding:
                    fundings.Add(funding);
                    break;
                case InstrumentOpenInterest openInterest:
                    openInterests.Add(openInterest);
                    break;
                case var other:
                    throw new InvalidOperationException($"'{other.GetType().Name}' is no market fact.");
            }
        }

        _lastTime = time;
        return new MarketStep(
            new Watermark(time, StepPhase.History), candles.ToImmutable(), fundings.ToImmutable(), _lastPricesQuote)
        {
            OpenInterests = openInterests.ToImmutable(),
        };
    }

    private sealed class Lane
    {
        public Queue<(DateTimeOffset Time, object Fact)> Facts { get; } = new();

        public DateTimeOffset? LastTime { get; set; }

        public bool HasEnded { get; set; }
    }
}
