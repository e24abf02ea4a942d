using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>Names under which the past is counted in the summary.</summary>
public static class HistoryTopics
{
    /// <summary>Hourly candles of a coin.</summary>
    public static string Candles(InstrumentId coin) => $"history/kline.60.{coin.Symbol}";

    /// <summary>Funding settlements of a coin.</summary>
    public static string Fundings(InstrumentId coin) => $"history/funding.{coin.Symbol}";
}
