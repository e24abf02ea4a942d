namespace WhaleStack.Quant;

/// <summary>Runs a kernel over whole series. The kernel is the one that streams, so the results are the same bit for
/// bit.</summary>
internal static class Batch
{
    /// <summary>Fills the results, with <paramref name="none"/> where there is none; returns the place of the first
    /// one, or the length.</summary>
    public static int Run<TKernel, TResult>(
        TKernel kernel, ReadOnlySpan<double> values, Span<TResult> results, TResult none)
        where TKernel : struct, IKernel<TResult>
    {
        Argument.SameLength(results.Length, values.Length);
        Argument.Usable(values);
        var first = values.Length;
        for (var i = 0; i < values.Length && i < results.Length; i++)
        {
            if (!kernel.Add(values[i], out results[i]))
            {
                results[i] = none;
            }
            else if (first == values.Length)
            {
                first = i;
            }
        }

        return first;
    }

    /// <summary>The same of pairs; who calls has checked them.</summary>
    public static int RunPairs<TKernel, TResult>(
        TKernel kernel,
        ReadOnlySpan<double> firsts,
        ReadOnlySpan<double> seconds,
        Span<TResult> results,
        TResult none)
        where TKernel : struct, IPairKernel<TResult>
    {
        Argument.SameLength(results.Length, firsts.Length);
        Argument.SameLength(seconds.Length, firsts.Length);
        var first = firsts.Length;
        for (var i = 0; i < firsts.Length && i < seconds.Length && i < results.Length; i++)
        {
            if (!kernel.Add(firsts[i], seconds[i], out results[i]))
            {
                results[i] = none;
            }
            else if (first == firsts.Length)
            {
                first = i;
            }
        }

        return first;
    }

    /// <summary>The same of candles.</summary>
    public static int RunCandles<TKernel, TResult>(
        TKernel kernel,
        in CandleColumns candles,
        Span<TResult> results,
        TResult none)
        where TKernel : struct, ICandleKernel<TResult>
    {
        var highs = candles.Highs;
        var lows = candles.Lows;
        var closes = candles.Closes;
        Argument.SameLength(results.Length, closes.Length);
        var first = closes.Length;
        for (var i = 0; i < closes.Length && i < lows.Length && i < highs.Length && i < results.Length; i++)
        {
            if (!kernel.Add(highs[i], lows[i], closes[i], out results[i]))
            {
                results[i] = none;
            }
            else if (first == closes.Length)
            {
                first = i;
            }
        }

        return first;
    }
}
