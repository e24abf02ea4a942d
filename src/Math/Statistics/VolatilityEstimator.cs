namespace WhaleStack.Quant;

/// <summary>What volatility is read from.</summary>
public enum VolatilityEstimator
{
    /// <summary>Squared log returns from close to close; sees gaps, needs most candles.</summary>
    CloseToClose,

    /// <summary>Highs and lows; five times as efficient, blind to trend within the candle's range.</summary>
    Parkinson,

    /// <summary>Highs, lows, opens and closes; seven times as efficient, for prices without drift.</summary>
    GarmanKlass,
}
