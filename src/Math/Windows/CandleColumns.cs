namespace WhaleStack.Quant;

/// <summary>The prices of candles in columns of equal length, oldest first.</summary>
public readonly ref struct CandleColumns
{
    /// <summary>Takes columns.</summary>
    /// <exception cref="ArgumentException">Lengths differ, a price is no number of at most 1e150 either way, or a high
    /// is below its low.</exception>
    public CandleColumns(ReadOnlySpan<double> highs, ReadOnlySpan<double> lows, ReadOnlySpan<double> closes)
    {
        Argument.SameLength(lows.Length, highs.Length);
        Argument.SameLength(closes.Length, highs.Length);
        Argument.Usable(highs);
        Argument.Usable(lows);
        Argument.Usable(closes);
        for (var i = 0; i < highs.Length && i < lows.Length; i++)
        {
            if (highs[i] < lows[i])
            {
                Argument.Refuse($"{nameof(highs)}[{i}]", highs[i], $"Must be at or above the low {lows[i]}.");
            }
        }

        Highs = highs;
        Lows = lows;
        Closes = closes;
    }

    /// <summary>Highest prices.</summary>
    public ReadOnlySpan<double> Highs { get; }

    /// <summary>Lowest prices.</summary>
    public ReadOnlySpan<double> Lows { get; }

    /// <summary>Last prices.</summary>
    public ReadOnlySpan<double> Closes { get; }
}
