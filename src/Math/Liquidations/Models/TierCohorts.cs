namespace WhaleStack.Quant;

/// <summary>The live levels of one leverage tier, or of several that fade alike: rows of cohorts over buckets of
/// ln(price) around the price.</summary>
/// <remarks>
/// Longs lie below the price and shorts above it, so that one array holds both. What is stored is mass x growth, where
/// growth rises by 2^(dt / H) with time and by 1 / (1 - c) when the share c of all positions is closed: fading costs
/// nothing a bucket. Cost: O(rows) a sweep. Not thread-safe.
/// </remarks>
internal sealed class TierCohorts
{
    private const double GrowthMax = 1L << 40;

    /// <summary>Less than this is nothing, quote: numbers near the least that single precision has are slow.</summary>
    private const float Least = 1e-9f;

    private readonly float[] _cells;
    private readonly int[] _low;
    private readonly int[] _high;
    private readonly int _rows;
    private readonly int _width;
    private readonly double _halfLifeTicks;
    private int _first;
    private double _growth = 1.0;
    private double _stored;
    private long _stepTicks;
    private double _stepGrowth = 1.0;

    /// <param name="reachLog">How far from the price levels are kept, as a difference of ln(price).</param>
    /// <param name="bucketFraction">Width of a bucket.</param>
    /// <param name="halfLife">After which half is gone; null for never.</param>
    /// <param name="rows">Rows of cohorts kept; what grows older is dropped.</param>
    public TierCohorts(double reachLog, double bucketFraction, TimeSpan? halfLife, int rows)
    {
        _width = (2 * (int)Math.Ceiling(reachLog / bucketFraction)) + 1;
        _rows = rows;
        _halfLifeTicks = halfLife?.Ticks ?? double.PositiveInfinity;
        _cells = new float[rows * _width];
        _low = new int[rows];
        _high = new int[rows];
        Forget();
    }

    public HeatmapLedger Ledger { get; } = new();

    public double LiveQuote => _stored / _growth;

    public int StateBytes => Buffer.ByteLength(_cells) + Buffer.ByteLength(_low) + Buffer.ByteLength(_high);

    /// <summary>Keeps the price within the middle half of the buckets.</summary>
    public void Centre(int bucket, bool isFirst)
    {
        var wanted = (long)bucket - (_width / 2);
        if (isFirst)
        {
            _first = (int)wanted;
        }
        else if (Math.Abs(wanted - _first) > _width / 8)
        {
            Shift((int)Math.Clamp(wanted - _first, -_width, _width));
            _first = (int)wanted;
        }
    }

    /// <summary>Fades by time and by the share of positions that was closed, and joins cohorts.</summary>
    public void Age(long stepTicks, double closedFraction, ReadOnlySpan<CohortMove> moves)
    {
        if (stepTicks != _stepTicks)
        {
            _stepTicks = stepTicks;
            _stepGrowth = Math.Pow(2.0, stepTicks / _halfLifeTicks);
        }

        var before = LiveQuote;
        Grow(_stepGrowth);
        var faded = LiveQuote;
        Ledger.DecayedQuote += before - faded;
        if (closedFraction > 0.0)
        {
            Grow(1.0 / (1.0 - closedFraction));
            Ledger.ClosedQuote += faded - LiveQuote;
        }

        foreach (var move in moves)
        {
            Join(move);
        }
    }

    public void Add(int row, int bucket, double massQuote)
    {
        Ledger.OpenedQuote += massQuote;
        var index = bucket - _first;
        if (index < 0 || index >= _width)
        {
            Ledger.DroppedQuote += massQuote;
            return;
        }

        ref var cell = ref _cells[(row * _width) + index];
        var before = cell;
        cell += (float)(massQuote * _growth);
        _stored += (double)cell - before;
        _low[row] = Math.Min(_low[row], index);
        _high[row] = Math.Max(_high[row], index);
    }

    /// <summary>What was opened and crossed within one bar.</summary>
    public void AddSwept(double massQuote)
    {
        Ledger.OpenedQuote += massQuote;
        Ledger.SweptQuote += massQuote;
    }

