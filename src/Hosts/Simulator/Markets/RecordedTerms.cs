using System.Globalization;
using System.Text.Json;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>Trading rules from recorded rows of instruments-info. Margin tiers and fees were not recorded: they are
/// made.</summary>
public static class RecordedTerms
{
    /// <summary>Reads a row.</summary>
    public static TradingTerms Read(JsonElement row)
    {
        var symbol = row.GetProperty("symbol").GetString()!;
        var (prices, sizes) = (row.GetProperty("priceFilter"), row.GetProperty("lotSizeFilter"));
        var leverage = Number(row.GetProperty("leverageFilter"), "maxLeverage");
        return new TradingTerms(
            new Instrument(
                new InstrumentId(TradingDesk.Venue, symbol),
                row.GetProperty("baseCoin").GetString()!,
                row.GetProperty("quoteCoin").GetString()!,
                Number(prices, "tickSize"),
                Number(sizes, "qtyStep"),
                Number(sizes, "minOrderQty"),
                Number(sizes, "minNotionalValue"),
                leverage,
                TimeSpan.FromMinutes(row.GetProperty("fundingInterval").GetInt32())),
            [
                new MarginTier(2_000_000m, 0.5m / leverage, leverage),
                new MarginTier(10_000_000m, 1m / leverage, leverage / 2m),
                new MarginTier(100_000_000m, 2.5m / leverage, leverage / 5m),
            ],
            new FeeSchedule(0.0002m, 0.00055m),
            Number(sizes, "maxOrderQty"),
            Number(sizes, "maxMktOrderQty"),
            Number(prices, "minPrice"),
            Number(prices, "maxPrice"));
    }

    private static decimal Number(JsonElement group, string name) =>
        decimal.Parse(group.GetProperty(name).GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);
}
