namespace WhaleStack.Quant;

/// <summary>One funding settlement.</summary>
/// <param name="Time">When it was settled and known, UTC.</param>
/// <param name="RateFraction">Paid by longs to shorts, as a fraction of notional for that settlement.</param>
public readonly record struct FundingPoint(DateTimeOffset Time, double RateFraction);
