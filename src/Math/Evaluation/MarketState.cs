namespace WhaleStack.Quant;

/// <summary>Numbers of a market at one time, all from bars up to then.</summary>
/// <param name="AtrFraction">Average true range of a day's bars, brought to one hour by the square root of time, as a
/// fraction of the price.</param>
/// <param name="SigmaHour">Standard deviation of ln(price) over an hour: exponentially weighted, half-life 3
/// days.</param>
/// <param name="TrendAtr">Close over its 4-day EMA less 1, in ATR.</param>
/// <param name="DayReturnAtr">Return of the last 24 hours, in ATR.</param>
/// <param name="RecentReturnAtr">Return of the last 4 hours, in ATR.</param>
/// <param name="VolatilityRatioLog">ln of the day's ATR over the week's.</param>
/// <param name="VolumeRatioLog">ln of turnover of late (half-life 2 hours) over that of the week (half-life 84
/// hours).</param>
/// <param name="UpperWickAtr">Mean upper wick of late (half-life 12 hours), in ATR.</param>
/// <param name="LowerWickAtr">Mean lower wick, likewise.</param>
/// <param name="FundingBps">Last funding rate, in hundredths of a percent; 0 when not known.</param>
/// <param name="OpenInterestChange">Change of open interest over 24 hours as a fraction, -1 to 1; 0 when not
/// known.</param>
/// <param name="MonthRangeFraction">Mean true range of a bar over the last weeks (exponentially weighted, half-life 10
/// days), brought to one hour by the square root of time, as a fraction of the price: what is usual for the
/// coin.</param>
public readonly record struct MarketState(
    double AtrFraction,
    double SigmaHour,
    double TrendAtr,
    double DayReturnAtr,
    double RecentReturnAtr,
    double VolatilityRatioLog,
    double VolumeRatioLog,
    double UpperWickAtr,
    double LowerWickAtr,
    double FundingBps,
    double OpenInterestChange,
    double MonthRangeFraction)
{
    /// <summary>All of them, in the order above.</summary>
    internal IEnumerable<double> Numbers() =>
    [
        AtrFraction, SigmaHour, TrendAtr, DayReturnAtr, RecentReturnAtr, VolatilityRatioLog, VolumeRatioLog,
        UpperWickAtr, LowerWickAtr, FundingBps, OpenInterestChange, MonthRangeFraction,
    ];
}
