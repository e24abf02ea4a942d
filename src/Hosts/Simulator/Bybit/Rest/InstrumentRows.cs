using System.Globalization;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Trading rules as rows of instruments-info and of risk-limit.</summary>
public static class InstrumentRows
{
    /// <summary>A row of instruments-info.</summary>
    public static JsonObject Of(TradingTerms terms)
    {
        var instrument = terms.Instrument;
        var scale = Text(instrument.TickQuote).SkipWhile(c => c != '.').Skip(1).Count();
        return new JsonObject
        {
            ["symbol"] = instrument.Id.Symbol,
            ["contractType"] = "LinearPerpetual",
            ["status"] = "Trading",
            ["baseCoin"] = instrument.BaseAsset,
            ["quoteCoin"] = instrument.QuoteAsset,
            ["settleCoin"] = instrument.QuoteAsset,
            ["launchTime"] = "1584230400000",
            ["deliveryTime"] = "0",
            ["deliveryFeeRate"] = string.Empty,
            ["priceScale"] = scale.ToString(CultureInfo.InvariantCulture),
            ["leverageFilter"] = new JsonObject
            {
                ["minLeverage"] = "1", ["maxLeverage"] = Text(instrument.LeverageMax), ["leverageStep"] = "0.01",
            },
            ["priceFilter"] = Prices(terms),
            ["lotSizeFilter"] = Sizes(terms),
            ["unifiedMarginTrade"] = true,
            ["fundingInterval"] = (int)instrument.FundingInterval.TotalMinutes,
            ["copyTrading"] = "none",
            ["upperFundingRate"] = "0.00375",
            ["lowerFundingRate"] = "-0.00375",
            ["isPreListing"] = false,
            ["riskParameters"] = new JsonObject { ["priceLimitRatioX"] = "0.01", ["priceLimitRatioY"] = "0.02" },
        };
    }

    /// <summary>Rows of risk-limit, one a tier.</summary>
    public static IEnumerable<JsonObject> Tiers(TradingTerms terms)
    {
        var deduction = 0m;
        for (var i = 0; i < terms.Tiers.Length; i++)
        {
            var tier = terms.Tiers[i];
            if (i > 0)
            {
                var below = terms.Tiers[i - 1];
                deduction += below.NotionalQuoteMax * (tier.MaintenanceFraction - below.MaintenanceFraction);
            }

            yield return new JsonObject
            {
                ["id"] = i + 1,
                ["symbol"] = terms.Instrument.Id.Symbol,
                ["riskLimitValue"] = Text(tier.NotionalQuoteMax),
                ["maintenanceMargin"] = Text(tier.MaintenanceFraction),
                ["initialMargin"] = Text(1m / tier.LeverageMax),
                ["isLowestRisk"] = i == 0 ? 1 : 0,
                ["maxLeverage"] = Text(tier.LeverageMax),
                ["mmDeduction"] = i == 0 ? string.Empty : Text(deduction),
            };
        }
    }

    private static JsonObject Prices(TradingTerms terms) => new()
    {
        ["minPrice"] = Text(terms.PriceQuoteMin),
        ["maxPrice"] = Text(terms.PriceQuoteMax),
        ["tickSize"] = Text(terms.Instrument.TickQuote),
    };

    private static JsonObject Sizes(TradingTerms terms) => new()
    {
        ["minNotionalValue"] = Text(terms.Instrument.NotionalQuoteMin),
        ["maxOrderQty"] = Text(terms.SizeBaseMax),
        ["maxMktOrderQty"] = Text(terms.MarketSizeBaseMax),
        ["minOrderQty"] = Text(terms.Instrument.SizeBaseMin),
        ["qtyStep"] = Text(terms.Instrument.StepBase),
        ["postOnlyMaxOrderQty"] = Text(terms.SizeBaseMax),
    };
}
