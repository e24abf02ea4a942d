namespace WhaleStack.Quant;

/// <summary>A control: a map that is told the same turnover and no direction in every bar.</summary>
/// <remarks>It has the leverages, half-lives and sweeping of the map inside and knows nothing of volume, so what it
/// scores
/// comes from where price has been alone. A model is worth its data when it scores better than this.</remarks>
/// <param name="inner">The map that is fed.</param>
public sealed class FlatInflow(ILevelMap inner) : ILevelMap
{
    /// <inheritdoc/>
    public string Name => "flat_inflow";

    /// <inheritdoc/>
    public double BucketFraction => inner.BucketFraction;

    /// <inheritdoc/>
    public void Apply(in MarketBar bar)
    {
        var middle = (bar.Open + bar.Close) / 2.0;
        inner.Apply(bar with
        {
            Open = middle,
            Close = middle,
            VolumeBase = 1.0,
            TurnoverQuote = 1.0,
            TakerBuyBase = double.NaN,
            OpenInterestBase = double.NaN,
            LiquidatedLongsQuote = double.NaN,
            LiquidatedShortsQuote = double.NaN,
        });
    }

    /// <inheritdoc/>
    public int BucketOf(double price) => inner.BucketOf(price);

    /// <inheritdoc/>
    public double CentreOf(int bucket) => inner.CentreOf(bucket);

    /// <inheritdoc/>
    public void CopyMass(LiquidationSide side, int first, Span<double> massQuote) =>
        inner.CopyMass(side, first, massQuote);
}
