using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>Remembers a coin's recent past and says what it amounts to. Not thread-safe: one coin owns it.</summary>
/// <remarks>
/// Everything goes by decision candles, so that history and the live feed give the same facts: trades, forced closes
/// and open interest are summed until the candle closes that they fall into. Bounded by <see cref="CoinFactsOptions"/>.
/// </remarks>
internal sealed class CoinPast
{
    private const double TakersSeenFractionMin = 0.5;

    private readonly CoinFactsOptions _options;
    private readonly TimeSpan _interval;
    private readonly int _dayCandles;
    private readonly Ring<FactBar> _bars;
    private readonly FundingMemory _fundings;
    private readonly RollingMedianDeviation _returns;
    private readonly RollingMedianDeviation _turnovers;
    private readonly RollingMedianDeviation _openInterests;

    private MonthRange _monthRange;
    private double _buyQuote;
    private double _sellQuote;
    private double _longsQuote;
    private double _shortsQuote;
    private double _cumulativeDeltaQuote;
    private double _openInterestBase = double.NaN;
    private DateTimeOffset _openInterestAt = DateTimeOffset.MinValue;
    private bool _hasLiquidations;
    private bool _hasTrades;
    private double? _returnZ;
    private double? _turnoverZ;
    private double? _openInterestZ;
    private SweepView? _lastShorts;
    private SweepView? _lastLongs;

    public CoinPast(CoinFactsOptions options, TimeSpan interval)
    {
        _options = options;
        _interval = interval;
        _dayCandles = (int)(TimeSpan.FromDays(1).Ticks / interval.Ticks);
        _bars = new Ring<FactBar>(1 + Math.Max(
            Math.Max(_dayCandles, options.MoveCandles), Math.Max(options.FlowCandles, options.TrendCandles)));
        _fundings = new FundingMemory(options.SettlementsMax);
        _returns = new RollingMedianDeviation(options.WindowCandles, options.WindowCandlesMin);
        _turnovers = new RollingMedianDeviation(options.WindowCandles, options.WindowCandlesMin);
        _openInterests = new RollingMedianDeviation(options.WindowCandles, options.WindowCandlesMin);
        _monthRange = new MonthRange(interval);
    }

    /// <summary>A public trade.</summary>
    public void Add(in Trade trade)
    {
        var quote = (double)trade.PriceQuote * (double)trade.SizeBase;
        var isBuy = trade.TakerSide == Side.Buy;
        _buyQuote += isBuy ? quote : 0.0;
        _sellQuote += isBuy ? 0.0 : quote;
        _cumulativeDeltaQuote += isBuy ? quote : -quote;
        _hasTrades = true;
    }

    /// <summary>A forced close.</summary>
    public void Add(in LiquidationPrint print)
    {
        var quote = (double)print.BankruptcyPriceQuote * (double)print.SizeBase;
        _longsQuote += print.PositionSide == Side.Buy ? quote : 0.0;
        _shortsQuote += print.PositionSide == Side.Buy ? 0.0 : quote;
        _hasLiquidations = true;
    }

    /// <summary>A funding settlement.</summary>
    public void Add(FundingRate funding) => _fundings.Add(funding);

    /// <summary>Open contracts, one side, as they are known at a time.</summary>
    public void OpenInterest(decimal openInterestBase, DateTimeOffset time) =>
        (_openInterestBase, _openInterestAt) = ((double)openInterestBase, time);

    /// <summary>A decision candle that is about to close, with the flows that are known of it.</summary>
    /// <remarks>
    /// Takers are known when trades of at least half of its turnover were seen; open interest when it was told since
    /// the candle opened; forced closes since the first one was seen: a feed that has none to tell says nothing.
    /// </remarks>
    public MarketBar BarOf(Candle candle)
    {
        var seenQuote = _buyQuote + _sellQuote;
        var (volume, turnover) = ((double)candle.VolumeBase, (double)candle.TurnoverQuote);
        return new MarketBar(
            candle.CloseTime,
            (double)candle.OpenQuote,
            (double)candle.HighQuote,
            (double)candle.LowQuote,
            (double)candle.CloseQuote,
            volume,
            turnover,
            seenQuote > 0.0 && seenQuote >= TakersSeenFractionMin * turnover
                ? volume * (_buyQuote / seenQuote)
                : double.NaN,
            _openInterestAt >= candle.OpenTime ? _openInterestBase : double.NaN,
            _hasLiquidations ? _longsQuote : double.NaN,
            _hasLiquidations ? _shortsQuote : double.NaN);
    }

