namespace WhaleStack.Quant;

/// <summary>The sum.</summary>
internal readonly struct SumFold : IFold<double, double>
{
    public static double One(in double value) => value;

    public static double Append(in double stretch, in double newer, int count) => stretch + newer;

    public static double Prepend(in double older, in double stretch, int count) => older + stretch;

    public static double Join(in double older, int olderCount, in double newer, int newerCount) => older + newer;
}

/// <summary>The largest value; by the machine's own instruction, since values that are no numbers never come
/// here.</summary>
internal readonly struct MaxFold : IFold<double, double>
{
    public static double One(in double value) => value;

    public static double Append(in double stretch, in double newer, int count) =>
        double.MaxNative(newer, stretch);

    public static double Prepend(in double older, in double stretch, int count) =>
        double.MaxNative(older, stretch);

    public static double Join(in double older, int olderCount, in double newer, int newerCount) =>
        double.MaxNative(older, newer);
}

/// <summary>The smallest value.</summary>
internal readonly struct MinFold : IFold<double, double>
{
    public static double One(in double value) => value;

    public static double Append(in double stretch, in double newer, int count) =>
        double.MinNative(newer, stretch);

    public static double Prepend(in double older, in double stretch, int count) =>
        double.MinNative(older, stretch);

    public static double Join(in double older, int olderCount, in double newer, int newerCount) =>
        double.MinNative(older, newer);
}

/// <summary>The sum, and the sum weighted by 1, 2, 3 ... from the oldest value.</summary>
internal readonly record struct WeightedSum(double Sum, double Weighted);

/// <summary>Sums with weights that rise to the newest value.</summary>
internal readonly struct WeightedFold : IFold<double, WeightedSum>
{
    public static WeightedSum One(in double value) => new(value, value);

    public static WeightedSum Append(in WeightedSum stretch, in double newer, int count) =>
        new(stretch.Sum + newer, stretch.Weighted + (count * newer));

    public static WeightedSum Prepend(in double older, in WeightedSum stretch, int count)
    {
        var sum = older + stretch.Sum;
        return new WeightedSum(sum, stretch.Weighted + sum);
    }

    public static WeightedSum Join(in WeightedSum older, int olderCount, in WeightedSum newer, int newerCount) =>
        new(older.Sum + newer.Sum, older.Weighted + newer.Weighted + (olderCount * newer.Sum));
}
