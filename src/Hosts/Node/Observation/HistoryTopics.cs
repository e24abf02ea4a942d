using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>Names under which the past is counted in the summary.</summary>
public static class HistoryTopics
{
    /// <summary>What these names begin with, and no live topic's does.</summary>
    public const string Prefix = "history/";

    /// <summary>Hourly candles of a coin.</summary>
    public static string Candles(InstrumentId coin) => $"{Prefix}kline.60.{coin.Symbol}";

    /// <summary>Funding settlements of a coin.</summary>
    public static string Fundings(InstrumentId coin) => $"{Prefix}funding.{coin.Symbol}";
}
