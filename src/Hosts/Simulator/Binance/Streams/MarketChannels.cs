using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>Makes the channels of public streams.</summary>
public sealed class MarketChannels
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ThreeSeconds = TimeSpan.FromSeconds(3);
    private readonly MarketBoard _board;
    private readonly BookFeeds _books;
    private readonly IReadOnlySet<InstrumentId> _instruments;

    /// <summary>Makes it.</summary>
    public MarketChannels(MarketBoard board, BookFeeds books, IReadOnlySet<InstrumentId> instruments)
    {
        _board = board;
        _books = books;
        _instruments = instruments;
    }

    /// <summary>The channel of a stream; null when there is no such stream.</summary>
    public ITopicChannel? Of(string stream)
    {
        if (stream.StartsWith('!'))
        {
            return OfAll(stream);
        }

        var at = stream.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && _instruments.FirstOrDefault(id => Lower(id) == stream[..at]) is { Symbol.Length: > 0 } id
            ? OfOne(id, stream[(at + 1)..].Split('@'))
            : null;
    }

    /// <summary>UTF-8 of a frame.</summary>
    public static byte[] Bytes(JsonNode frame) => Encoding.UTF8.GetBytes(frame.ToJsonString());

    private ITopicChannel? OfOne(InstrumentId id, string[] words) => words switch
    {
        ["aggTrade"] => new TradeChannel(_board, id, isBundled: true),
        ["trade"] => new TradeChannel(_board, id, isBundled: false),
        ["bookTicker"] => new BestChannel(_books.Of(id), id),
        ["markPrice"] => Mark(id, ThreeSeconds),
        ["markPrice", "1s"] => Mark(id, Second),
        ["forceOrder"] => new ForceOrderChannel(_board, id),
        ["ticker"] => Day(id, TickerRows.Stream, TimeSpan.FromSeconds(2)),
        ["miniTicker"] => Day(id, TickerRows.Small, TimeSpan.FromSeconds(2)),
        [var kline] when kline.StartsWith("kline_", StringComparison.Ordinal) =>
            CandleLengths.Of.ContainsKey(kline[6..]) ? new CandleChannel(_board, id, kline[6..]) : null,
        [var depth, ..] when depth.StartsWith("depth", StringComparison.Ordinal) =>
            DepthChannel.Of(_books.Of(id), id, depth[5..], words[1..]),
        _ => null,
    };

    private ManyChannel? OfAll(string stream) => stream switch
    {
        "!bookTicker" => All(id => new BestChannel(_books.Of(id), id), asArray: false),
        "!forceOrder@arr" => All(id => new ForceOrderChannel(_board, id), asArray: false),
        "!markPrice@arr" => All(id => Mark(id, ThreeSeconds), asArray: true),
        "!markPrice@arr@1s" => All(id => Mark(id, Second), asArray: true),
        "!ticker@arr" => All(id => Day(id, TickerRows.Stream, Second), asArray: true),
        "!miniTicker@arr" => All(id => Day(id, TickerRows.Small, Second), asArray: true),
        _ => null,
    };

    private ManyChannel All(Func<InstrumentId, ITopicChannel> channel, bool asArray) =>
        new([.. _instruments.Order().Select(channel)], asArray);

    private StateChannel Mark(InstrumentId id, TimeSpan interval) => new(interval, (exchange, now) =>
    {
        var prices = exchange.Prices(id);
        return _board.With(id, board => new JsonObject
        {
            ["e"] = "markPriceUpdate",
            ["E"] = now.ToUnixTimeMilliseconds(),
            ["s"] = id.Symbol,
            ["p"] = Desks.Numbers.Text(prices.MarkQuote, "0"),
            ["ap"] = Desks.Numbers.Text(prices.MarkQuote, "0"),
            ["P"] = Desks.Numbers.Text(prices.IndexQuote, "0"),
            ["i"] = Desks.Numbers.Text(prices.IndexQuote, "0"),
            ["r"] = Desks.Numbers.Text(board.FundingRate),
            ["T"] = board.NextFundingAt.ToUnixTimeMilliseconds(),
            ["st"] = 1,
            ["ps"] = id.Symbol,
        });
    });

    private StateChannel Day(
        InstrumentId id, Func<SymbolBoard, IExchange, DateTimeOffset, JsonObject> row, TimeSpan interval) =>
        new(interval, (exchange, now) => _board.With(id, board => row(board, exchange, now)));

    private static string Lower(InstrumentId id) => id.Symbol.ToLowerInvariant();
}
