using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>
/// The stream <c>SYMBOL@forceOrder</c>: of the liquidations of a second only the latest; the side is the order's, SELL
/// for a long that is liquidated.
/// </summary>
public sealed class ForceOrderChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private long _told;

    /// <summary>Makes it.</summary>
    public ForceOrderChannel(MarketBoard board, InstrumentId instrument)
    {
        _board = board;
        _instrument = instrument;
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var latest = _board.With(_instrument, board => board.Liquidations.LastOrDefault());
        if (latest is null || latest.Number <= _told)
        {
            return [];
        }

        _told = latest.Number;
        return [MarketChannels.Bytes(Frame(latest.Event, now))];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = _board.With(_instrument, board => board.LiquidationNumber);

    private JsonObject Frame(ExchangeEvents.Liquidated taken, DateTimeOffset now)
    {
        var size = Text(taken.Execution.SizeBase);
        return new JsonObject
        {
            ["e"] = "forceOrder",
            ["E"] = now.ToUnixTimeMilliseconds(),
            ["st"] = 1,
            ["ps"] = _instrument.Symbol,
            ["o"] = new JsonObject
            {
                ["s"] = _instrument.Symbol,
                ["S"] = taken.PositionBase > 0m ? "SELL" : "BUY",
                ["o"] = "LIMIT",
                ["f"] = "IOC",
                ["q"] = size,
                ["p"] = Text(taken.BankruptcyQuote),
                ["ap"] = Text(taken.Execution.PriceQuote),
                ["X"] = "FILLED",
                ["l"] = size,
                ["z"] = size,
                ["T"] = taken.Time.ToUnixTimeMilliseconds(),
            },
        };
    }
}
