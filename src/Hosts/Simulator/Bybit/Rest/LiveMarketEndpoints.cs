using System.Globalization;
using System.Text.Json.Nodes;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Public REST market data of a market that is happening, where <see cref="MarketEndpoints"/> has
/// recordings.</summary>
public sealed class LiveMarketEndpoints
{
    private static readonly string[] Categories = ["linear", "inverse", "spot", "option"];
    private readonly MarketSides _sides;
    private readonly Func<DateTimeOffset> _now;

    /// <summary>Makes them.</summary>
    public LiveMarketEndpoints(MarketSides sides, Func<DateTimeOffset> now)
    {
        _sides = sides;
        _now = now;
    }

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        PublicEndpoint.Map(routes, "/v5/market/time", _now, _ => Time());
        PublicEndpoint.Map(routes, "/v5/market/kline", _now, Kline);
        PublicEndpoint.Map(routes, "/v5/market/tickers", _now, Tickers);
        PublicEndpoint.Map(routes, "/v5/market/instruments-info", _now, Instruments);
        PublicEndpoint.Map(routes, "/v5/market/funding/history", _now, Fundings);
    }

    private Answer Time()
    {
        var now = _now();
        var nano = now.ToUnixTimeMilliseconds() * 1_000_000;
        return Answer.Ok(new JsonObject
        {
            ["timeSecond"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["timeNano"] = nano.ToString(CultureInfo.InvariantCulture),
        });
    }

    private Answer Kline(RequestFields fields)
    {
        var interval = fields.OneOf("interval", null, [.. CandleLengths.Of.Keys]);
        var limit = (int)fields.Whole("limit", 200, 1, 1_000);
        var start = fields.Whole("start", 0, 0, long.MaxValue);
        var end = fields.Whole("end", long.MaxValue, 0, long.MaxValue);
        var side = _sides.Of(fields);
        return side.OfInstrument(fields, (_, instrument) => Answer.Ok(new JsonObject
        {
            ["category"] = side.Category,
            ["symbol"] = instrument.Symbol,
            ["list"] = new JsonArray([.. side.Board
                .With(instrument, board => board.Candles.Candles(CandleLengths.Of[interval])).Reverse()
                .Where(c => c.Start.ToUnixTimeMilliseconds() >= start && c.Start.ToUnixTimeMilliseconds() <= end)
                .Take(limit).Select(c => new JsonArray(
                    Answer.Ms(c.Start),
                    Text(c.Open),
                    Text(c.High),
                    Text(c.Low),
                    Text(c.Close),
                    Text(c.VolumeBase),
                    Text(c.TurnoverQuote)))]),
        }));
    }

    private Answer Tickers(RequestFields fields)
    {
        var category = fields.OneOf("category", null, Categories);
        var symbol = fields.Text("symbol");
        var isSpot = category == MarketSide.Spot;
        var side = Opened(category);
        var rows = side is null ? [] : side.Desk.Run(turn => turn.Instruments
            .Where(id => symbol.Length == 0 || id.Symbol == symbol)
            .Select(id => side.Board.With(id, board => isSpot
                ? SpotRows.Ticker(board, turn.Exchange, turn.Now)
                : TickerRows.Of(board, turn.Exchange, turn.Now))).ToList());
        if (symbol.Length > 0 && rows.Count == 0)
        {
            fields.Fail($"params error: symbol invalid {symbol}");
        }

        return Answer.Ok(new JsonObject { ["category"] = category, ["list"] = new JsonArray([.. rows]) });
    }

    private Answer Instruments(RequestFields fields)
    {
        var category = fields.OneOf("category", null, Categories);
        var limit = (int)fields.Whole("limit", 500, 1, 1_000);
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        var (symbol, coin) = (fields.Text("symbol"), fields.Text("baseCoin"));
        var rows = Opened(category) is not { } side ? [] : side.Desk.Run(turn => turn.Instruments
            .Select(id => turn.Exchange.Terms(id)!)
            .Where(terms => symbol.Length == 0 || terms.Instrument.Id.Symbol == symbol)
            .Where(terms => coin.Length == 0 || terms.Instrument.BaseAsset == coin)
            .Select(terms => category == MarketSide.Spot ? SpotRows.Instrument(terms) : InstrumentRows.Of(terms))
            .ToList());
        var next = from + limit < rows.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : string.Empty;
        return Answer.Ok(new JsonObject
        {
            ["category"] = category,
            ["list"] = new JsonArray([.. rows.Skip(from).Take(limit)]),
            ["nextPageCursor"] = next,
        });
    }

    private Answer Fundings(RequestFields fields)
    {
        var limit = (int)fields.Whole("limit", 200, 1, 200);
        var start = fields.Whole("startTime", 0, 0, long.MaxValue);
        var end = fields.Whole("endTime", long.MaxValue, 0, long.MaxValue);
        if (fields.Has("startTime") && !fields.Has("endTime"))
        {
            fields.Fail("params error: endTime is required with startTime");
        }

        fields.OneOf("category", null, MarketSide.Linear);
        return _sides.Linear.OfInstrument(fields, (_, instrument) => Answer.Ok(new JsonObject
        {
            ["category"] = "linear",
            ["list"] = new JsonArray([.. _sides.Linear.Board.With(instrument, board => board.Fundings.ToList())
                .Where(f => f.At.ToUnixTimeMilliseconds() >= start && f.At.ToUnixTimeMilliseconds() <= end)
                .Reverse().Take(limit).Select(f => new JsonObject
                {
                    ["symbol"] = instrument.Symbol,
                    ["fundingRate"] = Text(f.Rate),
                    ["fundingRateTimestamp"] = Answer.Ms(f.At),
                })]),
        }));
    }

    // A market begins when somebody looks at it.
    private MarketSide? Opened(string category)
    {
        var side = _sides.Find(category);
        side?.Driver.Advance();
        return side;
    }
}
