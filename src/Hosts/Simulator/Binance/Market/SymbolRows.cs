using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Limits;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>Trading rules as exchangeInfo and leverageBracket write them.</summary>
public static class SymbolRows
{
    /// <summary>How far above the mark price a buy may be priced, as a factor.</summary>
    public const decimal PriceUp = 1.05m;

    /// <summary>How far below the mark price a sell may be priced, as a factor.</summary>
    public const decimal PriceDown = 0.95m;

    private const int Unlimited = 1_000_000;
    private const long NeverMs = 4_133_404_800_000;
    private const long OnboardMs = 1_569_398_400_000;

    /// <summary>The whole of exchangeInfo.</summary>
    public static JsonObject Exchange(
        IEnumerable<TradingTerms> symbols, LimitOptions limits, DateTimeOffset now) => new()
    {
        ["timezone"] = "UTC",
        ["serverTime"] = now.ToUnixTimeMilliseconds(),
        ["futuresType"] = "U_MARGINED",
        ["rateLimits"] = new JsonArray(
            Limit("REQUEST_WEIGHT", "MINUTE", 1, limits.WeightMinuteMax),
            Limit("ORDERS", "MINUTE", 1, limits.OrdersMinuteMax * limits.AccountFactor),
            Limit("ORDERS", "SECOND", 10, limits.OrdersTenSecondsMax * limits.AccountFactor)),
        ["exchangeFilters"] = new JsonArray(),
        ["assets"] = new JsonArray(new JsonObject
        {
            ["asset"] = "USDT", ["marginAvailable"] = true, ["autoAssetExchange"] = "-10000",
        }),
        ["symbols"] = new JsonArray([.. symbols.Select(Symbol)]),
    };

    /// <summary>Brackets of a symbol.</summary>
    public static JsonObject Brackets(TradingTerms terms)
    {
        var rows = new JsonArray();
        var (floor, deduction, below) = (0m, 0m, 0m);
        foreach (var tier in terms.Tiers)
        {
            deduction += floor * (tier.MaintenanceFraction - below);
            rows.Add(new JsonObject
            {
                ["bracket"] = rows.Count + 1,
                ["initialLeverage"] = (int)tier.LeverageMax,
                ["notionalCap"] = tier.NotionalQuoteMax,
                ["notionalFloor"] = floor,
                ["maintMarginRatio"] = tier.MaintenanceFraction,
                ["cum"] = deduction,
            });
            (floor, below) = (tier.NotionalQuoteMax, tier.MaintenanceFraction);
        }

        return new JsonObject { ["symbol"] = terms.Instrument.Id.Symbol, ["notionalCoef"] = 1, ["brackets"] = rows };
    }

    /// <summary>How many decimals a number with this step may have.</summary>
    public static int Decimals(decimal step) => Text(step).SkipWhile(c => c != '.').Skip(1).Count();

    private static JsonObject Limit(string type, string interval, int number, int limit) => new()
    {
        ["rateLimitType"] = type, ["interval"] = interval, ["intervalNum"] = number,
        ["limit"] = limit == 0 ? Unlimited : limit,
    };

    private static JsonNode Symbol(TradingTerms terms)
    {
        var instrument = terms.Instrument;
        return new JsonObject
        {
            ["symbol"] = instrument.Id.Symbol,
            ["pair"] = instrument.Id.Symbol,
            ["contractType"] = "PERPETUAL",
            ["deliveryDate"] = NeverMs,
            ["onboardDate"] = OnboardMs,
            ["status"] = "TRADING",
            ["maintMarginPercent"] = "2.5000",
            ["requiredMarginPercent"] = "5.0000",
            ["baseAsset"] = instrument.BaseAsset,
            ["quoteAsset"] = instrument.QuoteAsset,
            ["marginAsset"] = instrument.QuoteAsset,
            ["pricePrecision"] = Decimals(instrument.TickQuote),
            ["quantityPrecision"] = Decimals(instrument.StepBase),
            ["baseAssetPrecision"] = 8,
            ["quotePrecision"] = 8,
            ["underlyingType"] = "COIN",
            ["underlyingSubType"] = new JsonArray(),
            ["triggerProtect"] = "0.0500",
            ["liquidationFee"] = "0",
            ["marketTakeBound"] = Text(terms.MarketBandFraction),
            ["maxMoveOrderLimit"] = 10_000,
            ["filters"] = Filters(terms),
            ["orderTypes"] = new JsonArray(
                "LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"),
            ["timeInForce"] = new JsonArray("GTC", "IOC", "FOK", "GTX", "GTD"),
            ["permissionSets"] = new JsonArray(),
        };
    }

    private static JsonArray Filters(TradingTerms terms)
    {
        var instrument = terms.Instrument;
        return new JsonArray(
            new JsonObject
            {
                ["filterType"] = "PRICE_FILTER",
                ["minPrice"] = Text(terms.PriceQuoteMin),
                ["maxPrice"] = Text(terms.PriceQuoteMax),
                ["tickSize"] = Text(instrument.TickQuote),
            },
            Sizes("LOT_SIZE", terms, terms.SizeBaseMax),
            Sizes("MARKET_LOT_SIZE", terms, terms.MarketSizeBaseMax),
            new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["limit"] = terms.OrdersMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ALGO_ORDERS", ["limit"] = terms.ConditionalsMax },
            new JsonObject { ["filterType"] = "MIN_NOTIONAL", ["notional"] = Text(instrument.NotionalQuoteMin) },
            new JsonObject
            {
                ["filterType"] = "PERCENT_PRICE",
                ["multiplierUp"] = Text(PriceUp),
                ["multiplierDown"] = Text(PriceDown),
                ["multiplierDecimal"] = "4",
            });
    }

    private static JsonObject Sizes(string type, TradingTerms terms, decimal max) => new()
    {
        ["filterType"] = type,
        ["minQty"] = Text(terms.Instrument.SizeBaseMin),
        ["maxQty"] = Text(max),
        ["stepSize"] = Text(terms.Instrument.StepBase),
    };
}