    /// <summary>A decision candle has closed.</summary>
    /// <param name="candle">The candle.</param>
    /// <param name="before">The clusters as they were before it.</param>
    public void Close(Candle candle, ImmutableArray<ClusterView> before)
    {
        var shorts = Sweeps.Of(before, candle, Side.Sell);
        var longs = Sweeps.Of(before, candle, Side.Buy);
        _lastShorts = shorts ?? _lastShorts;
        _lastLongs = longs ?? _lastLongs;
        var bar = new FactBar(
            (double)candle.CloseQuote,
            WickOf(candle),
            (double)candle.TurnoverQuote,
            _buyQuote,
            _sellQuote,
            _longsQuote,
            _shortsQuote,
            _openInterestBase,
            longs?.ShareFraction ?? 0.0,
            shorts?.ShareFraction ?? 0.0);
        Score(bar);
        _bars.Add(bar);
        _monthRange.Add(
            (double)candle.OpenQuote, (double)candle.HighQuote, (double)candle.LowQuote, (double)candle.CloseQuote);
        (_buyQuote, _sellQuote, _longsQuote, _shortsQuote) = (0.0, 0.0, 0.0, 0.0);
    }

    /// <summary>A hole in the candles: a window with a hole in it is not a window.</summary>
    public void Clear()
    {
        _bars.Clear();
        _returns.Clear();
        _turnovers.Clear();
        _openInterests.Clear();
        _monthRange = new MonthRange(_interval);
        (_returnZ, _turnoverZ, _openInterestZ) = (null, null, null);
        (_lastShorts, _lastLongs) = (null, null);
        (_buyQuote, _sellQuote, _longsQuote, _shortsQuote) = (0.0, 0.0, 0.0, 0.0);
    }

    /// <summary>What it amounts to.</summary>
    /// <param name="lastPriceQuote">Last price; null while unknown.</param>
    /// <param name="atrQuote">Average true range; null in warm-up.</param>
    /// <param name="predictedFraction">The venue's prediction of the next funding; null while unknown.</param>
    /// <param name="depth">How much rests near the price.</param>
    public CoinFacts Facts(
        decimal? lastPriceQuote, double? atrQuote, decimal? predictedFraction, ImmutableArray<DepthFacts> depth) => new(
        _interval,
        PriceFactsAt((double?)lastPriceQuote, atrQuote),
        VolumeFactsNow(),
        FlowFactsNow(),
        OpenInterestFactsNow(),
        _fundings.FactsWith(predictedFraction),
        LiquidationFactsNow(),
        SweepFactsNow(),
        depth);

    private static double WickOf(Candle candle)
    {
        var top = Math.Max(candle.OpenQuote, candle.CloseQuote);
        var bottom = Math.Min(candle.OpenQuote, candle.CloseQuote);
        return (double)(Math.Max(candle.HighQuote - top, bottom - candle.LowQuote) / candle.CloseQuote);
    }

    private void Score(in FactBar bar)
    {
        if (_bars.Count > 0)
        {
            ref readonly var last = ref _bars.Ago(0);
            _returnZ = Scored(_returns, Math.Log(bar.Close / last.Close));
            _openInterestZ = bar.OpenInterestBase > 0.0 && last.OpenInterestBase > 0.0
                ? Scored(_openInterests, Math.Log(bar.OpenInterestBase / last.OpenInterestBase))
                : null;
        }

        _turnoverZ = bar.TurnoverQuote > 0.0 ? Scored(_turnovers, Math.Log(bar.TurnoverQuote)) : null;
    }

    private static double? Scored(RollingMedianDeviation window, double value)
    {
        var z = window.Value?.Score(value);
        window.Add(value);
        return z;
    }

