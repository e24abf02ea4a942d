using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>The mark price at which an inverse position is liquidated.</summary>
/// <remarks>
/// Where: Z = size (quote), E = entry price, L = leverage, m = maintenance margin rate, d = maintenance deduction and
/// x = extra margin (base), f = taker fee rate. Unit: quote per base. Range: positive. Warm-up: none. Cost: O(1). Null
/// when there is no such price.
/// </remarks>
public static class InverseLiquidation
{
    /// <summary>With margins at the mark price: Bybit's form since May 2026.</summary>
    /// <param name="position">The position.</param>
    /// <param name="takerFraction">Fee rate of the closing trade, [0, 0.1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>Formula: long P = Z(1 + m) / (Z/E + Z/(E L) + x/(1 + f) + d); short P = Z(1 - m) / (Z/E - Z/(E L) -
    /// x/(1 - f) - d). Source: Bybit's help page on isolated margin.</remarks>
    public static T? Isolated<T>(InversePosition<T> position, T takerFraction)
        where T : struct, INumber<T>
    {
        Check(position);
        ArgumentOutOfRangeException.ThrowIfNegative(takerFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(takerFraction, T.CreateChecked(0.1));
        var (side, size, entry, leverage, maintenance, deduction, extra) = position;
        var value = size / entry;
        return side switch
        {
            LiquidationSide.Longs => Price(
                size * (T.One + maintenance),
                value + (value / leverage) + (extra / (T.One + takerFraction)) + deduction),
            LiquidationSide.Shorts => Price(
                size * (T.One - maintenance),
                value - (value / leverage) - (extra / (T.One - takerFraction)) - deduction),
            _ => throw new ArgumentOutOfRangeException(nameof(position), side, "Unknown side."),
        };
    }

    /// <summary>With margins at the entry price: Bybit's older form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>Formula: long P = Z / (V + IM - MM + x); short P = Z / (V - (IM - MM + x)), V = Z/E, IM = V/L,
    /// MM = V m - d. Source: Bybit's help page on isolated margin, 2024.</remarks>
    public static T? IsolatedAtEntry<T>(InversePosition<T> position)
        where T : struct, INumber<T>
    {
        Check(position);
        var (side, size, entry, leverage, maintenance, deduction, extra) = position;
        var value = size / entry;
        var cushion = (value / leverage) - ((value * maintenance) - deduction) + extra;
        return side switch
        {
            LiquidationSide.Longs => Price(size, value + cushion),
            LiquidationSide.Shorts => Price(size, value - cushion),
            _ => throw new ArgumentOutOfRangeException(nameof(position), side, "Unknown side."),
        };
    }

    /// <summary>With the whole balance of a coin behind one position.</summary>
    /// <param name="backingBase">Balance plus open profit less maintenance margin of all other positions, base.</param>
    /// <param name="sizeQuote">Signed size: positive is long; not zero.</param>
    /// <param name="entryQuote">Entry price, positive.</param>
    /// <param name="maintenanceFraction">Maintenance margin rate of the tier, [0, 1).</param>
    /// <param name="deductionBase">Maintenance deduction of the tier, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>Formula: P = (|Z| m + Z) / (W + Z/E + d), from W + Z/E - Z/P = |Z| m/P - d. Source: derived from the
    /// definition of the maintenance margin, fees ignored.</remarks>
    public static T? Cross<T>(
        T backingBase, T sizeQuote, T entryQuote, T maintenanceFraction, T deductionBase)
        where T : struct, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfZero(sizeQuote);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entryQuote);
        ArgumentOutOfRangeException.ThrowIfNegative(maintenanceFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maintenanceFraction, T.One);
        ArgumentOutOfRangeException.ThrowIfNegative(deductionBase);
        var sign = T.IsNegative(sizeQuote) ? -T.One : T.One;
        return Price(
            sign * ((T.Abs(sizeQuote) * maintenanceFraction) + sizeQuote),
            sign * (backingBase + (sizeQuote / entryQuote) + deductionBase));
    }

    private static T? Price<T>(T above, T below)
        where T : struct, INumber<T> => below > T.Zero && above > T.Zero ? above / below : null;

    private static void Check<T>(InversePosition<T> position)
        where T : struct, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position.SizeQuote, nameof(position.SizeQuote));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position.EntryQuote, nameof(position.EntryQuote));
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Leverage, T.One, nameof(position.Leverage));
        ArgumentOutOfRangeException.ThrowIfNegative(position.MaintenanceFraction, nameof(position.MaintenanceFraction));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            position.MaintenanceFraction, T.One, nameof(position.MaintenanceFraction));
        ArgumentOutOfRangeException.ThrowIfNegative(position.DeductionBase, nameof(position.DeductionBase));
        ArgumentOutOfRangeException.ThrowIfNegative(position.ExtraMarginBase, nameof(position.ExtraMarginBase));
    }
}
