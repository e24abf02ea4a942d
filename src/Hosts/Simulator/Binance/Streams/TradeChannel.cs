using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The streams <c>SYMBOL@aggTrade</c> and <c>SYMBOL@trade</c>: a frame a trade; no past.</summary>
public sealed class TradeChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private readonly bool _isBundled;
    private long _told;

    /// <summary>Makes it.</summary>
    /// <param name="board">Has the trades.</param>
    /// <param name="instrument">Which instrument.</param>
    /// <param name="isBundled">What one order took at one price in one frame.</param>
    public TradeChannel(MarketBoard board, InstrumentId instrument, bool isBundled)
    {
        _board = board;
        _instrument = instrument;
        _isBundled = isBundled;
        Interval = isBundled ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now) => _board.With(_instrument, board =>
    {
        var rows = _isBundled
            ? board.Bundles.Where(bundle => bundle.Number > _told).Select(bundle => Row(bundle, now)).ToList()
            : [.. board.Trades.Where(trade => trade.Number > _told).Select(trade => Row(trade, now))];
        _told = NumberOf(board);
        return (IReadOnlyList<byte[]>)[.. rows.Select(MarketChannels.Bytes)];
    });

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = _board.With(_instrument, NumberOf);

    private long NumberOf(SymbolBoard board) => _isBundled ? board.BundleNumber : board.Sequence;

    private JsonObject Row(TradeBundle bundle, DateTimeOffset now) => new()
    {
        ["e"] = "aggTrade",
        ["E"] = now.ToUnixTimeMilliseconds(),
        ["s"] = _instrument.Symbol,
        ["st"] = 1,
        ["ps"] = _instrument.Symbol,
        ["a"] = bundle.Number,
        ["p"] = Text(bundle.PriceQuote),
        ["q"] = Text(bundle.SizeBase),
        ["nq"] = Text(bundle.SizeBase),
        ["f"] = bundle.FirstTrade,
        ["l"] = bundle.LastTrade,
        ["T"] = bundle.At.ToUnixTimeMilliseconds(),
        ["m"] = bundle.TakerSide == Side.Sell,
    };

    private JsonObject Row(PublicTrade trade, DateTimeOffset now) => new()
    {
        ["e"] = "trade",
        ["E"] = now.ToUnixTimeMilliseconds(),
        ["T"] = trade.At.ToUnixTimeMilliseconds(),
        ["s"] = _instrument.Symbol,
        ["st"] = 1,
        ["ps"] = _instrument.Symbol,
        ["t"] = trade.Number,
        ["p"] = Text(trade.PriceQuote),
        ["q"] = Text(trade.SizeBase),
        ["X"] = "MARKET",
        ["m"] = trade.TakerSide == Side.Sell,
    };
}
