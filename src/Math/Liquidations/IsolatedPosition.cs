using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>A linear position with isolated margin.</summary>
/// <typeparam name="T">The kind of number: decimal for money, double for estimates.</typeparam>
/// <param name="Side">Long or short.</param>
/// <param name="SizeBase">Size in base, positive.</param>
/// <param name="EntryQuote">Entry price, positive.</param>
/// <param name="Leverage">Notional over initial margin, at least 1.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate of the tier, [0, 1).</param>
/// <param name="DeductionQuote">Maintenance deduction of the tier, not negative.</param>
/// <param name="ExtraMarginQuote">Margin added by hand, not negative.</param>
public readonly record struct IsolatedPosition<T>(
    LiquidationSide Side,
    T SizeBase,
    T EntryQuote,
    T Leverage,
    T MaintenanceFraction,
    T DeductionQuote,
    T ExtraMarginQuote)
    where T : struct, INumber<T>;
