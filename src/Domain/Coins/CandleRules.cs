using System.Globalization;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>What a candle must be to be believed.</summary>
internal static class CandleRules
{
    /// <summary>Why a candle is impossible; null when it is not.</summary>
    public static string? Impossible(Candle candle, TimeSpan decisionInterval)
    {
        if (candle.Interval <= TimeSpan.Zero || decisionInterval.Ticks % candle.Interval.Ticks != 0)
        {
            return Text(candle, $"interval {candle.Interval} is no whole part of {decisionInterval}");
        }

        if (candle.OpenTime.UtcTicks % candle.Interval.Ticks != 0)
        {
            return Text(candle, $"open time is not on the grid of {candle.Interval}");
        }

        if (!MarketLimits.IsPrice(candle.LowQuote) || !MarketLimits.IsPrice(candle.HighQuote))
        {
            return Text(
                candle, $"low {candle.LowQuote} or high {candle.HighQuote} is {MarketLimits.PriceRange}");
        }

        var top = Math.Max(candle.OpenQuote, candle.CloseQuote);
        var bottom = Math.Min(candle.OpenQuote, candle.CloseQuote);
        if (candle.HighQuote < top || candle.LowQuote > bottom)
        {
            return Text(
                candle,
                $"open {candle.OpenQuote} or close {candle.CloseQuote} not in {candle.LowQuote} to {candle.HighQuote}");
        }

        return MarketLimits.IsAmount(candle.VolumeBase) && MarketLimits.IsAmount(candle.TurnoverQuote)
            ? null
            : Text(
                candle,
                $"volume {candle.VolumeBase} or turnover {candle.TurnoverQuote} is {MarketLimits.AmountRange}");
    }

    private static string Text(Candle candle, FormattableString what) => string.Create(
        CultureInfo.InvariantCulture, $"candle {candle.OpenTime:O}: {what.ToString(CultureInfo.InvariantCulture)}.");
}
