using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>allLiquidation.SYMBOL</c>: side of the position and bankruptcy price, every 500 ms.</summary>
public sealed class LiquidationChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private long _told;

    /// <summary>Makes it.</summary>
    public LiquidationChannel(MarketBoard board, InstrumentId instrument)
    {
        _board = board;
        _instrument = instrument;
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var taken = Drain();
        return taken.Count == 0 ? [] : [LiveChannels.Frame(
            $"allLiquidation.{_instrument.Symbol}", "snapshot", now, new JsonArray([.. taken.Select(Row)]))];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => Drain();

    private List<ExchangeEvents.Liquidated> Drain() => _board.With(_instrument, board =>
    {
        var list = board.Liquidations.Where(taken => taken.Number > _told).Select(taken => taken.Event).ToList();
        _told = board.LiquidationNumber;
        return list;
    });

    private JsonNode Row(ExchangeEvents.Liquidated taken) => new JsonObject
    {
        ["T"] = taken.Time.ToUnixTimeMilliseconds(),
        ["s"] = _instrument.Symbol,
        ["S"] = VenueWords.Of(taken.PositionBase > 0m ? Side.Buy : Side.Sell),
        ["v"] = Numbers.Text(taken.Execution.SizeBase),
        ["p"] = Numbers.Text(taken.BankruptcyQuote),
    };
}
