using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>One of the positions in an instrument that the same margin stands behind.</summary>
/// <typeparam name="T">The kind of number: decimal for money, double for estimates.</typeparam>
/// <param name="SizeBase">Signed size in base: positive is long.</param>
/// <param name="EntryQuote">Entry price, positive.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate of the tier, [0, 1).</param>
/// <param name="DeductionQuote">Maintenance deduction of the tier, not negative.</param>
public readonly record struct CrossLeg<T>(T SizeBase, T EntryQuote, T MaintenanceFraction, T DeductionQuote)
    where T : struct, INumber<T>;
