namespace WhaleStack.Quant;

/// <summary>Means of pairs, and sums of squared and of joint deviations from them.</summary>
internal readonly record struct PairMoments(
    double MeanX, double MeanY, double SquaresX, double SquaresY, double Products);

/// <summary>Moments of pairs without cancellation, joined as <see cref="MomentsFold"/> does.</summary>
internal readonly struct PairMomentsFold : IFold<(double X, double Y), PairMoments>
{
    public static PairMoments One(in (double X, double Y) value) => new(value.X, value.Y, 0.0, 0.0, 0.0);

    public static PairMoments Append(in PairMoments stretch, in (double X, double Y) newer, int count) =>
        Join(stretch, count - 1, One(newer), 1);

    public static PairMoments Prepend(in (double X, double Y) older, in PairMoments stretch, int count) =>
        Join(stretch, count - 1, One(older), 1);

    public static PairMoments Join(in PairMoments older, int olderCount, in PairMoments newer, int newerCount)
    {
        var (x, y) = (newer.MeanX - older.MeanX, newer.MeanY - older.MeanY);
        var part = newerCount * Reciprocals.Of(olderCount + newerCount);
        var weight = olderCount * part;
        return new PairMoments(
            older.MeanX + (x * part),
            older.MeanY + (y * part),
            older.SquaresX + newer.SquaresX + (x * x * weight),
            older.SquaresY + newer.SquaresY + (y * y * weight),
            older.Products + newer.Products + (x * y * weight));
    }
}
