namespace WhaleStack.Quant.Functions;

/// <summary>A formula of one's own over bars, found by its name.</summary>
/// <remarks>
/// To add one: a class here that implements this, and one line in <see cref="FormulaTable"/>. A test finds a class that
/// was left out of the table. <see cref="RangePosition"/> is an example to copy. The contract: null until there are
/// enough bars, then a finite number or null where the formula is not defined; the same bars give the same numbers; no
/// clock, no chance, no file.
/// </remarks>
public interface IFormula
{
    /// <summary>The present value; null in warm-up or where the formula is not defined.</summary>
    double? Value { get; }

    /// <summary>Adds the next bar; the value after it.</summary>
    /// <exception cref="ArgumentException">The bar holds what the formula cannot use.</exception>
    double? Add(in MarketBar bar);

    /// <summary>Forgets all bars.</summary>
    void Clear();
}
