using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

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
    private readonly Queue<TradeBundle> _bundles = new();
    private readonly Queue<NumberedLiquidation> _liquidations = new();
    private (decimal Mark, decimal Index) _prices;

    /// <summary>Makes it.</summary>
    public SymbolBoard(InstrumentId instrument) => Instrument = instrument;

    /// <summary>Which instrument.</summary>
    public InstrumentId Instrument { get; }

    /// <summary>Candles of its trades.</summary>
    public CandleBook Candles { get; } = new();

    /// <summary>Candles of the mark price.</summary>
    public CandleBook Marks { get; } = new();

    /// <summary>Candles of the index price.</summary>
    public CandleBook Indices { get; } = new();

    /// <summary>Candles of the premium: how far the mark price is above the index price, as a share of it.</summary>
    public CandleBook Premiums { get; } = new();

    /// <summary>Trades, oldest first.</summary>
    public IReadOnlyCollection<PublicTrade> Trades => _trades;

    /// <summary>Open interest every five minutes, oldest first: both sides, in base.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, decimal Base)> Interests => _interests;

    /// <summary>The same trades, those of one taker at one price in one, oldest first.</summary>
    public IReadOnlyCollection<TradeBundle> Bundles => _bundles;

    /// <summary>The last liquidations, oldest first.</summary>
    public IReadOnlyCollection<NumberedLiquidation> Liquidations => _liquidations;

    /// <summary>Price of the last trade; null before the first.</summary>
    public decimal? LastQuote { get; private set; }

    /// <summary>How that price compares with the one before, as Bybit names it.</summary>
    public string LastTick { get; private set; } = "ZeroPlusTick";

    /// <summary>Number of the last liquidation.</summary>
    public long LiquidationNumber { get; private set; }

    /// <summary>Number of the last bundle.</summary>
    public long BundleNumber { get; private set; }

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

    /// <summary>Takes a minute from before it began: nothing is known of it but its trades.</summary>
    public void AddPast(MinuteCandle minute)
    {
        Candles.Add(minute);
        var bare = minute with { VolumeBase = 0m, TurnoverQuote = 0m };
        Marks.Add(bare);
        Indices.Add(bare);
        Premiums.Add(bare with { Open = 0m, High = 0m, Low = 0m, Close = 0m });
    }

    /// <summary>Takes mark and index price as they stand.</summary>
    public void SetPrices(DateTimeOffset at, ReferencePrices prices)
    {
        if (prices is not { MarkQuote: { } mark, IndexQuote: { } index } || _prices == (mark, index))
        {
            return;
        }

        _prices = (mark, index);
        Marks.Add(at, mark, 0m, Side.Buy);
        Indices.Add(at, index, 0m, Side.Buy);
        Premiums.Add(at, Math.Round((mark - index) / index, 8), 0m, Side.Buy);
    }

    /// <summary>Takes a trade.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="isNewTaker">False when the same order took as in the trade before.</param>
    public void Add(ExchangeEvents.TradePrinted trade, bool isNewTaker = true)
    {
        LastTick = trade.PriceQuote > LastQuote ? "PlusTick"
            : trade.PriceQuote < LastQuote ? "MinusTick"
            : LastTick.EndsWith("MinusTick", StringComparison.Ordinal) ? "ZeroMinusTick"
            : "ZeroPlusTick";
        LastQuote = trade.PriceQuote;
        Sequence++;
        Enqueue(
            _trades,
            new PublicTrade(trade.Time, Sequence, trade.TakerSide, trade.PriceQuote, trade.SizeBase, LastTick),
            TradesMax);
        Bundle(trade, isNewTaker);
        Candles.Add(trade.Time, trade.PriceQuote, trade.SizeBase, trade.TakerSide);
    }

    /// <summary>Takes a liquidation.</summary>
    public void Add(ExchangeEvents.Liquidated taken) =>
        Enqueue(_liquidations, new NumberedLiquidation(++LiquidationNumber, taken), TradesMax);

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

    private void Bundle(ExchangeEvents.TradePrinted trade, bool isNewTaker)
    {
        if (!isNewTaker && _bundles.LastOrDefault() is { } last && last.PriceQuote == trade.PriceQuote)
        {
            last.Grow(trade.SizeBase);
            return;
        }

        Enqueue(
            _bundles,
            new TradeBundle(
                ++BundleNumber, trade.Time, trade.TakerSide, trade.PriceQuote, trade.SizeBase, Sequence),
            TradesMax);
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
