using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>publicTrade.SYMBOL</c>: trades since the last message; no past.</summary>
public sealed class TradeChannel : ITopicChannel
{
    /// <summary>Trades a message may have.</summary>
    public const int TradesMax = 1_024;

    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private long _told;

    /// <summary>Makes it.</summary>
    public TradeChannel(MarketBoard board, InstrumentId instrument)
    {
        _board = board;
        _instrument = instrument;
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.Zero;

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var trades = _board.With(
            _instrument, board => board.Trades.Where(trade => trade.Number > _told).Take(TradesMax).ToList());
        _told = trades.Count > 0 ? trades[^1].Number : _told;
        return trades.Count == 0 ? [] : [LiveChannels.Frame(
            $"publicTrade.{_instrument.Symbol}", "snapshot", now, new JsonArray([.. trades.Select(Row)]))];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = _board.With(_instrument, board => board.Sequence);

    private JsonNode Row(PublicTrade trade) => new JsonObject
    {
        ["T"] = trade.At.ToUnixTimeMilliseconds(),
        ["s"] = _instrument.Symbol,
        ["S"] = VenueWords.Of(trade.TakerSide),
        ["v"] = Numbers.Text(trade.SizeBase),
        ["p"] = Numbers.Text(trade.PriceQuote),
        ["L"] = trade.Tick,
        ["i"] = VenueIds.Trade(trade.Number),
        ["BT"] = false,
        ["RPI"] = false,
        ["seq"] = trade.Number,
    };
}
