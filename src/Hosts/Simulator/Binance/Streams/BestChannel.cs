using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The stream <c>SYMBOL@bookTicker</c>: the best prices whenever they change.</summary>
public sealed class BestChannel : ITopicChannel
{
    private readonly BookFeed _feed;
    private readonly InstrumentId _instrument;
    private ((decimal, decimal) Bid, (decimal, decimal) Ask)? _told;

    /// <summary>Makes it.</summary>
    public BestChannel(BookFeed feed, InstrumentId instrument)
    {
        _feed = feed;
        _instrument = instrument;
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.Zero;

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        _feed.Sample(exchange, now);
        var (bid, ask) = (_feed.Best(Side.Buy), _feed.Best(Side.Sell));
        if (_told == (bid, ask))
        {
            return [];
        }

        _told = (bid, ask);
        return
        [
            MarketChannels.Bytes(new JsonObject
            {
                ["e"] = "bookTicker",
                ["u"] = _feed.UpdateId,
                ["E"] = now.ToUnixTimeMilliseconds(),
                ["T"] = _feed.ChangedAt.ToUnixTimeMilliseconds(),
                ["s"] = _instrument.Symbol,
                ["b"] = Text(bid.PriceQuote),
                ["B"] = Text(bid.SizeBase),
                ["a"] = Text(ask.PriceQuote),
                ["A"] = Text(ask.SizeBase),
                ["st"] = 1,
                ["ps"] = _instrument.Symbol,
            }),
        ];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = null;
}
