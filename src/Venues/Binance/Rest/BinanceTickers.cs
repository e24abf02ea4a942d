using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>Reads the rows of premiumIndex and bookTicker, and lays them together.</summary>
internal static class BinanceTickers
{
    /// <summary>Mark, index and funding.</summary>
    public static Ticker Mark(VenueRow row) => new(
        row["time"u8].EpochTime(),
        IsSnapshot: true,
        MarkPriceQuote: row["markPrice"u8].Price(),
        IndexPriceQuote: PriceOrNone(row["indexPrice"u8]),
        FundingRateFraction: NumberOrNone(row["lastFundingRate"u8]),
        NextFundingTime: NumberOrNone(row["nextFundingTime"u8]) is null or 0m
            ? null
            : row["nextFundingTime"u8].EpochTime());

    /// <summary>Best bid and ask; a side without orders has price 0 and is not told.</summary>
    public static Ticker Top(VenueRow row)
    {
        var (bid, ask) = (PriceOrNone(row["bidPrice"u8]), PriceOrNone(row["askPrice"u8]));
        return new Ticker(
            row["time"u8].EpochTime(),
            IsSnapshot: false,
            BidQuote: bid,
            BidSizeBase: bid is null ? null : NumberOrNone(row["bidQty"u8]),
            AskQuote: ask,
            AskSizeBase: ask is null ? null : NumberOrNone(row["askQty"u8]));
    }

    /// <summary>Both, at the later of their times.</summary>
    public static Ticker Together(Ticker mark, Ticker top) =>
        mark.MergedWith(top) with { VenueTime = top.VenueTime > mark.VenueTime ? top.VenueTime : mark.VenueTime };

    private static decimal? PriceOrNone(VenueValue value) => NumberOrNone(value) is > 0m and var price ? price : null;

    // Instruments that expire have no funding: the field is there and empty.
    private static decimal? NumberOrNone(VenueValue value) => value.Required.DecimalOrNone();
}
