using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>Rows of files, by venue and coin.</summary>
internal sealed class HistoryRows
{
    /// <summary>Candles.</summary>
    public Dictionary<(string Venue, string Coin), List<CandleRow>> Candles { get; } = [];

    /// <summary>Open interest as it became known.</summary>
    public Dictionary<(string Venue, string Coin), List<OpenInterestRow>> OpenInterest { get; } = [];

    /// <summary>Sums of forced closings; the time is the start of the interval.</summary>
    public Dictionary<(string Venue, string Coin), List<ClosingRow>> ClosingSums { get; } = [];

    /// <summary>Single forced closings of one file.</summary>
    public Dictionary<(string Venue, string Coin), List<ClosingRow>> Closings { get; } = [];

    /// <summary>The same, file by file: between two files nothing is known.</summary>
    public Dictionary<(string Venue, string Coin), List<List<ClosingRow>>> ClosingFiles { get; } = [];

    /// <summary>Single forced closings, each with its price.</summary>
    public List<LiquidationEvent> Events { get; } = [];

    /// <summary>Funding.</summary>
    public Dictionary<(string Venue, string Coin), List<FundingPoint>> Funding { get; } = [];

    /// <summary>Rows in all.</summary>
    public long Count => Sum(Candles) + Sum(OpenInterest) + Sum(ClosingSums) + Sum(Closings) + Sum(Funding);

    /// <summary>The list of a venue and coin.</summary>
    public static List<T> ListOf<T>(Dictionary<(string Venue, string Coin), List<T>> lists, (string, string) key)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }

    private static long Sum<T>(Dictionary<(string Venue, string Coin), List<T>> lists) =>
        lists.Values.Sum(list => (long)list.Count);
}

/// <summary>A candle as it was read.</summary>
/// <param name="OpenTime">Start of it, UTC.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="VolumeBase">Traded base.</param>
/// <param name="TurnoverQuote">Traded quote.</param>
/// <param name="TakerBuyBase">Base bought by takers; NaN when not known.</param>
internal readonly record struct CandleRow(
    DateTimeOffset OpenTime,
    double Open,
    double High,
    double Low,
    double Close,
    double VolumeBase,
    double TurnoverQuote,
    double TakerBuyBase);

/// <summary>Open interest at a moment.</summary>
/// <param name="Time">When it was known, UTC.</param>
/// <param name="Base">In base; NaN when not known.</param>
/// <param name="Quote">In quote; NaN when not known.</param>
internal readonly record struct OpenInterestRow(DateTimeOffset Time, double Base, double Quote);

/// <summary>Forced closings.</summary>
/// <param name="Time">Start of the interval, or the moment; UTC.</param>
/// <param name="LongsQuote">Of longs.</param>
/// <param name="ShortsQuote">Of shorts.</param>
internal readonly record struct ClosingRow(DateTimeOffset Time, double LongsQuote, double ShortsQuote);
