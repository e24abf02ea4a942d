using System.Text.Json;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Reads the rows of series. Of one exchange and of all, the same thing has other names.</summary>
internal static class CoinGlassRows
{
    public static DateTimeOffset Time(JsonElement row) =>
        VenueJson.Time(VenueJson.Field(row, "time"), "time");

    public static LiquidationSum Liquidations(JsonElement row, bool isAggregated)
    {
        var prefix = isAggregated ? "aggregated_" : "";
        return new LiquidationSum(
            Time(row), Amount(row, $"{prefix}long_liquidation_usd"), Amount(row, $"{prefix}short_liquidation_usd"));
    }

    public static OpenInterestBar OpenInterest(JsonElement row) => new(
        Time(row), Amount(row, "open"), Amount(row, "high"), Amount(row, "low"), Amount(row, "close"));

    // Rates are in percent: 0.01 is one basis point.
    public static FundingBar Funding(JsonElement row)
    {
        decimal Fraction(string field) => VenueJson.Decimal(VenueJson.Field(row, field), field) / 100m;
        return new FundingBar(Time(row), Fraction("open"), Fraction("high"), Fraction("low"), Fraction("close"));
    }

    public static TakerVolume TakerVolume(JsonElement row, bool isAggregated) => isAggregated
        ? new TakerVolume(
            Time(row), Amount(row, "aggregated_buy_volume_usd"), Amount(row, "aggregated_sell_volume_usd"))
        : new TakerVolume(Time(row), Amount(row, "taker_buy_volume_usd"), Amount(row, "taker_sell_volume_usd"));

    public static LongShortShare LongShort(JsonElement row) => new(
        Time(row),
        Amount(row, "global_account_long_percent") / 100m,
        Amount(row, "global_account_short_percent") / 100m);

    private static decimal Amount(JsonElement row, string field) =>
        VenueJson.Amount(VenueJson.Field(row, field), field);
}
