using WhaleStack.Simulator.Markets;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>Binance's names of candle intervals.</summary>
public static class CandleLengths
{
    /// <summary>Their lengths.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Of { get; } = new Dictionary<string, TimeSpan>
    {
        ["1m"] = TimeSpan.FromMinutes(1),
        ["3m"] = TimeSpan.FromMinutes(3),
        ["5m"] = TimeSpan.FromMinutes(5),
        ["15m"] = TimeSpan.FromMinutes(15),
        ["30m"] = TimeSpan.FromMinutes(30),
        ["1h"] = TimeSpan.FromHours(1),
        ["2h"] = TimeSpan.FromHours(2),
        ["4h"] = TimeSpan.FromHours(4),
        ["6h"] = TimeSpan.FromHours(6),
        ["8h"] = TimeSpan.FromHours(8),
        ["12h"] = TimeSpan.FromHours(12),
        ["1d"] = TimeSpan.FromDays(1),
        ["3d"] = TimeSpan.FromDays(3),
        ["1w"] = CandleBook.Week,
        ["1M"] = CandleBook.Month,
    };
}
