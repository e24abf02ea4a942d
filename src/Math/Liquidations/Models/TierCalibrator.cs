namespace WhaleStack.Quant;

/// <summary>Learns how openings are shared among leverage tiers, from liquidations that were observed.</summary>
/// <remarks>
/// Formula: x_k = swept_k / w_k / mean, y = observed / mean, both at most 5; e = sum w_k x_k - y;
/// w_k becomes w_k exp(-2 r e x_k); all are scaled to sum to 1, held at 0.01 at least and scaled again. Where:
/// swept_k = mass of tier k that a bar crossed, r = learning rate; the means are running ones, so that the unknown
/// scale of either drops out. Range: weights in [0.008, 1], sum 1. Source: exponentiated gradient, J. Kivinen and
/// M. Warmuth, Exponentiated gradient versus gradient descent for linear predictors, Information and Computation 132,
/// 1997. Warm-up: 24 bars, in which only the means move. Cost: O(tiers). No allocation. Not thread-safe.
/// </remarks>
public sealed class TierCalibrator
{
    private const double RatioMax = 5.0;
    private const double WeightMin = 0.01;
    private const int WarmUpBars = 24;
    private readonly double[] _start;
    private readonly double[] _weights;
    private readonly double[] _ratios;
    private readonly double _rate;
    private long _count;
    private double _sweptMean;
    private double _observedMean;

    /// <summary>Makes one.</summary>
    /// <param name="weights">The weights to begin with: positive, sum 1, at most 16.</param>
    /// <param name="learningRate">Above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public TierCalibrator(ReadOnlySpan<double> weights, double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weights.Length, 1, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weights.Length, 16, nameof(weights));
        if (!(learningRate > 0.0 && learningRate <= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "Must be above 0, at most 1.");
        }

        var sum = 0.0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(weights));
            sum += weight;
        }

        if (!(Math.Abs(sum - 1.0) <= 1e-9))
        {
            throw new ArgumentOutOfRangeException(nameof(weights), sum, "Must sum to 1.");
        }

        _rate = learningRate;
        _start = weights.ToArray();
        _weights = weights.ToArray();
        _ratios = new double[weights.Length];
    }

    /// <summary>The share of a tier now.</summary>
    public double WeightOf(int tier) => _weights[tier];

    /// <summary>Learns from a bar.</summary>
    /// <param name="sweptQuote">Mass that it crossed, a tier each.</param>
    /// <param name="observedQuote">What was liquidated in it, both sides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or a tier is
    /// missing.</exception>
    public void Observe(ReadOnlySpan<double> sweptQuote, double observedQuote)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sweptQuote.Length, _weights.Length, nameof(sweptQuote));
        Check(observedQuote, nameof(observedQuote));
        var total = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            Check(sweptQuote[i], nameof(sweptQuote));
            _ratios[i] = sweptQuote[i] / _weights[i];
            total += _ratios[i] / _weights.Length;
        }

        _count++;
        var step = 1.0 / Math.Min(_count, 1_000);
        _sweptMean += (total - _sweptMean) * step;
        _observedMean += (observedQuote - _observedMean) * step;
        if (_count > WarmUpBars && _sweptMean > 0.0 && _observedMean > 0.0)
        {
            Learn(Math.Min(observedQuote / _observedMean, RatioMax));
        }
    }

    /// <summary>Goes back to the weights of the start.</summary>
    public void Clear()
    {
        _start.CopyTo(_weights, 0);
        (_count, _sweptMean, _observedMean) = (0, 0.0, 0.0);
    }

    private void Learn(double observed)
    {
        var error = -observed;
        for (var i = 0; i < _weights.Length; i++)
        {
            _ratios[i] = Math.Min(_ratios[i] / _sweptMean, RatioMax);
            error += _weights[i] * _ratios[i];
        }

        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] *= Math.Exp(-2.0 * _rate * error * _ratios[i]);
        }

        Scale(leastWeight: 0.0);
        Scale(WeightMin);
    }

    private void Scale(double leastWeight)
    {
        var sum = 0.0;
        foreach (ref var weight in _weights.AsSpan())
        {
            weight = Math.Max(weight, leastWeight);
            sum += weight;
        }

        foreach (ref var weight in _weights.AsSpan())
        {
            weight /= sum;
        }
    }

    private static void Check(double value, string name)
    {
        if (!double.IsFinite(value) || value < 0.0)
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be finite and not negative.");
        }
    }
}
