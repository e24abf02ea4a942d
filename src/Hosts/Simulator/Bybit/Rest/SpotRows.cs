using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Markets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Rows of spot, which knows neither leverage nor funding.</summary>
public static class SpotRows
{
    private static readonly string[] TopOfBook = ["bid1Price", "bid1Size", "ask1Price", "ask1Size"];

    private static readonly string[] Fields =
    [
        "symbol", "lastPrice", "highPrice24h", "lowPrice24h", "prevPrice24h", "volume24h", "turnover24h",
        "price24hPcnt",
    ];

    /// <summary>A row of instruments-info.</summary>
    public static JsonObject Instrument(TradingTerms terms)
    {
        var instrument = terms.Instrument;
        return new JsonObject
        {
            ["symbol"] = instrument.Id.Symbol,
            ["baseCoin"] = instrument.BaseAsset,
            ["quoteCoin"] = instrument.QuoteAsset,
            ["innovation"] = "0",
            ["status"] = "Trading",
            ["marginTrading"] = "none",
            ["stTag"] = "0",
            ["lotSizeFilter"] = new JsonObject
            {
                ["basePrecision"] = Text(instrument.StepBase),
                ["quotePrecision"] = "0.00000001",
                ["minOrderQty"] = Text(instrument.SizeBaseMin),
                ["maxOrderQty"] = Text(terms.SizeBaseMax),
                ["minOrderAmt"] = Text(instrument.NotionalQuoteMin),
                ["maxOrderAmt"] = Text(terms.SizeBaseMax * terms.PriceQuoteMin),
            },
            ["priceFilter"] = new JsonObject { ["tickSize"] = Text(instrument.TickQuote) },
            ["riskParameters"] = new JsonObject { ["priceLimitRatioX"] = "0.01", ["priceLimitRatioY"] = "0.02" },
        };
    }

    /// <summary>A row of tickers.</summary>
    public static JsonObject Ticker(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var all = TickerRows.Of(board, exchange, now);
        var row = Stream(board, exchange, now);
        foreach (var name in TopOfBook)
        {
            row[name] = all[name]?.DeepClone();
        }

        return row;
    }

    /// <summary>What the topic says: without bid and ask.</summary>
    public static JsonObject Stream(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var all = TickerRows.Of(board, exchange, now);
        var row = new JsonObject();
        foreach (var name in Fields)
        {
            row[name] = all[name]?.DeepClone();
        }

        row["usdIndexPrice"] = Text(exchange.Prices(board.Instrument).IndexQuote);
        return row;
    }
}
