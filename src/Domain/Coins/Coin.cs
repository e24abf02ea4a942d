using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Domain.Coins.Models;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins;

/// <summary>One instrument: folds market data into a view that may be acted on.</summary>
/// <remarks>
/// States: Warming -> Live -> Warming (a gap in the candles). Mutable and not thread-safe: one actor owns it. What is
/// impossible is refused with a reason and leaves the state as it was; nothing that a venue sends makes it throw.
/// </remarks>
public sealed class Coin
{
    private readonly InstrumentId _id;
    private readonly CoinOptions _options;
    private readonly CandleAggregator _aggregator;
    private readonly CoinAnalytics _analytics;
    private readonly CoinModels _models;
    private readonly OrderBook _book;
    private readonly CoinPast _past;
    private readonly CandleSeries _series;
    private readonly ReachHistory _reach;
    private readonly CoinRisk _risk;
    private readonly List<DecisionCandle> _closed = [];

    private Candle? _lastCandle;
    private DateTimeOffset? _knownUntil;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _lastTime = DateTimeOffset.MinValue;
    private DateTimeOffset _lastPriceTime = DateTimeOffset.MinValue;
    private decimal? _lastPriceQuote;

    /// <summary>Makes a coin that knows nothing yet.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public Coin(InstrumentId id, CoinOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _id = id;
        _options = options;
        _aggregator = new CandleAggregator(options.DecisionInterval);
        _analytics = new CoinAnalytics(options);
        _models = new CoinModels(options, _analytics.Finder);
        _book = new OrderBook(options.BookLevelsMax);
        _past = new CoinPast(options.Facts, options.DecisionInterval);
        _series = new CandleSeries(options.Facts.Timeframes);
        _reach = new ReachHistory(options.Reach);
        _risk = new CoinRisk(options.Wicks, options.RiskScore, options.Filters);
    }

    /// <summary>What others may know.</summary>
    public CoinView View => new(
        _id,
        _analytics.Condition,
        _lastTime,
        _lastPriceQuote,
        _analytics.AtrQuote,
        _analytics.TrendFraction,
        _lastPriceQuote is { } priceQuote
            ? _reach.Told(_analytics.ClustersFrom(priceQuote), priceQuote, _analytics.AtrQuote)
            : [],
        _analytics.ClustersBorn,
        _analytics.Candles,
        VolumeProxy.SourceName)
    {
        Facts = _past.Facts(
            _lastPriceQuote,
            _analytics.AtrQuote,
            Ticker?.FundingRateFraction,
            _book.Depth(_options.Facts.DepthBps)) with
        {
            Risk = _risk.Facts,
        },
        Models = _lastPriceQuote is { } lastQuote ? _models.ViewAt(lastQuote, _lastTime) : [],
    };

    /// <summary>What others may know at a time: a coin that nothing was heard of for too long is warming.</summary>
    /// <param name="time">Event time, not before the coin's own.</param>
    public CoinView ViewAt(DateTimeOffset time) =>
        time - _lastTime > _options.GapCandlesMax * _options.DecisionInterval
            ? View with { Condition = CoinCondition.Warming, Clusters = [], Models = [] }
            : View;

    /// <summary>Event time of the newest fact; the smallest time there is before the first.</summary>
    public DateTimeOffset LastTime => _lastTime;

    /// <summary>Best bid and ask; null while the book is unknown or a side is empty.</summary>
    public BookTop? Top => _book.Top;

    /// <summary>The venue's statistics; null before the first.</summary>
    public Ticker? Ticker { get; private set; }

    /// <summary>The last funding settlement; null before the first.</summary>
    public FundingRate? LastFunding { get; private set; }

    /// <summary>Decision candles that were closed although parts of their interval were missing.</summary>
    public long IncompleteCandles { get; private set; }

    /// <summary>Forced closes seen.</summary>
    public long Liquidations { get; private set; }

    /// <summary>The newest closed candles of a timeframe, oldest first; empty for one that is not kept.</summary>
    public ImmutableArray<Candle> CandlesOf(TimeSpan interval, int countMax) => _series.Newest(interval, countMax);

    /// <summary>What became of its clusters so far.</summary>
    public ReachCounts Reached => _reach.Counts(_id);

    /// <summary>Applies market data.</summary>
    /// <exception cref="ArgumentException">The command is no market data.</exception>
    /// <exception cref="InvalidOperationException">The command is for another coin.</exception>
    public CoinOutcome Apply(IWithCoin command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Invariant.Hold(command.Coin == _id, "Market data is routed by coin.");
        return command switch
        {
            CoinCommands.ApplyCandle closed => Close(closed.Candle),
            CoinCommands.ApplyFormingCandle forming => Form(forming.Candle),
            CoinCommands.ApplyFunding funding => Settle(funding.Funding),
            CoinCommands.ApplyTrades trades => Print(trades.Trades.AsSpan()),
            CoinCommands.ApplyBook book => Quote(book.Update.Rows),
            CoinCommands.ApplyTicker ticker => Update(ticker.Ticker),
            CoinCommands.ApplyLiquidations liquidations => Liquidate(liquidations),
            CoinCommands.ApplyLevels levels => Take(levels.Levels),
            _ => throw new ArgumentException($"'{command.GetType().Name}' is no market data.", nameof(command)),
        };
    }

    /// <summary>Applies one of many: packed market data is read in place.</summary>
    /// <exception cref="ArgumentException">The item is no market data.</exception>
    /// <exception cref="InvalidOperationException">The item is for another coin.</exception>
    public CoinOutcome ApplyAt(MarketItems items, int index)
    {
        ArgumentNullException.ThrowIfNull(items);
        var kind = items.KindOf(index);
        if (kind == MarketItemKind.Message)
        {
            return Apply(items[index]);
        }

        Invariant.Hold(items.Coin == _id, "Market data is routed by coin.");
        return kind switch
        {
            MarketItemKind.Trades => Print(items.TradesAt(index)),
            MarketItemKind.Book => Quote(items.BookAt(index)),
            _ => throw new ArgumentOutOfRangeException(nameof(items), kind, "Unknown kind of item."),
        };
    }

    private static CoinOutcome Refuse(FormattableString reason) =>
        CoinOutcome.Refused(reason.ToString(CultureInfo.InvariantCulture));

    private CoinOutcome Close(Candle candle)
    {
        if (candle == _lastCandle)
        {
            return CoinOutcome.Accepted; // The same candle again, as after a reconnect.
        }

        if (CandleRules.Impossible(candle, _options.DecisionInterval) is { } reason)
        {
            return CoinOutcome.Refused(reason);
        }

        var isPart = candle.Interval < _options.DecisionInterval;
        var newFrom = isPart && _knownUntil is { } known ? known : _closedUntil;
        if (candle.OpenTime < newFrom)
        {
            return Refuse($"candle {candle.OpenTime:O} opens before {newFrom:O}, up to where candles are known.");
        }

        var gap = ClearOnGap(candle);
        _lastCandle = candle;
        _knownUntil = Later(_knownUntil, candle.CloseTime);
        _series.Add(candle);
        _aggregator.Add(candle, _closed);
        foreach (var decision in _closed)
        {
            Decide(decision);
        }

        _closed.Clear();
        Price(candle.CloseQuote, candle.CloseTime);
        return new CoinOutcome(Refusal: null, BookGap: false, gap);
    }

    private void Decide(in DecisionCandle decision)
    {
        _closedUntil = decision.Candle.CloseTime;
        IncompleteCandles += decision.IsWhole ? 0 : 1;
        if (!_models.IsEmpty)
        {
            _models.Add(_past.BarOf(decision.Candle));
        }

        _past.Close(decision.Candle, _analytics.Clusters);
        _analytics.Add(decision.Candle);
        _risk.Close(decision.Candle);
        _reach.Close(decision.Candle, _analytics.AtrQuote, _analytics.Found);
    }

    private CoinOutcome Form(Candle candle)
    {
        if (CandleRules.Impossible(candle, _options.DecisionInterval) is { } reason)
        {
            return CoinOutcome.Refused(reason);
        }

        if (candle.CloseTime <= _closedUntil)
        {
            return Refuse(
                $"forming candle {candle.OpenTime:O} closed before {_closedUntil:O}, up to where candles are known.");
        }

        var gap = ClearOnGap(candle);
        Price(candle.CloseQuote, Later(_lastPriceTime, candle.OpenTime));
        return new CoinOutcome(Refusal: null, BookGap: false, gap);
    }

    /// <summary>A window with a hole in it is not a window: too long a hole clears what grew from candles.</summary>
    private CoinEvents.GapFound? ClearOnGap(Candle candle)
    {
        var tolerated = _options.GapCandlesMax * _options.DecisionInterval;
        if (_knownUntil is not { } known || candle.OpenTime - known <= tolerated)
        {
            return null;
        }

        _aggregator.Clear();
        _analytics.Clear();
        _models.Clear();
        _past.Clear();
        _series.ForgetParts();
        _reach.Cut();
        _risk.Clear();
        _knownUntil = candle.OpenTime;
        _closedUntil = _aggregator.Floor(candle.OpenTime);
        return new CoinEvents.GapFound(_id, known, candle.OpenTime);
    }

    private CoinOutcome Settle(FundingRate funding)
    {
        if (Math.Abs(funding.RateFraction) >= 1m)
        {
            return Refuse($"funding rate {funding.RateFraction} at {funding.Time:O} is not a share between -1 and 1.");
        }

        if (LastFunding is { } last && funding.Time < last.Time)
        {
            return Refuse($"funding at {funding.Time:O} lies before the last one at {last.Time:O}.");
        }

        if (funding != LastFunding)
        {
            _past.Add(funding);
        }

        LastFunding = funding;
        _lastTime = Later(_lastTime, funding.Time);
        return CoinOutcome.Accepted;
    }

    private CoinOutcome Print(ReadOnlySpan<Trade> trades)
    {
        foreach (ref readonly var trade in trades)
        {
            if (!MarketLimits.IsPrice(trade.PriceQuote) || !MarketLimits.IsAmount(trade.SizeBase)
                || trade.SizeBase == 0m)
            {
                return Refuse($"trade '{trade.TradeId}' of {trade.SizeBase} at {trade.PriceQuote} is impossible.");
            }
        }

        foreach (ref readonly var trade in trades)
        {
            Price(trade.PriceQuote, trade.VenueTime);
            _past.Add(trade);
        }

        return CoinOutcome.Accepted;
    }

    private CoinOutcome Quote(in BookRows update)
    {
        var outcome = _book.Apply(update);
        if (outcome == CoinOutcome.Accepted)
        {
            _lastTime = Later(_lastTime, update.VenueTime);
        }

        return outcome;
    }

    private CoinOutcome Update(Ticker ticker)
    {
        if (TickerRules.Impossible(ticker) is { } reason)
        {
            return CoinOutcome.Refused(reason);
        }

        Ticker = Ticker?.MergedWith(ticker) ?? ticker;
        _lastTime = Later(_lastTime, ticker.VenueTime);
        if (Ticker.OpenInterestBase is { } openInterestBase)
        {
            // Any statistics say that the last one told still holds.
            _past.OpenInterest(openInterestBase, ticker.VenueTime);
        }

        if (ticker.LastPriceQuote is { } priceQuote)
        {
            Price(priceQuote, ticker.VenueTime);
        }

        return CoinOutcome.Accepted;
    }

    private CoinOutcome Take(ModelLevels levels) =>
        _models.Take(levels) is { } reason ? CoinOutcome.Refused(reason) : CoinOutcome.Accepted;

    private CoinOutcome Liquidate(CoinCommands.ApplyLiquidations command)
    {
        foreach (var print in command.Prints)
        {
            if (!MarketLimits.IsPrice(print.BankruptcyPriceQuote) || !MarketLimits.IsAmount(print.SizeBase))
            {
                return Refuse($"liquidation of {print.SizeBase} at {print.BankruptcyPriceQuote} is impossible.");
            }
        }

        foreach (var print in command.Prints)
        {
            Liquidations++;
            _past.Add(print);
            _lastTime = Later(_lastTime, print.VenueTime);
        }

        return CoinOutcome.Accepted;
    }

    /// <summary>Takes a price unless a newer one is known.</summary>
    private void Price(decimal priceQuote, DateTimeOffset time)
    {
        _lastTime = Later(_lastTime, time);
        if (time >= _lastPriceTime)
        {
            _lastPriceTime = time;
            _lastPriceQuote = priceQuote;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset? x, DateTimeOffset y) => x is { } value && value > y ? value : y;
}
