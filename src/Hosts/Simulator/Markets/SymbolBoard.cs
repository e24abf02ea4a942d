using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Rest;
using static WhaleStack.Simulator.Trading.Numbers;

namespace WhaleStack.Simulator.Markets;

/// <summary>What everybody can see of one symbol. Guarded by its board.</summary>
public sealed class SymbolBoard
{
    /// <summary>Trades that are kept.</summary>
    public const int TradesMax = 1_000;

    /// <summary>Points of open interest that are kept: five minutes apart.</summary>
    public const int InterestsMax = 2_000;

    private static readonly TimeSpan InterestInterval = TimeSpan.FromMinutes(5);
    private readonly Queue<PublicTrade> _trades = new();
    private readonly Queue<(DateTimeOffset At, decimal Base)> _interests = new();
    private decimal? _lastPrice;
    private string _tick = "ZeroPlusTick";

    /// <summary>Makes it.</summary>
    public SymbolBoard(InstrumentId instrument) => Instrument = instrument;

    /// <summary>Which instrument.</summary>
    public InstrumentId Instrument { get; }

    /// <summary>Candles of its trades.</summary>
    public CandleBook Candles { get; } = new();

    /// <summary>Trades, oldest first.</summary>
    public IReadOnlyCollection<PublicTrade> Trades => _trades;

    /// <summary>Open interest every five minutes, oldest first: both sides, in base.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, decimal Base)> Interests => _interests;

    /// <summary>Number of the last trade.</summary>
    public long Sequence { get; private set; }

    /// <summary>Open interest of both sides, in base.</summary>
    public decimal OpenInterestBase { get; private set; }

    /// <summary>The next funding rate.</summary>
    public decimal FundingRate { get; set; }

    /// <summary>When it is paid.</summary>
    public DateTimeOffset NextFundingAt { get; set; }

    /// <summary>Settlements so far, oldest first.</summary>
    public List<(DateTimeOffset At, decimal Rate)> Fundings { get; } = [];

    /// <summary>Liquidations that nobody was told of yet, the last <see cref="TradesMax"/>.</summary>
    public Queue<ExchangeEvents.Liquidated> Liquidations { get; } = new();

    /// <summary>Takes a trade.</summary>
    public void Add(ExchangeEvents.TradePrinted trade)
    {
        _tick = trade.PriceQuote > _lastPrice ? "PlusTick"
            : trade.PriceQuote < _lastPrice ? "MinusTick"
            : _tick.EndsWith("MinusTick", StringComparison.Ordinal) ? "ZeroMinusTick"
            : "ZeroPlusTick";
        _lastPrice = trade.PriceQuote;
        Sequence++;
        Enqueue(
            _trades,
            new PublicTrade(trade.Time, Sequence, trade.TakerSide, trade.PriceQuote, trade.SizeBase, _tick),
            TradesMax);
        Candles.Add(trade.Time, trade.PriceQuote, trade.SizeBase);
    }

    /// <summary>Takes a liquidation.</summary>
    public void Add(ExchangeEvents.Liquidated taken) => Enqueue(Liquidations, taken, TradesMax);

    /// <summary>Sets open interest.</summary>
    public void SetInterest(DateTimeOffset at, decimal interestBase)
    {
        OpenInterestBase = interestBase;
        var step = at.UtcTicks / InterestInterval.Ticks * InterestInterval.Ticks;
        var start = new DateTimeOffset(step, TimeSpan.Zero);
        if (_interests.Count == 0 || _interests.Last().At < start)
        {
            Enqueue(_interests, (start, interestBase), InterestsMax);
        }
    }

    /// <summary>The ticker with all its fields.</summary>
    public JsonObject Ticker(IExchange exchange, DateTimeOffset now)
    {
        var prices = exchange.Prices(Instrument);
        var (bid, ask) = (exchange.Depth(Instrument, Side.Buy, 1), exchange.Depth(Instrument, Side.Sell, 1));
        var day = Candles.Since(now.AddDays(-1)).ToList();
        var hour = Candles.Since(now.AddHours(-1)).FirstOrDefault();
        var last = prices.LastQuote ?? _lastPrice;
        var single = OpenInterestBase / 2m;
        var change = day.Count > 0 && last is { } price ? (price / day[0].Open) - 1m : 0m;
        return new JsonObject
        {
            ["symbol"] = Instrument.Symbol,
            ["tickDirection"] = _tick,
            ["price24hPcnt"] = Text(Math.Round(change, 6)),
            ["lastPrice"] = Text(last),
            ["prevPrice24h"] = Text(day.Count > 0 ? day[0].Open : last),
            ["highPrice24h"] = Text(day.Count > 0 ? day.Max(c => c.High) : last),
            ["lowPrice24h"] = Text(day.Count > 0 ? day.Min(c => c.Low) : last),
            ["prevPrice1h"] = Text(hour?.Open ?? last),
            ["markPrice"] = Text(prices.MarkQuote),
            ["indexPrice"] = Text(prices.IndexQuote),
            ["openInterest"] = Text(OpenInterestBase),
            ["openInterestValue"] = Text(Math.Round(OpenInterestBase * (prices.MarkQuote ?? 0m), 2)),
            ["singleOpenInterest"] = Text(single),
            ["singleOpenInterestValue"] = Text(Math.Round(single * (prices.MarkQuote ?? 0m), 2)),
            ["turnover24h"] = Text(Math.Round(day.Sum(c => c.TurnoverQuote), 4)),
            ["volume24h"] = Text(day.Sum(c => c.VolumeBase)),
            ["fundingIntervalHour"] = "8",
            ["fundingCap"] = "0.00375",
            ["nextFundingTime"] = Answer.Ms(NextFundingAt),
            ["fundingRate"] = Text(FundingRate),
            ["bid1Price"] = Text(bid.Count > 0 ? bid[0].PriceQuote : null),
            ["bid1Size"] = Text(bid.Count > 0 ? bid[0].SizeBase : null),
            ["ask1Price"] = Text(ask.Count > 0 ? ask[0].PriceQuote : null),
            ["ask1Size"] = Text(ask.Count > 0 ? ask[0].SizeBase : null),
        };
    }

    private static void Enqueue<T>(Queue<T> queue, T item, int max)
    {
        queue.Enqueue(item);
        if (queue.Count > max)
        {
            queue.Dequeue();
        }
    }
}
