using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>Reads the rows of the public figures.</summary>
internal static class BybitStatisticsRows
{
    /// <summary>A row of tickers; open interest is one side, of which the venue gives both where it gives no other.
    /// </summary>
    public static (InstrumentId Coin, Ticker Ticker) Ticker(
        VenueRow row, BybitCategory category, DateTimeOffset time) => (
        category.CoinOf(row["symbol"u8].Name()),
        new Ticker(
            time,
            IsSnapshot: true,
            row["lastPrice"u8].DecimalOrNone(),
            row["markPrice"u8].DecimalOrNone(),
            row["indexPrice"u8].DecimalOrNone() ?? row["usdIndexPrice"u8].DecimalOrNone(),
            row["bid1Price"u8].DecimalOrNone(),
            row["bid1Size"u8].DecimalOrNone(),
            row["ask1Price"u8].DecimalOrNone(),
            row["ask1Size"u8].DecimalOrNone(),
            row["singleOpenInterest"u8].DecimalOrNone() ?? row["openInterest"u8].DecimalOrNone() / 2m,
            row["fundingRate"u8].DecimalOrNone(),
            row["nextFundingTime"u8].TimeOrNone()));

    /// <summary>The order book.</summary>
    public static BookUpdate Book(VenueRow result, InstrumentId coin)
    {
        var symbol = result["s"u8].Name();
        if (symbol != coin.Symbol)
        {
            throw result["s"u8].Wrong($"'{VenueJson.Shown(symbol)}' is not the wanted {coin.Symbol}");
        }

        return new BookUpdate(
            result["ts"u8].Time(),
            IsSnapshot: true,
            result["u"u8].LongOrNone() ?? throw result["u"u8].Wrong("is missing"),
            result["b"u8].Lists(Level),
            result["a"u8].Lists(Level));
    }

    /// <summary>A row of recent-trade.</summary>
    public static Trade Trade(VenueRow row) => new(
        row["time"u8].Time(),
        TradeId.Parse(row["execId"u8].Text()),
        row["side"u8].Word<Side>(word => word switch
        {
            "Buy" => Side.Buy,
            "Sell" => Side.Sell,
            _ => null,
        }),
        row["price"u8].Decimal(),
        row["size"u8].Decimal());

    /// <summary>A row of open-interest.</summary>
    public static OpenInterest OpenInterest(VenueRow row) => new(
        row["timestamp"u8].Time(), row["singleOpenInterest"u8].DecimalOrNone() ?? row["openInterest"u8].Decimal() / 2m);

    /// <summary>A row of account-ratio.</summary>
    public static AccountRatio Ratio(VenueRow row) =>
        new(row["timestamp"u8].Time(), row["buyRatio"u8].Decimal(), row["sellRatio"u8].Decimal());

    /// <summary>
    /// A row of risk-limit. The documentation writes the margins in percent, answers were seen with fractions: initial
    /// margin times leverage is one either way, so the figures themselves tell which they are.
    /// </summary>
    public static RiskTier Risk(VenueRow row, BybitCategory category)
    {
        const decimal PercentFrom = 10m;
        var initial = row["initialMargin"u8].Decimal();
        var leverage = row["maxLeverage"u8].Decimal();
        var unit = initial * leverage >= PercentFrom ? 100m : 1m;
        return new RiskTier(
            category.CoinOf(row["symbol"u8].Name()),
            row["id"u8].IntOrZero(),
            row["riskLimitValue"u8].Decimal(),
            row["maintenanceMargin"u8].Decimal() / unit,
            initial / unit,
            leverage,
            row["mmDeduction"u8].DecimalOrNone() ?? 0m);
    }

    private static BookLevel Level(VenueRow level) => new(Number(level[0, "price"u8]), Number(level[1, "size"u8]));

    private static decimal Number(VenueValue value) => value.Kind == JsonValueKind.String
        ? value.Decimal()
        : throw value.Wrong($"is {value.Kind}, must be a text");
}
