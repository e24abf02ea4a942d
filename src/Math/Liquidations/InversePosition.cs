using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>An inverse position with isolated margin: its size counts in quote, its margin in base.</summary>
/// <typeparam name="T">The kind of number: decimal for money, double for estimates.</typeparam>
/// <param name="Side">Long or short.</param>
/// <param name="SizeQuote">Size in quote, positive.</param>
/// <param name="EntryQuote">Entry price, quote per base, positive.</param>
/// <param name="Leverage">Position value over initial margin, at least 1.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate of the tier, [0, 1).</param>
/// <param name="DeductionBase">Maintenance deduction of the tier, base, not negative.</param>
/// <param name="ExtraMarginBase">Margin added by hand, base, not negative.</param>
public readonly record struct InversePosition<T>(
    LiquidationSide Side,
    T SizeQuote,
    T EntryQuote,
    T Leverage,
    T MaintenanceFraction,
    T DeductionBase,
    T ExtraMarginBase)
    where T : struct, INumber<T>;
