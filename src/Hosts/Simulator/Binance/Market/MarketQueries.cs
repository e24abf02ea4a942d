using System.Text.Json.Nodes;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>Public REST market data: rules, books, trades and candles.</summary>
public sealed class MarketQueries
{
    private static readonly int[] DepthLimits = [5, 10, 20, 50, 100, 500, 1_000];
    private readonly BinanceVenue _venue;

    /// <summary>Makes them.</summary>
    public MarketQueries(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Open("/fapi/v1/ping", _ => 1, _ => new JsonObject());
        routes.Open("/fapi/v1/time", _ => 1, _ => new JsonObject
        {
            ["serverTime"] = _venue.Now.ToUnixTimeMilliseconds(),
        });
        routes.Open("/fapi/v1/exchangeInfo", _ => 1, Info);
        routes.Open("/fapi/v1/depth", DepthWeight, Depth);
        routes.Open("/fapi/v1/trades", _ => 5, Trades);
        routes.Open("/fapi/v1/aggTrades", _ => 20, Bundles);
        routes.Open("/fapi/v1/klines", CandleWeight, Candles);
    }

    private Reply Info(CallFields fields) => _venue.At(turn => SymbolRows.Exchange(
        turn.Instruments.Select(id => turn.Exchange.Terms(id)!), _venue.LimitOptions, _venue.Now));

    private static int DepthWeight(CallFields fields) => fields.Text("limit") switch
    {
        "5" or "10" or "20" or "50" => 2,
        "100" => 5,
        "1000" => 20,
        _ => 10,
    };

    private Reply Depth(CallFields fields)
    {
        var limit = (int)fields.Whole("limit", 500);
        if (!DepthLimits.Contains(limit))
        {
            fields.Fail(new Failure(-4021, $"{limit} is not valid depth limit."));
        }

        return _venue.AtSymbol(fields, (turn, instrument) =>
        {
            var feed = _venue.Books.Of(instrument);
            feed.Sample(turn.Exchange, turn.Now);
            return new JsonObject
            {
                ["lastUpdateId"] = feed.UpdateId,
                ["E"] = _venue.Now.ToUnixTimeMilliseconds(),
                ["T"] = feed.ChangedAt.ToUnixTimeMilliseconds(),
                ["bids"] = Levels(feed.Side(Side.Buy).Take(limit)),
                ["asks"] = Levels(feed.Side(Side.Sell).Take(limit)),
            };
        });
    }

    private Reply Trades(CallFields fields)
    {
        var limit = fields.Limit(500, 1_000);
        return _venue.AtSymbol(fields, (_, instrument) => Reply.List(_venue.Board
            .With(instrument, board => board.Trades.TakeLast(limit).ToList())
            .Select(trade => new JsonObject
            {
                ["id"] = trade.Number,
                ["price"] = Text(trade.PriceQuote),
                ["qty"] = Text(trade.SizeBase),
                ["quoteQty"] = Text(Math.Round(trade.PriceQuote * trade.SizeBase, 8)),
                ["time"] = trade.At.ToUnixTimeMilliseconds(),
                ["isBuyerMaker"] = trade.TakerSide == Side.Sell,
            })));
    }

    private Reply Bundles(CallFields fields)
    {
        var limit = fields.Limit(500, 1_000);
        var from = fields.Whole("fromId", 0);
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbol(fields, (_, instrument) =>
        {
            var rows = _venue.Board.With(instrument, board => board.Bundles.ToList())
                .Where(bundle => bundle.Number >= from && span.Has(bundle.At)).ToList();
            var isFromStart = fields.Has("fromId") || fields.Has("startTime");
            return Reply.List((isFromStart ? rows.Take(limit) : rows.TakeLast(limit)).Select(bundle => new JsonObject
            {
                ["a"] = bundle.Number,
                ["p"] = Text(bundle.PriceQuote),
                ["q"] = Text(bundle.SizeBase),
                ["nq"] = Text(bundle.SizeBase),
                ["f"] = bundle.FirstTrade,
                ["l"] = bundle.LastTrade,
                ["T"] = bundle.At.ToUnixTimeMilliseconds(),
                ["m"] = bundle.TakerSide == Side.Sell,
            }));
        });
    }

    private static int CandleWeight(CallFields fields) => fields.Limit(500, 1_500) switch
    {
        < 100 => 1,
        < 500 => 2,
        <= 1_000 => 5,
        _ => 10,
    };

    private Reply Candles(CallFields fields)
    {
        var limit = fields.Limit(500, 1_500);
        var length = fields.Word("interval", CandleLengths.Of, null, new Failure(-1120, "Invalid interval."));
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbol(fields, (_, instrument) =>
        {
            var candles = _venue.Board.With(instrument, board => board.Candles.Candles(length))
                .Where(candle => span.Has(candle.Start)).ToList();
            var rows = fields.Has("startTime") ? candles.Take(limit) : candles.TakeLast(limit);
            return Reply.List(rows.Select(candle => CandleRows.Of(candle, length)));
        });
    }

    private static JsonArray Levels(IEnumerable<KeyValuePair<decimal, decimal>> levels) =>
        new([.. levels.Select(level => new JsonArray(Text(level.Key), Text(level.Value)))]);
}
