using WhaleStack.Domain.Coins;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Play;

/// <summary>Plays recorded history through coins and scanners, and writes down what the scanners say.</summary>
/// <remarks>A watermark stands at the end of every decision candle, as in the history of a node. Scanners are shown the
/// chosen series; those that compare venues the others too, and what they say is about the coin.</remarks>
public sealed class ScannerPlay
{
    private readonly List<Part> _parts;
    private readonly IReadOnlyList<IScanner> _scanners;
    private readonly ScannerState[] _states;
    private readonly HashSet<string> _coins;
    private readonly List<SignalMark> _marks = [];

    private ScannerPlay(
        IReadOnlyList<MarketSeries> chosen,
        IReadOnlyList<MarketSeries> others,
        IReadOnlyList<IScanner> scanners,
        CoinOptions options)
    {
        _scanners = scanners;
        _states = [.. scanners.Select(_ => ScannerState.Empty)];
        _coins = chosen.Select(one => one.Coin).ToHashSet(StringComparer.Ordinal);
        _parts =
        [
            .. chosen.Select(one => Part.TryMake(one, isChosen: true, options)).OfType<Part>(),
            .. others.Where(one => _coins.Contains(one.Coin))
                .Select(one => Part.TryMake(one, isChosen: false, options)).OfType<Part>(),
        ];
        _parts.Sort((a, b) => a.Id.CompareTo(b.Id));
    }

    /// <summary>What scanners say, in order of time.</summary>
    /// <param name="chosen">Series that are scored, one for each coin.</param>
    /// <param name="others">The same coins at other venues.</param>
    /// <param name="scanners">The scanners, each with a name of its own.</param>
    /// <param name="options">How coins make views of bars.</param>
    /// <param name="stop">Gives up between two watermarks.</param>
    public static IReadOnlyList<SignalMark> Of(
        IReadOnlyList<MarketSeries> chosen,
        IReadOnlyList<MarketSeries> others,
        IReadOnlyList<IScanner> scanners,
        CoinOptions options,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(scanners);
        ArgumentNullException.ThrowIfNull(options);
        var play = new ScannerPlay(chosen, others, scanners, options);
        var every = options.DecisionInterval.Ticks;
        var times = play._parts.SelectMany(part => part.Series.Bars)
            .Select(bar => bar.CloseTime)
            .Where(time => time.UtcTicks % every == 0)
            .Distinct()
            .Order();
        foreach (var time in times)
        {
            stop.ThrowIfCancellationRequested();
            play.Advance(new Watermark(time, StepPhase.History));
        }

        return play._marks;
    }

    /// <summary>Cuts history at random times, plays it again and compares what was said up to then.</summary>
    /// <param name="whole">What was said with the whole history.</param>
    /// <param name="chosen">As in <see cref="Of"/>.</param>
    /// <param name="others">Likewise.</param>
    /// <param name="scanners">Likewise.</param>
    /// <param name="options">Likewise.</param>
    /// <param name="seed">Of the times.</param>
    public static LookAhead Check(
        IReadOnlyList<SignalMark> whole,
        IReadOnlyList<MarketSeries> chosen,
        IReadOnlyList<MarketSeries> others,
        IReadOnlyList<IScanner> scanners,
        CoinOptions options,
        ulong seed)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(others);
        if (whole.Count == 0)
        {
            return new LookAhead(0, 0, FirstDifference: null);
        }

        var time = whole[new SeededRandom(seed).NextBelow(whole.Count)].Time;
        var again = Of(
            [.. chosen.Select(one => one.Until(time))], [.. others.Select(one => one.Until(time))], scanners, options);
        var before = whole.TakeWhile(mark => mark.Time <= time).ToList();
        var same = again.Zip(before).TakeWhile(pair => pair.First == pair.Second).Count();
        return new LookAhead(1, before.Count, same == before.Count && same == again.Count
            ? null
            : FormattableString.Invariant(
                $"signal {same + 1} of the scanners differs when data after {time:yyyy-MM-dd HH:mm} is not there."));
    }

    private void Advance(Watermark watermark)
    {
        var chosen = new List<CoinEvents.CoinUpdated>();
        var all = new List<CoinEvents.CoinUpdated>();
        foreach (var part in _parts)
        {
            if (part.PlayUntil(watermark.Time))
            {
                var updated = new CoinEvents.CoinUpdated(part.Id, watermark, part.Coin.ViewAt(watermark.Time));
                all.Add(updated);
                if (part.IsChosen)
                {
                    chosen.Add(updated);
                }
            }
        }

        for (var i = 0; i < _scanners.Count; i++)
        {
            var views = _scanners[i].ComparesVenues ? all : chosen;
            foreach (var raised in _scanners[i].Decide(_states[i], watermark, views))
            {
                _states[i] = _states[i].Apply(raised);
                _marks.Add(MarkOf(_scanners[i].Agent, raised.Signal));
            }
        }
    }

    private SignalMark MarkOf(string scanner, Signal signal) => new(
        scanner,
        signal.Label ?? string.Empty,
        _parts.First(part => part.Id == signal.Coin).Series.Coin,
        signal.Time,
        signal.Direction?.Sign() ?? 0);

    /// <summary>One series and the coin that it is played into.</summary>
    private sealed class Part
    {
        private readonly CoinReplay _replay;
        private int _next;

        private Part(InstrumentId id, MarketSeries series, bool isChosen, CoinOptions options)
        {
            (Id, Series, IsChosen) = (id, series, isChosen);
            // Who compares venues compares prices and funding: the others need no models.
            Coin = new Coin(id, isChosen ? options : options with { Models = [] });
            _replay = new CoinReplay(Coin, id, series.Interval, series.Funding);
        }

        public InstrumentId Id { get; }

        public MarketSeries Series { get; }

        public bool IsChosen { get; }

        public Coin Coin { get; }

        /// <summary>Null when no instrument can be named so, or its bars do not fill decision candles.</summary>
        public static Part? TryMake(MarketSeries series, bool isChosen, CoinOptions options) =>
            options.DecisionInterval.Ticks % series.Interval.Ticks == 0
                && InstrumentId.TryParse($"{series.Venue}:{series.Coin}USDT", out var id)
                ? new Part(id, series, isChosen, options)
                : null;

        /// <summary>Whether anything is known of it by then.</summary>
        public bool PlayUntil(DateTimeOffset time)
        {
            for (; _next < Series.Bars.Count && Series.Bars[_next].CloseTime <= time; _next++)
            {
                _replay.Play(Series.Bars[_next]);
            }

            return _next > 0;
        }
    }
}
