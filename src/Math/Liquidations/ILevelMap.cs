namespace WhaleStack.Quant;

/// <summary>A model of where positions would be liquidated: mass by side over buckets of ln(price).</summary>
/// <remarks>
/// Bucket i covers ln(price) in [i x w, (i + 1) x w), w = <see cref="BucketFraction"/>. Unit of mass: quote, to be
/// compared within one map only. What a map says after a bar depends on that bar and earlier ones alone.
/// </remarks>
public interface ILevelMap
{
    /// <summary>Name of the model, such as <c>all_openings</c>.</summary>
    string Name { get; }

    /// <summary>Width of a bucket as a step of ln(price).</summary>
    double BucketFraction { get; }

    /// <summary>Adds a closed bar. Bars come in order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the bar is impossible.</exception>
    void Apply(in MarketBar bar);

    /// <summary>The bucket of a positive price.</summary>
    int BucketOf(double price);

    /// <summary>The price at the centre of a bucket, quote per base.</summary>
    double CentreOf(int bucket);

    /// <summary>Live mass of a side in buckets first, first + 1 ..., as of the last bar; zero outside the
    /// window.</summary>
    void CopyMass(LiquidationSide side, int first, Span<double> massQuote);
}
