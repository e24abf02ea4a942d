using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>Reads the rows of premiumIndex and bookTicker, and lays them together.</summary>
internal static class BinanceTickers
{
    /// <summary>Mark, index and funding.</summary>
    public static Ticker Mark(JsonElement row) => new(
        VenueJson.Time(VenueJson.Field(row, "time"), "time"),
        IsSnapshot: true,
        MarkPriceQuote: VenueJson.Price(VenueJson.Field(row, "markPrice"), "markPrice"),
        IndexPriceQuote: PriceOrNone(row, "indexPrice"),
        FundingRateFraction: NumberOrNone(row, "lastFundingRate"),
        NextFundingTime: NumberOrNone(row, "nextFundingTime") is null or 0m
            ? null
            : VenueJson.Time(VenueJson.Field(row, "nextFundingTime"), "nextFundingTime"));

    /// <summary>Best bid and ask; a side without orders has price 0 and is not told.</summary>
    public static Ticker Top(JsonElement row)
    {
        var (bid, ask) = (PriceOrNone(row, "bidPrice"), PriceOrNone(row, "askPrice"));
        return new Ticker(
            VenueJson.Time(VenueJson.Field(row, "time"), "time"),
            IsSnapshot: false,
            BidQuote: bid,
            BidSizeBase: bid is null ? null : NumberOrNone(row, "bidQty"),
            AskQuote: ask,
            AskSizeBase: ask is null ? null : NumberOrNone(row, "askQty"));
    }

    /// <summary>Both, at the later of their times.</summary>
    public static Ticker Together(Ticker mark, Ticker top) =>
        mark.MergedWith(top) with { VenueTime = top.VenueTime > mark.VenueTime ? top.VenueTime : mark.VenueTime };

    private static decimal? PriceOrNone(JsonElement row, string field) =>
        NumberOrNone(row, field) is > 0m and var price ? price : null;

    // Instruments that expire have no funding: the field is there and empty.
    private static decimal? NumberOrNone(JsonElement row, string field)
    {
        var value = VenueJson.Field(row, field);
        return value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0
            ? null
            : VenueJson.Decimal(value, field);
    }
}
