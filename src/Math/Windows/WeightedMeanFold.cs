namespace WhaleStack.Quant;

/// <summary>A mean and the weight behind it.</summary>
internal readonly record struct WeightedMean(double Mean, double Weight);

/// <summary>Weighted means; equal values have exactly that mean, whatever the weights.</summary>
/// <remarks>
/// Formula: m = m1 + (m2 - m1) w2 / (w1 + w2). Where: 1, 2 = the two stretches, w = weights. Unit: that of the values.
/// Range: that of the values. Source: the usual definition. Warm-up: one value. Cost: O(1). Without weight the mean is
/// that of the newer one.
/// </remarks>
internal readonly struct WeightedMeanFold : IFold<WeightedMean, WeightedMean>
{
    public static WeightedMean One(in WeightedMean value) => value;

    public static WeightedMean Append(in WeightedMean stretch, in WeightedMean newer, int count) =>
        Join(stretch, newer);

    public static WeightedMean Prepend(in WeightedMean older, in WeightedMean stretch, int count) =>
        Join(older, stretch);

    public static WeightedMean Join(in WeightedMean older, int olderCount, in WeightedMean newer, int newerCount) =>
        Join(older, newer);

    public static WeightedMean Join(in WeightedMean older, in WeightedMean newer)
    {
        var weight = older.Weight + newer.Weight;
        var part = weight > 0.0 ? newer.Weight / weight : 1.0;
        return new WeightedMean(older.Mean + ((newer.Mean - older.Mean) * part), weight);
    }
}