    /// <summary>Empties the buckets between two and says what was in them.</summary>
    public double Sweep(int firstBucket, int lastBucket)
    {
        var first = (int)Math.Clamp((long)firstBucket - _first, 0, _width);
        var last = (int)Math.Clamp((long)lastBucket - _first, -1, _width - 1);
        var removed = first <= last ? Empty(first, last) : 0.0;
        var massQuote = removed / _growth;
        Ledger.SweptQuote += massQuote;
        return massQuote;
    }

    /// <summary>Adds the live mass of the rows that are wanted.</summary>
    public void AddTo(int first, Span<double> massQuote, uint wantedRows)
    {
        var from = Math.Max(first, _first);
        var to = (int)Math.Min((long)first + massQuote.Length, (long)_first + _width);
        for (var row = 0; row < _rows && from < to; row++)
        {
            var low = Math.Max(_low[row], from - _first);
            var high = Math.Min(_high[row], to - 1 - _first);
            if ((wantedRows & (1u << row)) == 0 || low > high)
            {
                continue;
            }

            var cells = _cells.AsSpan((row * _width) + low, high - low + 1);
            var target = massQuote.Slice(low + _first - first, cells.Length);
            for (var i = 0; i < cells.Length; i++)
            {
                target[i] += cells[i] / _growth;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_cells);
        Forget();
        (_growth, _stored) = (1.0, 0.0);
        Ledger.Clear();
    }

    private void Forget()
    {
        Array.Fill(_low, int.MaxValue);
        Array.Fill(_high, -1);
    }

    private void Grow(double factor)
    {
        if (_growth * factor > GrowthMax)
        {
            var scale = (float)(1.0 / (_growth * factor));
            _stored = 0.0;
            foreach (ref var cell in _cells.AsSpan())
            {
                cell = cell * scale < Least ? 0.0f : cell * scale;
                _stored += cell;
            }

            _growth = 1.0;
            return;
        }

        _growth *= factor;
    }

    private void Join(CohortMove move)
    {
        if (move.From >= _rows || _low[move.From] > _high[move.From])
        {
            return;
        }

        var (low, high) = (_low[move.From], _high[move.From]);
        var from = _cells.AsSpan((move.From * _width) + low, high - low + 1);
        if (move.To is CohortClock.Beyond || move.To >= _rows)
        {
            var dropped = Sum(from);
            _stored = Math.Max(0.0, _stored - dropped);
            Ledger.DroppedQuote += dropped / _growth;
        }
        else
        {
            var to = _cells.AsSpan((move.To * _width) + low, from.Length);
            for (var i = 0; i < from.Length; i++)
            {
                to[i] += from[i];
            }

            _low[move.To] = Math.Min(_low[move.To], low);
            _high[move.To] = Math.Max(_high[move.To], high);
        }

        from.Clear();
        (_low[move.From], _high[move.From]) = (int.MaxValue, -1);
    }

    private double Empty(int first, int last)
    {
        var removed = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            var low = Math.Max(first, _low[row]);
            var high = Math.Min(last, _high[row]);
            if (low <= high)
            {
                var cells = _cells.AsSpan((row * _width) + low, high - low + 1);
                removed += Sum(cells);
                cells.Clear();
            }
        }

        _stored = Math.Max(0.0, _stored - removed);
        return removed;
    }

    private void Shift(int buckets)
    {
        // What falls out is gone, and counted.
        var dropped = buckets > 0
            ? Empty(0, Math.Min(buckets, _width) - 1)
            : Empty(Math.Max(_width + buckets, 0), _width - 1);
        Ledger.DroppedQuote += dropped / _growth;
        var kept = _width - Math.Abs(buckets);
        for (var row = 0; row < _rows; row++)
        {
            if (_low[row] > _high[row])
            {
                continue;
            }

            var cells = _cells.AsSpan(row * _width, _width);
            var (source, target) = (Math.Max(buckets, 0), Math.Max(-buckets, 0));
            cells.Slice(source, kept).CopyTo(cells[target..]);
            (buckets > 0 ? cells[kept..] : cells[..target]).Clear();
            _low[row] = Math.Clamp(_low[row] - buckets, 0, _width - 1);
            _high[row] = Math.Clamp(_high[row] - buckets, 0, _width - 1);
        }
    }

    private static double Sum(ReadOnlySpan<float> cells)
    {
        var sum = 0.0;
        foreach (var cell in cells)
        {
            sum += cell;
        }

        return sum;
    }
}
