namespace WhaleStack.Quant;

/// <summary>The state of a logistic fit: weights of the standardised features, and the intercept last.</summary>
internal sealed class LogisticNewton
{
    private const int HalvingsMax = 40;

    private readonly Standardised _rows;
    private readonly bool[] _outcomes;
    private readonly double _ridge;
    private readonly int _size;
    private readonly double[] _curvature;
    private readonly double[] _slope;
    private double _target;

    public LogisticNewton(Standardised rows, bool[] outcomes, double ridge)
    {
        (_rows, _outcomes, _ridge) = (rows, outcomes, ridge);
        _size = rows.Width + 1;
        _curvature = new double[_size * _size];
        _slope = new double[_size];
        Weights = new double[_size];
        var share = outcomes.AsSpan().Count(true) / (double)outcomes.Length;
        Weights[^1] = Math.Log(share / (1.0 - share));
        _target = Target(Weights);
    }

    public double[] Weights { get; private set; }

    public double LogLikelihood => _target + Penalty(Weights);

    /// <summary>One step; how far the weight that moved most did, 0 when none could.</summary>
    public double Step()
    {
        Differentiate();
        if (!Cholesky.TryFactor(_curvature, _size))
        {
            return 0.0;
        }

        Cholesky.Solve(_curvature, _size, _slope);
        var part = 1.0;
        for (var halving = 0; halving < HalvingsMax; halving++, part /= 2.0)
        {
            var next = Weights.Zip(_slope, (weight, step) => weight + (part * step)).ToArray();
            var target = Target(next);
            if (target >= _target)
            {
                (Weights, _target) = (next, target);
                return part * _slope.Max(Math.Abs);
            }
        }

        return 0.0;
    }

    /// <summary>Square roots of the diagonal of the inverse curvature, without the intercept.</summary>
    public double[] StandardErrors()
    {
        Differentiate();
        var errors = new double[_rows.Width];
        if (!Cholesky.TryFactor(_curvature, _size))
        {
            return errors;
        }

        for (var k = 0; k < errors.Length; k++)
        {
            var unit = new double[_size];
            unit[k] = 1.0;
            Cholesky.Solve(_curvature, _size, unit);
            errors[k] = Math.Sqrt(Math.Max(0.0, unit[k]));
        }

        return errors;
    }

    private void Differentiate()
    {
        Array.Clear(_curvature);
        Array.Clear(_slope);
        for (var i = 0; i < _outcomes.Length; i++)
        {
            var row = _rows.Row(i);
            var probability = LogisticModel.Sigmoid(LogOdds(row, Weights));
            Fold(row, (_outcomes[i] ? 1.0 : 0.0) - probability, probability * (1.0 - probability));
        }

        for (var k = 0; k < _rows.Width; k++)
        {
            _slope[k] -= _ridge * Weights[k];
            _curvature[(k * _size) + k] += _ridge;
        }

        // Outcomes foretold with certainty leave the intercept without curvature.
        _curvature[^1] += 1e-12;
    }

    private void Fold(ReadOnlySpan<double> row, double miss, double weight)
    {
        for (var k = 0; k < row.Length; k++)
        {
            _slope[k] += miss * row[k];
            var scaled = weight * row[k];
            for (var j = 0; j <= k; j++)
            {
                _curvature[(k * _size) + j] += scaled * row[j];
            }

            _curvature[((_size - 1) * _size) + k] += scaled;
        }

        _slope[^1] += miss;
        _curvature[^1] += weight;
    }

    private double Target(double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < _outcomes.Length; i++)
        {
            var logOdds = LogOdds(_rows.Row(i), weights);
            sum += (_outcomes[i] ? logOdds : 0.0) - Math.Max(logOdds, 0.0) - LogOnePlus(Math.Exp(-Math.Abs(logOdds)));
        }

        return sum - Penalty(weights);
    }

    private double Penalty(double[] weights)
    {
        var squares = 0.0;
        for (var k = 0; k < _rows.Width; k++)
        {
            squares += weights[k] * weights[k];
        }

        return _ridge / 2.0 * squares;
    }

    private static double LogOdds(ReadOnlySpan<double> row, double[] weights)
    {
        var sum = weights[^1];
        for (var k = 0; k < row.Length; k++)
        {
            sum += weights[k] * row[k];
        }

        return sum;
    }

    // ln(1 + x) for x in [0, 1], exact where 1 + x rounds to 1.
    private static double LogOnePlus(double x)
    {
        var sum = 1.0 + x;
        return sum == 1.0 ? x : Math.Log(sum) * (x / (sum - 1.0));
    }
}
