using System.Globalization;

namespace WhaleStack.Quant;

/// <summary>Refuses bars that no market can have made.</summary>
internal static class BarCheck
{
    /// <summary>More than any market trades in one bar; above it single precision could overflow.</summary>
    private const double TurnoverQuoteMax = 1e18;

    public static void Refuse(in MarketBar bar, long lastTicks)
    {
        if (bar.CloseTime.UtcTicks <= lastTicks)
        {
            throw new ArgumentOutOfRangeException(
                nameof(bar), bar.CloseTime, $"{nameof(bar.CloseTime)} must be after that of the last bar.");
        }

        Positive(bar.Low, nameof(bar.Low));
        Positive(bar.High, nameof(bar.High));
        Between(bar.Open, bar.Low, bar.High, nameof(bar.Open));
        Between(bar.Close, bar.Low, bar.High, nameof(bar.Close));
        Between(bar.TurnoverQuote, 0.0, TurnoverQuoteMax, nameof(bar.TurnoverQuote));
        Between(bar.VolumeBase, 0.0, double.MaxValue, nameof(bar.VolumeBase));
        NaNOrNotNegative(bar.TakerBuyBase, nameof(bar.TakerBuyBase));
        NaNOrNotNegative(bar.OpenInterestBase, nameof(bar.OpenInterestBase));
        NaNOrNotNegative(bar.LiquidatedLongsQuote, nameof(bar.LiquidatedLongsQuote));
        NaNOrNotNegative(bar.LiquidatedShortsQuote, nameof(bar.LiquidatedShortsQuote));
    }

    private static void Positive(double value, string name)
    {
        if (!double.IsFinite(value) || value <= 0.0)
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be positive and finite.");
        }
    }

    private static void Between(double value, double min, double max, string name)
    {
        if (!(value >= min && value <= max))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(
                CultureInfo.InvariantCulture, $"Must lie from {min:R} to {max:R}."));
        }
    }

    private static void NaNOrNotNegative(double value, string name)
    {
        if (value < 0.0 || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be NaN, or finite and not negative.");
        }
    }
}
