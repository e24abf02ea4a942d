using System.Text.Json.Nodes;
using WhaleStack.Simulator.Markets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Candles of mark, index and premium, and the share of accounts that are long.</summary>
public sealed class PriceEndpoints
{
    // Made, not counted: the further price rose within the period, the more accounts are long.
    private const decimal RatioUsual = 0.5m;
    private const decimal RatioPerReturn = 5m;
    private const decimal RatioMin = 0.2m;
    private const decimal RatioMax = 0.8m;

    private readonly MarketSides _sides;
    private readonly Func<DateTimeOffset> _now;

    /// <summary>Makes them.</summary>
    public PriceEndpoints(MarketSides sides, Func<DateTimeOffset> now)
    {
        _sides = sides;
        _now = now;
    }

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        MapCandles(routes, "mark-price-kline", static board => board.Marks);
        MapCandles(routes, "index-price-kline", static board => board.Indices);
        MapCandles(routes, "premium-index-price-kline", static board => board.Premiums);
        PublicEndpoint.Map(routes, "/v5/market/account-ratio", _now, Ratio);
    }

    private void MapCandles(IEndpointRouteBuilder routes, string name, Func<SymbolBoard, CandleBook> of) =>
        PublicEndpoint.Map(routes, $"/v5/market/{name}", _now, fields => Candles(fields, of));

    private Answer Candles(RequestFields fields, Func<SymbolBoard, CandleBook> of)
    {
        fields.OneOf("category", null, MarketSide.Linear);
        var interval = fields.OneOf("interval", null, [.. CandleLengths.Of.Keys]);
        var limit = (int)fields.Whole("limit", 200, 1, 1_000);
        var span = Span(fields, "start", "end");
        return _sides.Linear.OfInstrument(fields, (_, instrument) => Answer.Ok(new JsonObject
        {
            ["category"] = "linear",
            ["symbol"] = instrument.Symbol,
            ["list"] = new JsonArray([.. _sides.Linear.Board
                .With(instrument, board => of(board).Candles(CandleLengths.Of[interval])).Reverse()
                .Where(candle => IsIn(span, candle.Start)).Take(limit)
                .Select(candle => new JsonArray(
                    Answer.Ms(candle.Start),
                    Text(candle.Open),
                    Text(candle.High),
                    Text(candle.Low),
                    Text(candle.Close)))]),
        }));
    }

    private Answer Ratio(RequestFields fields)
    {
        fields.OneOf("category", null, MarketSide.Linear);
        var period = fields.OneOf("period", null, [.. BookEndpoints.Periods.Keys]);
        var limit = (int)fields.Whole("limit", 50, 1, 500);
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        var span = Span(fields, "startTime", "endTime");
        return _sides.Linear.OfInstrument(fields, (_, instrument) =>
        {
            var points = _sides.Linear.Board
                .With(instrument, board => board.Candles.Candles(BookEndpoints.Periods[period])).Reverse()
                .Where(candle => IsIn(span, candle.Start)).Skip(from).Take(limit + 1).ToList();
            return Answer.Ok(new JsonObject
            {
                ["list"] = new JsonArray([.. points.Take(limit).Select(candle => Share(instrument.Symbol, candle))]),
                ["nextPageCursor"] = points.Count > limit ? $"{from + limit}" : string.Empty,
            });
        });
    }

    private static JsonObject Share(string symbol, MinuteCandle candle)
    {
        var moved = (candle.Close - candle.Open) / candle.Open;
        var buys = Math.Round(Math.Clamp(RatioUsual + (moved * RatioPerReturn), RatioMin, RatioMax), 4);
        return new JsonObject
        {
            ["symbol"] = symbol,
            ["buyRatio"] = Text(buys),
            ["sellRatio"] = Text(1m - buys),
            ["timestamp"] = Answer.Ms(candle.Start),
        };
    }

    private static (long From, long To) Span(RequestFields fields, string from, string to) =>
        (fields.Whole(from, 0, 0, long.MaxValue), fields.Whole(to, long.MaxValue, 0, long.MaxValue));

    private static bool IsIn((long From, long To) span, DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds() >= span.From && at.ToUnixTimeMilliseconds() <= span.To;
}
