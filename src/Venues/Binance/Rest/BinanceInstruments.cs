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
    public static List<Instrument> Read(VenueValue info, IReadOnlyDictionary<string, TimeSpan> fundingIntervals) =>
        info.Read(fields => fields["symbols"u8]
            .Rows(row => IsTradedPerpetual(row) ? Instrument(row, fundingIntervals) : null)
            .OfType<Instrument>().ToList());

    /// <summary>Reads fundingInfo: interval by symbol.</summary>
    public static Dictionary<string, TimeSpan> FundingIntervals(VenueValue rows) => rows
        .Rows(row => (
            Symbol: row["symbol"u8].Name(),
            Interval: TimeSpan.FromHours((double)row["fundingIntervalHours"u8].Price())))
        .ToDictionary(row => row.Symbol, row => row.Interval, StringComparer.Ordinal);

    private static bool IsTradedPerpetual(VenueRow row) =>
        row["status"u8].Name() == "TRADING"
        && row["contractType"u8].Name().EndsWith("PERPETUAL", StringComparison.Ordinal);

    private static Instrument Instrument(VenueRow row, IReadOnlyDictionary<string, TimeSpan> fundingIntervals)
    {
        var symbol = row["symbol"u8].Name();
        try
        {
            return new Instrument(
                new InstrumentId(BinanceVenue.Name, symbol),
                row["baseAsset"u8].Name(),
                row["quoteAsset"u8].Name(),
                Filter(row["filters"u8], "PRICE_FILTER", filter => Step(filter["tickSize"u8], "tickSize")),
                Filter(row["filters"u8], "LOT_SIZE", filter => Step(filter["stepSize"u8], "stepSize")),
                Filter(row["filters"u8], "LOT_SIZE", filter => Step(filter["minQty"u8], "minQty")),
                Filter(row["filters"u8], "MIN_NOTIONAL", filter => Step(filter["notional"u8], "notional")),
                LeverageMax,
                fundingIntervals.GetValueOrDefault(symbol, UsualFundingInterval));
        }
        catch (Exception wrong) when (wrong is VenueFormatException or ArgumentException)
        {
            throw new VenueFormatException($"{symbol}: {wrong.Message}");
        }
    }

    // The first filter of a type counts.
    private static decimal Filter(VenueValue filters, string type, Func<VenueRow, decimal> read) => filters
        .Rows(row => row["filterType"u8].Name() == type ? read(row) : (decimal?)null)
        .FirstOrDefault(value => value is not null) ?? throw new VenueFormatException($"filter {type} is missing");

    private static decimal Step(VenueValue value, string name) =>
        value.IsNone ? throw new VenueFormatException($"{name} is missing") : value.Price();
}
