using WhaleStack.Messages.Derivatives;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Reads the rows of series. Of one exchange and of all, the same thing has other names.</summary>
internal static class CoinGlassRows
{
    public static LiquidationSum Liquidations(VenueRow row, bool isAggregated) => new(
        Time(row),
        row[isAggregated ? "aggregated_long_liquidation_usd"u8 : "long_liquidation_usd"u8].Amount(),
        row[isAggregated ? "aggregated_short_liquidation_usd"u8 : "short_liquidation_usd"u8].Amount());

    public static OpenInterestBar OpenInterest(VenueRow row) => new(
        Time(row), row["open"u8].Amount(), row["high"u8].Amount(), row["low"u8].Amount(), row["close"u8].Amount());

    public static FundingBar Funding(VenueRow row) => new(
        Time(row), Rate(row["open"u8]), Rate(row["high"u8]), Rate(row["low"u8]), Rate(row["close"u8]));

    public static TakerVolume TakerVolume(VenueRow row, bool isAggregated) => new(
        Time(row),
        row[isAggregated ? "aggregated_buy_volume_usd"u8 : "taker_buy_volume_usd"u8].Amount(),
        row[isAggregated ? "aggregated_sell_volume_usd"u8 : "taker_sell_volume_usd"u8].Amount());

    public static LongShortShare LongShort(VenueRow row) => new(
        Time(row),
        row["global_account_long_percent"u8].Amount() / 100m,
        row["global_account_short_percent"u8].Amount() / 100m);

    private static DateTimeOffset Time(VenueRow row) => row["time"u8].EpochTime();

    // Rates are in percent: 0.01 is one basis point.
    private static decimal Rate(VenueValue value) => value.Decimal() / 100m;
}
