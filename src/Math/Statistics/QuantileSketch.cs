namespace WhaleStack.Quant;

/// <summary>Quantiles of any number of values in little memory, with an error bound that is proved, not hoped
/// for.</summary>
/// <remarks>
/// Formula: values enter level 0; a level that holds k values is sorted, every other one of them (from the first and
/// the second in turn) goes up a level with twice the weight, the rest is dropped. A value's rank is the weight at or
/// below it. Where: k = buffer, h = level, 2^h = weight. Unit: that of the values. Range: smallest to largest value.
/// Error: one compaction of level h changes the rank of anything by at most 2^h, since of the r values at or below it
/// r/2 rounded up or down stay. The sum over all compactions is <see cref="RankErrorMax"/>. Level h is compacted at
/// most n / (k 2^h) times, so it is at most n H / k with H levels compacted, H at most log2(2n / k).
/// Source: J. Munro and M. Paterson, Selection and sorting with limited storage, Theoretical Computer Science 12, 1980;
/// G. Manku, S. Rajagopalan and B. Lindsay, Approximate medians in limited memory, SIGMOD 1998; compactors as in Z.
/// Karnin, K. Lang and E. Liberty, Optimal quantile approximation in streams, FOCS 2016, without chance.
/// Warm-up: one value. Cost: O(log k) a value, amortised; k values of memory a level. Not thread-safe.
/// </remarks>
public sealed class QuantileSketch
{
    private const int LevelsMax = 48;

    private readonly int _buffer;
    private readonly List<Level> _levels = [];

    /// <summary>Makes one.</summary>
    /// <param name="buffer">Values kept a level, an even number from 8 to 65,536. With 1,024, the error after a million
    /// values is at most 1.1 % of ranks, and in practice a tenth of that.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is out of range or odd.</exception>
    public QuantileSketch(int buffer = 1_024)
    {
        Argument.Count(buffer, 8, 65_536);
        if (buffer % 2 != 0)
        {
            Argument.Refuse(nameof(buffer), buffer, "Must be even.");
        }

        _buffer = buffer;
        _levels.Add(new Level(buffer));
    }

    /// <summary>Values added.</summary>
    public long Count { get; private set; }

    /// <summary>Most ranks that any answer is off by.</summary>
    public long RankErrorMax { get; private set; }

    /// <summary>Smallest value; null without values.</summary>
    public double? Min { get; private set; }

    /// <summary>Largest value; null without values.</summary>
    public double? Max { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public void Add(double value)
    {
        Argument.Finite(value);
        (Min, Max) = (Math.Min(Min ?? value, value), Math.Max(Max ?? value, value));
        Count++;
        _levels[0].Values[_levels[0].Count++] = value;
        for (var h = 0; h < _levels.Count && _levels[h].Count == _buffer; h++)
        {
            Compact(h);
        }
    }

    /// <summary>Values at or below one, off by at most <see cref="RankErrorMax"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public long RankOf(double value)
    {
        if (double.IsNaN(value))
        {
            Argument.Refuse(nameof(value), value, "Must be a number.");
        }

        var rank = 0L;
        for (var h = 0; h < _levels.Count; h++)
        {
            foreach (var held in _levels[h].Values.AsSpan(0, _levels[h].Count))
            {
                rank += held <= value ? 1L << h : 0L;
            }
        }

        return rank;
    }

    /// <summary>A value whose rank is the share of the count, off by at most <see cref="RankErrorMax"/> + 1; null
    /// without values. 0 and 1 give the smallest and the largest value exactly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public double? QuantileAt(double share)
    {
        Argument.Within(share, 0.0, 1.0);
        if (Count == 0 || share is 0.0 or 1.0)
        {
            return share > 0.0 ? Max : Min;
        }

        var held = new List<(double Value, long Weight)>();
        for (var h = 0; h < _levels.Count; h++)
        {
            foreach (var value in _levels[h].Values.AsSpan(0, _levels[h].Count))
            {
                held.Add((value, 1L << h));
            }
        }

        held.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        var wanted = (long)Math.Ceiling(share * Count);
        var rank = 0L;
        foreach (var (value, weight) in held)
        {
            rank += weight;
            if (rank >= wanted)
            {
                return value;
            }
        }

        return Max;
    }

    private void Compact(int h)
    {
        Invariant(h + 1 < LevelsMax);
        if (h + 1 == _levels.Count)
        {
            _levels.Add(new Level(_buffer));
        }

        var (from, to) = (_levels[h], _levels[h + 1]);
        Array.Sort(from.Values);
        for (var i = from.TakesSecond ? 1 : 0; i < _buffer; i += 2)
        {
            to.Values[to.Count++] = from.Values[i];
        }

        from.TakesSecond = !from.TakesSecond;
        from.Count = 0;
        RankErrorMax += 1L << h;
    }

    // 2^48 values take longer to come than the machine lasts.
    private static void Invariant(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("A sketch holds at most 2^48 values.");
        }
    }

    private sealed class Level(int buffer)
    {
        public double[] Values { get; } = new double[buffer];

        public int Count { get; set; }

        public bool TakesSecond { get; set; }
    }
}
