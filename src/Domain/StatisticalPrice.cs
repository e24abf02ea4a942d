namespace WhaleStack.Domain;

/// <summary>Prices that come from statistics: they are doubles, and money is decimal.</summary>
internal static class StatisticalPrice
{
    private const int Digits = 8;

    /// <summary>The price rounded to eight significant digits, so that it reads well and is the same
    /// everywhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The price is not positive or too large for money.</exception>
    public static decimal ToQuote(double price)
    {
        if (!(price is > 0.0 and < 1e20))
        {
            throw new ArgumentOutOfRangeException(nameof(price), price, "Must be positive and below 1e20.");
        }

        var decimals = Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(price)), 0, 28);
        return Math.Round((decimal)price, decimals);
    }
}
