using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>The mark price at which a linear position with isolated margin is liquidated.</summary>
/// <remarks>
/// Formula: long P = (qE - qE/L - x - d) / (q(1 - m)); short P = (qE + qE/L + x + d) / (q(1 + m)).
/// Where: q = size (base), E = entry price, L = leverage, m = maintenance margin rate, d = maintenance deduction,
/// x = extra margin (quote). Derived from margin left = maintenance margin at the mark price, fees ignored.
/// Unit: quote per base. Range: positive. Source: Bybit and Binance help pages on isolated margin; exact form.
/// Warm-up: none. Cost: O(1). Null when the price would not be positive: such a position cannot be liquidated.
/// </remarks>
public static class LiquidationPrice
{
    /// <summary>The liquidation price; null when there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static T? IsolatedLinear<T>(IsolatedPosition<T> position)
        where T : struct, INumber<T>
    {
        Check(position);
        var (side, size, entry, leverage, maintenance, deduction, extra) = position;
        var notional = size * entry;
        var cushion = (notional / leverage) + extra + deduction;
        var price = side switch
        {
            LiquidationSide.Longs => (notional - cushion) / (size * (T.One - maintenance)),
            LiquidationSide.Shorts => (notional + cushion) / (size * (T.One + maintenance)),
            _ => throw new ArgumentOutOfRangeException(nameof(position), side, "Unknown side."),
        };
        return price > T.Zero ? price : null;
    }

    private static void Check<T>(IsolatedPosition<T> position)
        where T : struct, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position.SizeBase, nameof(position.SizeBase));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position.EntryQuote, nameof(position.EntryQuote));
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Leverage, T.One, nameof(position.Leverage));
        ArgumentOutOfRangeException.ThrowIfNegative(position.MaintenanceFraction, nameof(position.MaintenanceFraction));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            position.MaintenanceFraction, T.One, nameof(position.MaintenanceFraction));
        ArgumentOutOfRangeException.ThrowIfNegative(position.DeductionQuote, nameof(position.DeductionQuote));
        ArgumentOutOfRangeException.ThrowIfNegative(position.ExtraMarginQuote, nameof(position.ExtraMarginQuote));
    }
}
