using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Do weights of leverage tiers that follow observed liquidations tell better where positions are closed by
/// force than fixed ones?</summary>
/// <remarks>
/// Formula: m_k = mass that price swept of tier k alone, with all openings in it; x = sum of w_k m_k with the weights
/// known before the interval, which <see cref="TierCalibrator"/> then moves at a rate r. A score is Spearman's
/// correlation of x and liquidations with way, turnover and range held fixed (<see cref="LiquidationScore"/>). Walk
/// forward: in each fold the rate counts that scored best in all folds before it, 0 among them; below
/// <see cref="PastWeeksMin"/> weeks it is 0. Learned less fixed is the difference of both scores. Unit: none. Source:
/// ours. Weights are taken to hold for all of the mass, not for new openings alone.
/// </remarks>
public static class TierWeightTrial
{
    /// <summary>Weeks before a rate is chosen.</summary>
    public const int PastWeeksMin = 8;

    private const int Variables = 6;

    /// <summary>Rates that are tried; 0 keeps the weights.</summary>
    public static ImmutableArray<double> Rates { get; } = [0.0, 0.0005, 0.002, 0.01, 0.05, 0.2];

    /// <summary>The scores: the walk-forward choice, then each rate by itself; none without known
    /// liquidations.</summary>
    /// <param name="series">One for each coin.</param>
    /// <param name="tiers">The fixed weights, with leverage and half-life of each tier.</param>
    /// <param name="create">Makes a map of a single tier, of weight 1.</param>
    /// <param name="options">How.</param>
    public static ImmutableArray<PartScore> Of(
        IReadOnlyList<MarketSeries> series,
        ImmutableArray<LeverageTier> tiers,
        Func<LeverageTier, ILevelMap> create,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(options);
        var coins = series.AsParallel().AsOrdered()
            .Select(one => TierSweeps.Of(one, tiers, create, options))
            .ToList()
            .Where(coin => coin.Count > 0)
            .ToList();
        if (coins.Count == 0)
        {
            return [];
        }

        var chosen = Choose(coins, options);
        return
        [
            Score("chosen walk-forward", coins, (coin, i) => coin.MassAt(chosen[options.FoldOf(coin.TimeOf(i))], i),
                isTest: true, options),
            .. Enumerable.Range(1, Rates.Length - 1).Select(rate => Score(
                FormattableString.Invariant($"rate {Rates[rate]}"), coins, (coin, i) => coin.MassAt(rate, i),
                isTest: false, options)),
        ];
    }

    /// <summary>The place of the rate that counts in each fold.</summary>
    private static Dictionary<int, int> Choose(List<TierSweeps> coins, EvaluationOptions options)
    {
        var folds = coins
            .SelectMany(coin => Enumerable.Range(0, coin.Count).Select(i => options.FoldOf(coin.TimeOf(i))))
            .Distinct()
            .Order()
            .ToList();
        var start = options.StartOf(folds[0]);
        return folds.ToDictionary(fold => fold, fold =>
        {
            var end = options.StartOf(fold);
            return (end - start).TotalDays < 7 * PastWeeksMin
                ? 0
                : Enumerable.Range(0, Rates.Length).MaxBy(rate => Past(coins, rate, end));
        });
    }

    private static double Past(List<TierSweeps> coins, int rate, DateTimeOffset end)
    {
        var sums = new double[CrossMoments.ColumnsOf(Variables - 1)];
        foreach (var coin in coins)
        {
            coin.AddTo((_, values) => CrossMoments.Add(sums, values), end, (one, i) => one.MassAt(rate, i));
        }

        var score = CrossMoments.Partial(sums, Variables - 1, 0, 1, 2, 3, 4);
        return double.IsFinite(score) ? score : double.NegativeInfinity;
    }

    private static PartScore Score(
        string name,
        List<TierSweeps> coins,
        Func<TierSweeps, int, (double Longs, double Shorts)> learned,
        bool isTest,
        EvaluationOptions options)
    {
        var all = new WeeklySums(CrossMoments.ColumnsOf(Variables));
        var findings = new List<Finding>();
        foreach (var coin in coins)
        {
            var sums = new WeeklySums(CrossMoments.ColumnsOf(Variables));
            coin.AddTo(
                (time, values) => CrossMoments.Add(sums.Week(time), values),
                DateTimeOffset.MaxValue,
                learned,
                (one, i) => one.MassAt(0, i));
            all.Add(sums);
            findings.AddRange(Findings(coin.Coin, sums, isTest, options));
        }

        return new PartScore(
            name,
            string.Empty,
            coins.Sum(coin => (long)coin.Count),
            [.. Findings(Finding.AllCoins, all, isTest, options), .. findings]);
    }

    private static List<Finding> Findings(string scope, WeeklySums sums, bool isTest, EvaluationOptions options)
    {
        var list = new FindingList(scope, sums, options);
        int[] columns = [.. Enumerable.Range(0, CrossMoments.ColumnsOf(Variables))];
        list.Add("learned", TimeSpan.Zero, columns, Learned, double.NaN, 0);
        list.Add("fixed", TimeSpan.Zero, columns, Fixed, double.NaN, 0);
        list.Add("learned less fixed", TimeSpan.Zero, columns, static sum => Learned(sum) - Fixed(sum),
            isTest ? 0.0 : double.NaN, 0);
        return list.Found;
    }

    private static double Learned(double[] sum) => CrossMoments.Partial(sum, Variables, 0, 1, 2, 3, 4);

    private static double Fixed(double[] sum) => CrossMoments.Partial(sum, Variables, 5, 1, 2, 3, 4);
}
