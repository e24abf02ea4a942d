using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>
/// Reads exchangeInfo. Steps come from the filters: <c>pricePrecision</c> is no tick size. Contracts that expire, and
/// those that do not trade, are left out.
/// </summary>
internal static class BinanceInstruments
{
    /// <summary>Eight hours unless fundingInfo says otherwise.</summary>
    public static readonly TimeSpan UsualFundingInterval = TimeSpan.FromHours(8);

    // The leverage of a symbol is told to signed requests only; the venue's highest for any.
    private const decimal LeverageMax = 125m;

    /// <summary>Reads the perpetuals that trade.</summary>
    /// <param name="info">The answer to exchangeInfo.</param>
    /// <param name="fundingIntervals">By symbol, where it is not the usual one.</param>
    /// <exception cref="VenueFormatException">A row is not in its documented form; the message names the
    /// symbol.</exception>
    public static List<Instrument> Read(JsonElement info, IReadOnlyDictionary<string, TimeSpan> fundingIntervals) =>
    [
        .. VenueJson.Rows(VenueJson.Field(info, "symbols"), "symbols")
            .Where(IsTradedPerpetual)
            .Select(row => Instrument(row, fundingIntervals)),
    ];

    /// <summary>Reads fundingInfo: interval by symbol.</summary>
    public static Dictionary<string, TimeSpan> FundingIntervals(JsonElement rows) => VenueJson.Rows(rows, "fundingInfo")
        .ToDictionary(
            row => VenueJson.Text(VenueJson.Field(row, "symbol"), "symbol"),
            row => TimeSpan.FromHours((double)VenueJson.Price(
                VenueJson.Field(row, "fundingIntervalHours"), "fundingIntervalHours")),
            StringComparer.Ordinal);

    private static bool IsTradedPerpetual(JsonElement row) =>
        VenueJson.Text(VenueJson.Field(row, "status"), "status") == "TRADING"
        && VenueJson.Text(VenueJson.Field(row, "contractType"), "contractType")
            .EndsWith("PERPETUAL", StringComparison.Ordinal);

    private static Instrument Instrument(JsonElement row, IReadOnlyDictionary<string, TimeSpan> fundingIntervals)
    {
        var symbol = VenueJson.Text(VenueJson.Field(row, "symbol"), "symbol");
        try
        {
            return new Instrument(
                new InstrumentId(BinanceVenue.Name, symbol),
                VenueJson.Text(VenueJson.Field(row, "baseAsset"), "baseAsset"),
                VenueJson.Text(VenueJson.Field(row, "quoteAsset"), "quoteAsset"),
                Filter(row, "PRICE_FILTER", "tickSize"),
                Filter(row, "LOT_SIZE", "stepSize"),
                Filter(row, "LOT_SIZE", "minQty"),
                Filter(row, "MIN_NOTIONAL", "notional"),
                LeverageMax,
                fundingIntervals.GetValueOrDefault(symbol, UsualFundingInterval));
        }
        catch (Exception wrong) when (wrong is VenueFormatException or ArgumentException)
        {
            throw new VenueFormatException($"{symbol}: {wrong.Message}");
        }
    }

    private static decimal Filter(JsonElement row, string filter, string field)
    {
        foreach (var candidate in VenueJson.Rows(VenueJson.Field(row, "filters"), "filters"))
        {
            if (VenueJson.Text(VenueJson.Field(candidate, "filterType"), "filterType") == filter)
            {
                return VenueJson.Price(VenueJson.Field(candidate, field), $"{filter}.{field}");
            }
        }

        throw new VenueFormatException($"filter {filter} is missing");
    }
}
