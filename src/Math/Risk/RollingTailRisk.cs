namespace WhaleStack.Quant;

/// <summary>Value at risk and expected shortfall of the newest returns, from the worst that there were.</summary>
/// <remarks>
/// Formula, symbols, unit, range and source: <see cref="TailRisk.Historical"/>, which it equals bit for bit. Warm-up:
/// as many returns as asked for. Cost: O(log n) to find and one move of at most 8n bytes a return, O(tail x n) a value.
/// Bounded by its window. Not thread-safe.
/// </remarks>
public sealed class RollingTailRisk
{
    private readonly TailRiskOptions _options;
    private SortedWindow _returns;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public RollingTailRisk(TailRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _returns = new SortedWindow(options.WindowCandles);
    }

    /// <summary>What the tail costs; null in warm-up.</summary>
    public TailRisk? Value => _returns.Count >= _options.CandlesMin
        ? TailRisk.OfSorted(_returns.Sorted, _options.TailFraction)
        : null;

    /// <summary>Adds a return, as a fraction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no number of usual size.</exception>
    public void Add(double value)
    {
        Argument.Usable(value);
        _returns.Add(value);
    }

    /// <summary>Forgets all returns.</summary>
    public void Clear() => _returns = new SortedWindow(_options.WindowCandles);
}
