using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Composite;

/// <summary>What an observation led to.</summary>
/// <param name="Items">Market data of the composite instrument, for a coin like any other.</param>
/// <param name="Events">Venues that fell silent or came back.</param>
public sealed record CompositeOutcome(ImmutableArray<IWithCoin> Items, ImmutableArray<object> Events);

/// <summary>
/// One instrument across venues: consolidates their trades, best prices, open interest and forced closes, weighs the
/// venues by their turnover, and tells who leads. A venue that falls silent is told and left out; the others go on.
/// </summary>
/// <remarks>
/// Time is that of the newest event of any venue. Mutable and not thread-safe: one actor owns it. Trades are told in
/// the order in which they arrive, under ids that name their venue.
/// </remarks>
public sealed class CompositeMarket
{
    private readonly CompositeOptions _options;
    private readonly ImmutableArray<CompositeLegState> _legs;
    private readonly CompositeLags _lags;
    private DateTimeOffset? _time;

    /// <summary>Makes one that has heard nothing.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public CompositeMarket(CompositeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _legs = [.. options.Legs.Select(leg => new CompositeLegState(leg, options))];
        _lags = new CompositeLags(options, _legs);
    }

    /// <summary>What others may know.</summary>
    public CompositeView View
    {
        get
        {
            var (bid, ask) = Best();
            var turnover = LiveTurnover();
            return new CompositeView(
                _options.Id,
                _time,
                MidQuote(turnover),
                bid?.BidQuote,
                ask?.AskQuote,
                bid is not null && ask is not null && bid.BidQuote >= ask.AskQuote,
                OpenInterestBase(),
                [.. _legs.Select(leg => ViewOf(leg, turnover))]);
        }
    }

    /// <summary>Takes what happened at a venue.</summary>
    /// <exception cref="ArgumentException">The instrument is none of the composite's.</exception>
    public CompositeOutcome Apply(LegObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var leg = _legs.FirstOrDefault(leg => leg.Coin == observation.Leg)
            ?? throw new ArgumentException(
                $"leg '{observation.Leg}' is none of {_options.Id}'s.", nameof(observation));
        var events = ImmutableArray.CreateBuilder<object>();
        var silentSince = leg.Condition == LegCondition.Silent ? leg.LastTime : null;
        leg.Take(observation);
        Pass(observation.Time, events);
        if (!leg.IsLive && !IsOverdue(leg))
        {
            leg.Condition = LegCondition.Live;
            if (silentSince is { } since)
            {
                events.Add(new CompositeEvents.LegBack(_options.Id, leg.Coin, since, observation.Time));
            }
        }

        _lags.Take(leg, observation.Time);
        return new CompositeOutcome(Items(leg, observation), events.ToImmutable());
    }

    /// <summary>Event time went on, perhaps without news; gives the venues that fell silent.</summary>
    public ImmutableArray<object> Pass(DateTimeOffset time)
    {
        var events = ImmutableArray.CreateBuilder<object>();
        Pass(time, events);
        return events.ToImmutable();
    }

    private void Pass(DateTimeOffset time, ImmutableArray<object>.Builder events)
    {
        if (_time is null || time > _time)
        {
            _time = time;
        }

        foreach (var leg in _legs.Where(leg => leg.IsLive && IsOverdue(leg)))
        {
            leg.Condition = LegCondition.Silent;
            events.Add(new CompositeEvents.LegSilent(_options.Id, leg.Coin, leg.LastTime!.Value, _time.Value));
        }
    }

    private bool IsOverdue(CompositeLegState leg) => _time - leg.LastTime > _options.SilenceMax;

    private ImmutableArray<IWithCoin> Items(CompositeLegState leg, LegObservation observation)
    {
        var items = ImmutableArray.CreateBuilder<IWithCoin>(3);
        if (!observation.Trades.IsEmpty)
        {
            items.Add(new CoinCommands.ApplyTrades(
                _options.Id, [.. observation.Trades.Select(trade => Consolidated(trade, leg.Leg))]));
        }

        if (!observation.Liquidations.IsEmpty)
        {
            items.Add(new CoinCommands.ApplyLiquidations(
                _options.Id, [.. observation.Liquidations.Select(print => Consolidated(print, leg.Leg))]));
        }

        items.Add(new CoinCommands.ApplyTicker(_options.Id, Ticker()));
        return items.DrainToImmutable();
    }

    private Ticker Ticker()
    {
        var (bid, ask) = Best();
        return new Ticker(
            _time!.Value,
            IsSnapshot: false,
            MarkPriceQuote: MidQuote(LiveTurnover()),
            BidQuote: bid?.BidQuote,
            BidSizeBase: bid?.BidSizeBase,
            AskQuote: ask?.AskQuote,
            AskSizeBase: ask?.AskSizeBase,
            OpenInterestBase: OpenInterestBase());
    }

    private static Trade Consolidated(Trade trade, CompositeLeg leg) => trade with
    {
        TradeId = TradeId.Parse($"{leg.Coin.Venue}/{trade.TradeId}"),
        PriceQuote = trade.PriceQuote / leg.Units,
        SizeBase = trade.SizeBase * leg.Units,
    };

    private static LiquidationPrint Consolidated(LiquidationPrint print, CompositeLeg leg) => print with
    {
        BankruptcyPriceQuote = print.BankruptcyPriceQuote / leg.Units,
        SizeBase = print.SizeBase * leg.Units,
    };

    private (CompositeLegState? Bid, CompositeLegState? Ask) Best() => (
        _legs.Where(leg => leg.IsLive && leg.BidQuote is not null).MaxBy(leg => leg.BidQuote),
        _legs.Where(leg => leg.IsLive && leg.AskQuote is not null).MinBy(leg => leg.AskQuote));

    private decimal? OpenInterestBase()
    {
        var told = _legs.Where(leg => leg.OpenInterestBase is not null).ToList();
        return told.Count == 0 ? null : told.Sum(leg => leg.OpenInterestBase!.Value);
    }

    private decimal? MidQuote(double turnover)
    {
        var known = _legs.Where(leg => leg.IsLive && leg.MidQuote is not null).ToList();
        var weights = known.Select(leg => (decimal)Weight(leg, turnover)).ToList();
        var sum = weights.Sum();
        return known.Count == 0 ? null
            : sum == 0m ? known.Average(leg => leg.MidQuote)
            : known.Zip(weights).Sum(pair => pair.First.MidQuote!.Value * pair.Second) / sum;
    }

    private double LiveTurnover() => _time is { } time
        ? _legs.Where(leg => leg.IsLive).Sum(leg => leg.TurnoverAt(time))
        : 0.0;

    /// <summary>The weight that was given, or the share of the live venues' turnover; an equal share where nothing was
    /// traded.</summary>
    private double Weight(CompositeLegState leg, double turnover) =>
        !leg.IsLive ? 0.0
        : leg.Leg.Weight is { } given ? (double)(given / _legs.Where(l => l.IsLive).Sum(l => l.Leg.Weight!.Value))
        : turnover > 0.0 ? leg.TurnoverAt(_time!.Value) / turnover
        : 1.0 / _legs.Count(other => other.IsLive);

    private LegView ViewOf(CompositeLegState leg, double turnover)
    {
        var lag = ReferenceEquals(leg, _legs[0]) ? null : leg.Lags.Value;
        return new LegView(
            leg.Coin,
            leg.Condition,
            leg.LastTime,
            Weight(leg, turnover),
            leg.MidQuote,
            leg.OpenInterestBase,
            lag?.LagBuckets * _options.LagBucket,
            lag?.Correlation);
    }
}
