namespace WhaleStack.Quant;

/// <summary>What kind of market it is.</summary>
public enum MarketRegime
{
    /// <summary>Neither trend nor unusual volatility.</summary>
    Range,

    /// <summary>A trend upward.</summary>
    TrendUp,

    /// <summary>A trend downward.</summary>
    TrendDown,

    /// <summary>Volatility among the highest of the recent past, whatever the trend.</summary>
    Volatile,
}
