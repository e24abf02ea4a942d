namespace WhaleStack.Quant.Functions;

/// <summary>Where the close is between the extremes of the last bars: an example of a formula of one's own.</summary>
/// <remarks>
/// Formula: (c - L) / (H - L). Where: c = close, H, L = highest high and lowest low of the last n bars, n = period.
/// Unit: none. Range: [0, 1]. Source: ours. Parameters: period (24, 1 to 10,000). Warm-up: n bars.
/// Cost: O(1) amortised. Null in warm-up, and when the window has no range. Not thread-safe.
/// </remarks>
public sealed class RangePosition : IFormula
{
    private readonly Donchian _channel;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RangePosition(FormulaParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _channel = new Donchian(parameters.Whole("period", usual: 24, min: 1, max: 10_000));
    }

    /// <inheritdoc/>
    public double? Value { get; private set; }

    /// <inheritdoc/>
    public double? Add(in MarketBar bar)
    {
        var close = bar.Close;
        Argument.Within(close, bar.Low, bar.High);
        return Value = _channel.Add(bar.High, bar.Low) is { } channel && channel.Upper > channel.Lower
            ? (close - channel.Lower) / (channel.Upper - channel.Lower)
            : null;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _channel.Clear();
        Value = null;
    }
}
