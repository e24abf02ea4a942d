using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>The price at which nothing is left of a position's own margin: what venues print for a
/// liquidation.</summary>
/// <remarks>
/// Formula: linear long E(1 - 1/L), short E(1 + 1/L); inverse long E L / (L + 1), short E L / (L - 1).
/// Where: E = entry price, L = leverage. Unit: quote per base. Range: positive. Source: margin left = 0, fees ignored;
/// Bybit's help page on bankruptcy prices. Warm-up: none. Cost: O(1). Null when there is none.
/// </remarks>
public static class BankruptcyPrice
{
    /// <summary>Of a linear position with isolated margin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entry is not positive, or the leverage below 1.</exception>
    public static T? Linear<T>(LiquidationSide side, T entryQuote, T leverage)
        where T : struct, INumber<T>
    {
        Check(entryQuote, leverage);
        var price = side switch
        {
            LiquidationSide.Longs => entryQuote * (leverage - T.One) / leverage,
            LiquidationSide.Shorts => entryQuote * (leverage + T.One) / leverage,
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        return price > T.Zero ? price : null;
    }

    /// <summary>Of an inverse position with isolated margin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entry is not positive, or the leverage below 1.</exception>
    public static T? Inverse<T>(LiquidationSide side, T entryQuote, T leverage)
        where T : struct, INumber<T>
    {
        Check(entryQuote, leverage);
        return side switch
        {
            LiquidationSide.Longs => entryQuote * leverage / (leverage + T.One),
            LiquidationSide.Shorts => leverage > T.One ? entryQuote * leverage / (leverage - T.One) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
    }

    private static void Check<T>(T entryQuote, T leverage)
        where T : struct, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entryQuote);
        ArgumentOutOfRangeException.ThrowIfLessThan(leverage, T.One);
    }
}
