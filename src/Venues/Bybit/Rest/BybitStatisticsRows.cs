using System.Collections.Immutable;
using System.Globalization;
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
        VenueFields row, BybitCategory category, DateTimeOffset time) => (
        category.CoinOf(row.Text("symbol")),
        new Ticker(
            time,
            IsSnapshot: true,
            row.DecimalOrNone("lastPrice"),
            row.DecimalOrNone("markPrice"),
            row.DecimalOrNone("indexPrice") ?? row.DecimalOrNone("usdIndexPrice"),
            row.DecimalOrNone("bid1Price"),
            row.DecimalOrNone("bid1Size"),
            row.DecimalOrNone("ask1Price"),
            row.DecimalOrNone("ask1Size"),
            row.DecimalOrNone("singleOpenInterest") ?? row.DecimalOrNone("openInterest") / 2m,
            row.DecimalOrNone("fundingRate"),
            row.TimeOrNone("nextFundingTime")));

    /// <summary>The order book.</summary>
    public static BookUpdate Book(VenueFields result, InstrumentId coin)
    {
        if (result.Text("s") != coin.Symbol)
        {
            throw new VenueFormatException($"result.s '{result.Text("s")}' is not the wanted {coin.Symbol}");
        }

        return new BookUpdate(
            result.Time("ts"),
            IsSnapshot: true,
            result.LongOrNone("u") ?? throw new VenueFormatException("result.u is missing"),
            Levels(result, "b"),
            Levels(result, "a"));
    }

    /// <summary>A row of recent-trade.</summary>
    public static Trade Trade(VenueFields row) => new(
        row.Time("time"),
        TradeId.Parse(row.Text("execId")),
        row.Word<Side>("side", word => word switch
        {
            "Buy" => Side.Buy,
            "Sell" => Side.Sell,
            _ => null,
        }),
        row.Decimal("price"),
        row.Decimal("size"));

    /// <summary>A row of open-interest.</summary>
    public static OpenInterest OpenInterest(VenueFields row) => new(
        row.Time("timestamp"), row.DecimalOrNone("singleOpenInterest") ?? row.Decimal("openInterest") / 2m);

    /// <summary>A row of account-ratio.</summary>
    public static AccountRatio Ratio(VenueFields row) =>
        new(row.Time("timestamp"), row.Decimal("buyRatio"), row.Decimal("sellRatio"));

    /// <summary>
    /// A row of risk-limit. The documentation writes the margins in percent, answers were seen with fractions: initial
    /// margin times leverage is one either way, so the figures themselves tell which they are.
    /// </summary>
    public static RiskTier Risk(VenueFields row, BybitCategory category)
    {
        const decimal PercentFrom = 10m;
        var initial = row.Decimal("initialMargin");
        var leverage = row.Decimal("maxLeverage");
        var unit = initial * leverage >= PercentFrom ? 100m : 1m;
        return new RiskTier(
            category.CoinOf(row.Text("symbol")),
            row.IntOrZero("id"),
            row.Decimal("riskLimitValue"),
            row.Decimal("maintenanceMargin") / unit,
            initial / unit,
            leverage,
            row.DecimalOrNone("mmDeduction") ?? 0m);
    }

    private static ImmutableArray<BookLevel> Levels(VenueFields result, string side) =>
        [.. result.Array(side).Select(level => new BookLevel(Number(level, side, 0), Number(level, side, 1)))];

    private static decimal Number(JsonElement level, string side, int index) =>
        level.ValueKind == JsonValueKind.Array
        && level.GetArrayLength() > index
        && level[index].ValueKind == JsonValueKind.String
        && decimal.TryParse(level[index].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new VenueFormatException($"result.{side} holds no [price, size]");
}