    private PriceFacts PriceFactsAt(double? price, double? atrQuote)
    {
        var move = ChangeFrom(price, _options.MoveCandles);
        return new PriceFacts(
            move is { } fraction && price is { } last && atrQuote is > 0.0
                ? (last - (last / (1.0 + fraction))) / atrQuote
                : null,
            move,
            ChangeFrom(price, _dayCandles),
            _returnZ,
            Efficiency(),
            _bars.Count >= _options.TrendCandles ? Sum(_options.TrendCandles, Wick) / _options.TrendCandles : null)
        {
            MonthRangeFraction = _monthRange.Value,
        };
    }

    /// <summary>The last price over the close so many candles ago, minus 1.</summary>
    private double? ChangeFrom(double? price, int candles) =>
        price is { } last && _bars.Count >= candles ? (last / _bars.Ago(candles - 1).Close) - 1.0 : null;

    private double? Efficiency()
    {
        if (_bars.Count <= _options.TrendCandles)
        {
            return null;
        }

        var way = 0.0;
        for (var age = 0; age < _options.TrendCandles; age++)
        {
            way += Math.Abs(_bars.Ago(age).Close - _bars.Ago(age + 1).Close);
        }

        return way > 0.0 ? (_bars.Ago(0).Close - _bars.Ago(_options.TrendCandles).Close) / way : 0.0;
    }

    private VolumeFacts VolumeFactsNow()
    {
        if (_bars.Count == 0)
        {
            return new VolumeFacts(null, null, null, null);
        }

        var turnover = _bars.Ago(0).TurnoverQuote;
        return new VolumeFacts(
            turnover,
            _turnovers.Median is { } median ? turnover / Math.Exp(median) : null,
            _turnoverZ,
            Sum(_dayCandles, Turnover));
    }

    private FlowFacts FlowFactsNow()
    {
        if (!_hasTrades)
        {
            return new FlowFacts(null, null, null, 0.0);
        }

        var buy = _buyQuote + Sum(_options.FlowCandles, Bought);
        var sell = _sellQuote + Sum(_options.FlowCandles, Sold);
        return new FlowFacts(
            buy, sell, buy + sell > 0.0 ? (buy - sell) / (buy + sell) : null, _cumulativeDeltaQuote);
    }

    private OpenInterestFacts OpenInterestFactsNow()
    {
        if (double.IsNaN(_openInterestBase))
        {
            return new OpenInterestFacts(null, null, null);
        }

        var before = _bars.Count >= _options.FlowCandles
            ? _bars.Ago(_options.FlowCandles - 1).OpenInterestBase
            : double.NaN;
        return new OpenInterestFacts(
            _openInterestBase, before > 0.0 ? (_openInterestBase / before) - 1.0 : null, _openInterestZ);
    }

    private LiquidationFacts LiquidationFactsNow()
    {
        var longs = _longsQuote + (_bars.Count > 0 ? _bars.Ago(0).LongsQuote : 0.0);
        var shorts = _shortsQuote + (_bars.Count > 0 ? _bars.Ago(0).ShortsQuote : 0.0);
        double? typical = _turnovers.Median is { } median ? Math.Exp(median) : null;
        return new LiquidationFacts(longs, shorts, longs / typical, shorts / typical);
    }

    private SweepFacts SweepFactsNow() => new(
        Sum(_options.FlowCandles, ShortsSwept), Sum(_options.FlowCandles, LongsSwept), _lastShorts, _lastLongs);

    private double Sum(int candles, BarValue value)
    {
        var sum = 0.0;
        for (var age = 0; age < Math.Min(candles, _bars.Count); age++)
        {
            sum += value(_bars.Ago(age));
        }

        return sum;
    }

    private delegate double BarValue(in FactBar bar);

    private static double Wick(in FactBar bar) => bar.WickFraction;

    private static double Turnover(in FactBar bar) => bar.TurnoverQuote;

    private static double Bought(in FactBar bar) => bar.BuyQuote;

    private static double Sold(in FactBar bar) => bar.SellQuote;

    private static double LongsSwept(in FactBar bar) => bar.LongsSweptFraction;

    private static double ShortsSwept(in FactBar bar) => bar.ShortsSweptFraction;
}
