using WhaleStack.Simulator.Markets;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Bybit's names of candle intervals.</summary>
public static class CandleLengths
{
    /// <summary>Their lengths.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Of { get; } = new Dictionary<string, TimeSpan>
    {
        ["1"] = TimeSpan.FromMinutes(1),
        ["3"] = TimeSpan.FromMinutes(3),
        ["5"] = TimeSpan.FromMinutes(5),
        ["15"] = TimeSpan.FromMinutes(15),
        ["30"] = TimeSpan.FromMinutes(30),
        ["60"] = TimeSpan.FromHours(1),
        ["120"] = TimeSpan.FromHours(2),
        ["240"] = TimeSpan.FromHours(4),
        ["360"] = TimeSpan.FromHours(6),
        ["720"] = TimeSpan.FromHours(12),
        ["D"] = TimeSpan.FromDays(1),
        ["W"] = CandleBook.Week,
        ["M"] = CandleBook.Month,
    };
}
