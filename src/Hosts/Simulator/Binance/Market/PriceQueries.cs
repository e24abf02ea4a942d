using System.Text.Json.Nodes;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Desks;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>Public REST market data: prices, funding, open interest, the last day.</summary>
public sealed class PriceQueries
{
    private static readonly Dictionary<string, TimeSpan> Periods = new(StringComparer.Ordinal)
    {
        ["5m"] = TimeSpan.FromMinutes(5),
        ["15m"] = TimeSpan.FromMinutes(15),
        ["30m"] = TimeSpan.FromMinutes(30),
        ["1h"] = TimeSpan.FromHours(1),
        ["2h"] = TimeSpan.FromHours(2),
        ["4h"] = TimeSpan.FromHours(4),
        ["6h"] = TimeSpan.FromHours(6),
        ["12h"] = TimeSpan.FromHours(12),
        ["1d"] = TimeSpan.FromDays(1),
    };

    private readonly BinanceVenue _venue;

    /// <summary>Makes them.</summary>
    public PriceQueries(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Open("/fapi/v1/premiumIndex", fields => fields.Has("symbol") ? 1 : 10, Premium);
        routes.Open("/fapi/v1/fundingRate", _ => 0, Fundings);
        routes.Open("/fapi/v1/fundingInfo", _ => 0, FundingInfo);
        routes.Open("/fapi/v1/openInterest", _ => 1, Interest);
        routes.Open("/futures/data/openInterestHist", _ => 0, Interests);
        routes.Open("/fapi/v1/ticker/24hr", fields => fields.Has("symbol") ? 1 : 40, Days);
        routes.Open("/fapi/v1/ticker/bookTicker", fields => fields.Has("symbol") ? 2 : 5, Bests);
        foreach (var version in (string[])["v1", "v2"])
        {
            routes.Open($"/fapi/{version}/ticker/price", fields => fields.Has("symbol") ? 1 : 2, Lasts);
        }
    }

    private Reply Premium(CallFields fields) => OneOrAll(fields, (turn, id) =>
    {
        var prices = turn.Exchange.Prices(id);
        return _venue.Board.With(id, board => new JsonObject
        {
            ["symbol"] = id.Symbol,
            ["markPrice"] = Text(prices.MarkQuote, "0"),
            ["indexPrice"] = Text(prices.IndexQuote, "0"),
            ["estimatedSettlePrice"] = Text(prices.IndexQuote, "0"),
            ["lastFundingRate"] = Text(board.FundingRate),
            ["interestRate"] = "0.0001",
            ["nextFundingTime"] = board.NextFundingAt.ToUnixTimeMilliseconds(),
            ["time"] = _venue.Now.ToUnixTimeMilliseconds(),
        });
    });

    private Reply Fundings(CallFields fields)
    {
        var limit = fields.Limit(200, 1_000);
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbols(fields, (turn, ids) =>
        {
            var rows = ids.SelectMany(id => _venue.Board.With(id, board => board.Fundings.ToList())
                    .Where(funding => span.Has(funding.At)).Select(funding => (Id: id, funding.At, funding.Rate)))
                .OrderBy(row => row.At).ToList();
            return Reply.List((fields.Has("startTime") ? rows.Take(limit) : rows.TakeLast(limit))
                .Select(row => new JsonObject
                {
                    ["symbol"] = row.Id.Symbol,
                    ["fundingRate"] = Text(row.Rate),
                    ["fundingTime"] = row.At.ToUnixTimeMilliseconds(),
                    ["markPrice"] = Text(turn.Exchange.Prices(row.Id).MarkQuote),
                    ["rateType"] = "Realized",
                }));
        });
    }

    // Only what differs from eight hours is listed, as documented.
    private Reply FundingInfo(CallFields fields) => _venue.At(turn => Reply.List(turn.Instruments
        .Select(id => turn.Exchange.Terms(id)!.Instrument)
        .Where(instrument => instrument.FundingInterval != TimeSpan.FromHours(8))
        .Select(instrument => new JsonObject
        {
            ["symbol"] = instrument.Id.Symbol,
            ["adjustedFundingRateCap"] = "0.02",
            ["adjustedFundingRateFloor"] = "-0.02",
            ["fundingIntervalHours"] = (int)instrument.FundingInterval.TotalHours,
        })));

    private Reply Interest(CallFields fields) => _venue.AtSymbol(fields, (_, id) => new JsonObject
    {
        ["symbol"] = id.Symbol,
        ["openInterest"] = Text(_venue.Board.With(id, board => board.OpenInterestBase)),
        ["time"] = _venue.Now.ToUnixTimeMilliseconds(),
    });

    private Reply Interests(CallFields fields)
    {
        var limit = fields.Limit(30, 500);
        var period = fields.Word("period", Periods, null);
        var span = TimeSpanOf.Read(fields);
        if (fields.Has("startTime") && span.StartMs < _venue.Now.AddDays(-31).ToUnixTimeMilliseconds())
        {
            fields.Fail(Failure.Invalid("startTime"));
        }

        return _venue.AtSymbol(fields, (turn, id) =>
        {
            var mark = turn.Exchange.Prices(id).MarkQuote ?? 0m;
            return Reply.List(_venue.Board.With(id, board => board.Interests.ToList())
                .Where(point => point.At.UtcTicks % period.Ticks == 0 && span.Has(point.At)).TakeLast(limit)
                .Select(point => new JsonObject
                {
                    ["symbol"] = id.Symbol,
                    ["sumOpenInterest"] = Text(point.Base),
                    ["sumOpenInterestValue"] = Text(Math.Round(point.Base * mark, 8)),
                    ["CMCCirculatingSupply"] = "0",
                    ["timestamp"] = point.At.ToUnixTimeMilliseconds(),
                }));
        });
    }

    private Reply Days(CallFields fields) => OneOrAll(fields, (turn, id) =>
        _venue.Board.With(id, board => TickerRows.Rest(board, turn.Exchange, turn.Now)));

    private Reply Bests(CallFields fields) => OneOrAll(fields, (turn, id) =>
    {
        var feed = _venue.Books.Of(id);
        feed.Sample(turn.Exchange, turn.Now);
        var (bid, ask) = (feed.Best(Side.Buy), feed.Best(Side.Sell));
        return new JsonObject
        {
            ["symbol"] = id.Symbol,
            ["bidPrice"] = Text(bid.PriceQuote),
            ["bidQty"] = Text(bid.SizeBase),
            ["askPrice"] = Text(ask.PriceQuote),
            ["askQty"] = Text(ask.SizeBase),
            ["time"] = feed.ChangedAt.ToUnixTimeMilliseconds(),
            ["lastUpdateId"] = feed.UpdateId,
        };
    });

    private Reply Lasts(CallFields fields) => OneOrAll(fields, (turn, id) => new JsonObject
    {
        ["symbol"] = id.Symbol,
        ["price"] = Text(turn.Exchange.Prices(id).LastQuote, "0"),
        ["time"] = _venue.Now.ToUnixTimeMilliseconds(),
    });

    private Reply OneOrAll(CallFields fields, Func<DeskTurn, InstrumentId, JsonObject> row) =>
        _venue.AtSymbols(fields, (turn, ids) =>
            fields.Has("symbol") ? row(turn, ids[0]) : Reply.List(ids.Select(id => row(turn, id))));
}
