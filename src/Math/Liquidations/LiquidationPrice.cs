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

    /// <summary>The same with the maintenance margin taken at the entry price: Bybit's older form; null when there is
    /// none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>Formula: P = E - s (IM - MM + x) / q, IM = qE/L, MM = qE m - d, s = 1 for longs and -1 for shorts.
    /// Source: Bybit's help page on isolated margin, 2024.</remarks>
    public static T? IsolatedLinearAtEntry<T>(IsolatedPosition<T> position)
        where T : struct, INumber<T>
    {
        Check(position);
        var (side, size, entry, leverage, maintenance, deduction, extra) = position;
        var notional = size * entry;
        var cushion = ((notional / leverage) - ((notional * maintenance) - deduction) + extra) / size;
        var price = side switch
        {
            LiquidationSide.Longs => entry - cushion,
            LiquidationSide.Shorts => entry + cushion,
            _ => throw new ArgumentOutOfRangeException(nameof(position), side, "Unknown side."),
        };
        return price > T.Zero ? price : null;
    }

    /// <summary>The mark price at which cross margin no longer carries the positions in one instrument, while all
    /// others stay where they are; null when there is none.</summary>
    /// <param name="backingQuote">Wallet balance plus open profit less maintenance margin of all other
    /// positions.</param>
    /// <param name="legs">One position, or the long and the short of hedge mode.</param>
    /// <remarks>
    /// Formula: P = (W + sum d - sum z E) / sum (|z| m - z). Where: W = backing, z = signed size (base), E = entry
    /// price, m = maintenance margin rate, d = maintenance deduction. Derived from W + sum z (P - E) = sum (|z| P m -
    /// d). Unit: quote per base. Range: positive. Source: Binance's page on liquidation prices. Warm-up: none. Cost:
    /// O(legs). Null when the price would not be positive.
    /// </remarks>
    public static T? CrossLinear<T>(T backingQuote, params ReadOnlySpan<CrossLeg<T>> legs)
        where T : struct, INumber<T>
    {
        var (above, below) = (backingQuote, T.Zero);
        foreach (var (size, entry, maintenance, deduction) in legs)
        {
            above += deduction - (size * entry);
            below += (T.Abs(size) * maintenance) - size;
        }

        return !T.IsZero(below) && above / below is var price && price > T.Zero ? price : null;
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
