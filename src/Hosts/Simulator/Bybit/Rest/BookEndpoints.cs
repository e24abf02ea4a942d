using System.Globalization;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Trading;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>What the exchange itself knows of its markets: books, trades, open interest, risk limits.</summary>
public sealed class BookEndpoints
{
    private const int RiskSymbolsAPage = 15;

    /// <summary>Distances between points of open interest and of account ratios.</summary>
    public static readonly IReadOnlyDictionary<string, TimeSpan> Periods = new Dictionary<string, TimeSpan>
    {
        ["5min"] = TimeSpan.FromMinutes(5),
        ["15min"] = TimeSpan.FromMinutes(15),
        ["30min"] = TimeSpan.FromMinutes(30),
        ["1h"] = TimeSpan.FromHours(1),
        ["4h"] = TimeSpan.FromHours(4),
        ["1d"] = TimeSpan.FromDays(1),
    };

    private readonly MarketSides _sides;
    private readonly Func<DateTimeOffset> _now;

    /// <summary>Makes them.</summary>
    public BookEndpoints(MarketSides sides, Func<DateTimeOffset> now)
    {
        _sides = sides;
        _now = now;
    }

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        PublicEndpoint.Map(routes, "/v5/market/orderbook", _now, Book);
        PublicEndpoint.Map(routes, "/v5/market/recent-trade", _now, Trades);
        PublicEndpoint.Map(routes, "/v5/market/open-interest", _now, Interest);
        PublicEndpoint.Map(routes, "/v5/market/risk-limit", _now, RiskLimits);
    }

    private Answer Book(RequestFields fields)
    {
        var limit = (int)fields.Whole("limit", 25, 1, 1_000);
        return _sides.Of(fields).OfInstrument(fields, (turn, instrument) =>
        {
            var sequence = turn.Now.ToUnixTimeMilliseconds();
            return Answer.Ok(new JsonObject
            {
                ["s"] = instrument.Symbol,
                ["b"] = Levels(turn.Exchange.Depth(instrument, Side.Buy, limit)),
                ["a"] = Levels(turn.Exchange.Depth(instrument, Side.Sell, limit)),
                ["ts"] = sequence,
                ["u"] = sequence,
                ["seq"] = sequence,
                ["cts"] = sequence,
            });
        });
    }

    private Answer Trades(RequestFields fields)
    {
        var limit = (int)fields.Whole("limit", 500, 1, 1_000);
        var side = _sides.Of(fields);
        return side.OfInstrument(fields, (_, instrument) => Answer.Ok(new JsonObject
        {
            ["category"] = side.Category,
            ["list"] = new JsonArray([.. side.Board
                .With(instrument, board => board.Trades.Reverse().Take(limit).ToList())
                .Select(trade => new JsonObject
                {
                    ["execId"] = VenueIds.Trade(trade.Number),
                    ["symbol"] = instrument.Symbol,
                    ["price"] = Text(trade.PriceQuote),
                    ["size"] = Text(trade.SizeBase),
                    ["side"] = VenueWords.Of(trade.TakerSide),
                    ["time"] = Answer.Ms(trade.At),
                    ["isBlockTrade"] = false,
                    ["isRPITrade"] = false,
                    ["seq"] = trade.Number.ToString(CultureInfo.InvariantCulture),
                })]),
        }));
    }

    private Answer Interest(RequestFields fields)
    {
        var interval = fields.OneOf("intervalTime", null, [.. Periods.Keys]);
        var limit = (int)fields.Whole("limit", 50, 1, 200);
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        var (start, end) = (
            fields.Whole("startTime", 0, 0, long.MaxValue), fields.Whole("endTime", long.MaxValue, 0, long.MaxValue));
        fields.OneOf("category", null, MarketSide.Linear);
        return _sides.Linear.OfInstrument(fields, (_, instrument) =>
        {
            var ticks = Periods[interval].Ticks;
            var points = _sides.Linear.Board
                .With(instrument, board => board.Interests.Reverse().ToList())
                .Where(point => point.At.UtcTicks % ticks == 0)
                .Where(point => point.At.ToUnixTimeMilliseconds() >= start && point.At.ToUnixTimeMilliseconds() <= end)
                .Skip(from).Take(limit + 1).ToList();
            return Answer.Ok(new JsonObject
            {
                ["symbol"] = instrument.Symbol,
                ["category"] = "linear",
                ["list"] = new JsonArray([.. points.Take(limit).Select(point => new JsonObject
                {
                    ["openInterest"] = Text(point.Base),
                    ["singleOpenInterest"] = Text(point.Base / 2m),
                    ["timestamp"] = Answer.Ms(point.At),
                })]),
                ["nextPageCursor"] = points.Count > limit ? Cursor(from + limit) : string.Empty,
            });
        });
    }

    private Answer RiskLimits(RequestFields fields)
    {
        fields.OneOf("category", null, "linear");
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        var symbol = fields.Text("symbol");
        _sides.Linear.Driver.Advance();
        return _sides.Linear.Desk.Run(turn =>
        {
            var instruments = turn.Instruments.Where(id => symbol.Length == 0 || id.Symbol == symbol)
                .Skip(from).Take(RiskSymbolsAPage + 1).ToList();
            var rows = instruments.Take(RiskSymbolsAPage)
                .SelectMany(id => InstrumentRows.Tiers(turn.Exchange.Terms(id)!));
            return Answer.Ok(new JsonObject
            {
                ["category"] = "linear",
                ["list"] = new JsonArray([.. rows]),
                ["nextPageCursor"] =
                    instruments.Count > RiskSymbolsAPage ? Cursor(from + RiskSymbolsAPage) : string.Empty,
            });
        });
    }

    private static JsonArray Levels(IReadOnlyList<DepthLevel> levels) =>
        new([.. levels.Select(level => new JsonArray(Text(level.PriceQuote), Text(level.SizeBase)))]);

    private static string Cursor(int from) => from.ToString(CultureInfo.InvariantCulture);
}
