using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What a prediction looks at, of one level and its market at one decision.</summary>
/// <remarks>
/// All are known at the decision. Those that have a direction are turned so that positive is towards the level. What
/// is not known is 0. Unit: ATR, logarithms, shares, bps, as <see cref="Names"/> says; clipped at
/// <see cref="ValueMax"/>. Reach is distance over the geometric mean of the hour's range now (ATR) and over the last
/// weeks: volatility of late falls back half way to what is usual for the coin.
/// </remarks>
public static class LevelFeatures
{
    /// <summary>Features of distance alone: the first ones.</summary>
    public const int DistanceCount = 3;

    /// <summary>Features of mass and shape: those after distance.</summary>
    public const int MassCount = 6;

    /// <summary>Values are clipped here on either side.</summary>
    public const double ValueMax = 50.0;

    private const double RangeAtr = 5.0;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Their names, in order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "distance_log", "distance_atr", "distance_atr_squared",
        "mass_share", "mass_share_both_sides", "pull_imbalance_towards", "mass_share_nearer", "width_atr", "rank",
        "is_above", "trend_towards_atr", "day_return_towards_atr", "recent_return_towards_atr",
        "volatility_ratio_log", "sigma_by_atr_log", "volume_ratio_log", "wick_towards_atr", "wick_away_atr",
        "funding_towards_bps", "open_interest_change",
        "reach_log", "reach", "weekend_day_ahead", "weekend_day_behind",
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Names.Length;

    /// <summary>Columns of the features of distance.</summary>
    public static ImmutableArray<int> Distance { get; } = [.. Enumerable.Range(0, DistanceCount)];

    /// <summary>Columns of distance and mass.</summary>
    public static ImmutableArray<int> DistanceAndMass { get; } = [.. Enumerable.Range(0, DistanceCount + MassCount)];

    /// <summary>Columns of all but mass.</summary>
    public static ImmutableArray<int> AllButMass { get; } =
        [.. Enumerable.Range(0, Names.Length).Where(i => i is < DistanceCount or >= DistanceCount + MassCount)];

    /// <summary>
    /// Columns of the whale-target prediction: distance in the reach that is usual now, and for less than two days how
    /// much of the day ahead and behind is weekend. What else there is made it no better on recorded history.
    /// </summary>
    /// <param name="horizon">Time in which a level is reached or not.</param>
    public static ImmutableArray<int> Target(TimeSpan horizon)
    {
        string[] reach = ["reach_log", "reach"];
        string[] weekend = horizon < 2.0 * Day ? ["weekend_day_ahead", "weekend_day_behind"] : [];
        return [.. reach.Concat(weekend).Select(name => Names.IndexOf(name))];
    }

    /// <summary>All columns.</summary>
    public static ImmutableArray<int> All { get; } = [.. Enumerable.Range(0, Names.Length)];

    /// <summary>Writes the features of a level.</summary>
    /// <param name="decision">What was known.</param>
    /// <param name="index">Place of the level in it.</param>
    /// <param name="features">Room for <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level, or not this much room.</exception>
    public static void Write(Decision decision, int index, Span<double> features)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentOutOfRangeException.ThrowIfNotEqual(features.Length, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, decision.Levels.Length);
        var level = decision.Levels[index];
        var market = decision.Market;
        var sides = Sides.Of(decision, level);
        var distance = level.DistanceAtr;
        var reach = level.DistanceLog / Math.Sqrt(market.AtrFraction * market.MonthRangeFraction);
        ReadOnlySpan<double> values =
        [
            Math.Log(distance), distance, distance * distance / 100.0,
            level.MassShare, level.MassQuote / sides.MassOfBoth, sides.Imbalance, sides.MassNearer / sides.MassOfOwn,
            level.WidthFraction / market.AtrFraction, sides.Rank,
            level.Sign, level.Sign * market.TrendAtr, level.Sign * market.DayReturnAtr,
            level.Sign * market.RecentReturnAtr,
            market.VolatilityRatioLog, Math.Log(market.SigmaHour / market.AtrFraction), market.VolumeRatioLog,
            level.Sign > 0.0 ? market.UpperWickAtr : market.LowerWickAtr,
            level.Sign > 0.0 ? market.LowerWickAtr : market.UpperWickAtr,
            level.Sign * market.FundingBps, market.OpenInterestChange,
            Math.Log(reach), reach,
            Weekend.Share(decision.Time, Day), Weekend.Share(decision.Time - Day, Day),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            features[i] = double.IsFinite(values[i]) ? Math.Clamp(values[i], -ValueMax, ValueMax) : 0.0;
        }
    }

    private readonly record struct Sides(
        double MassOfOwn, double MassOfBoth, double MassNearer, double Imbalance, int Rank)
    {
        public static Sides Of(Decision decision, EvaluatedLevel level)
        {
            var (own, both, nearer, pullOwn, pullBoth, rank) = (0.0, 0.0, 0.0, 0.0, 0.0, 0);
            foreach (var other in decision.Levels)
            {
                var isOwn = other.Side == level.Side;
                var pull = other.MassQuote * Math.Exp(-other.DistanceAtr / RangeAtr);
                both += other.MassQuote;
                pullBoth += pull;
                own += isOwn ? other.MassQuote : 0.0;
                pullOwn += isOwn ? pull : 0.0;
                var isNearer = isOwn && other.DistanceAtr < level.DistanceAtr;
                nearer += isNearer ? other.MassQuote : 0.0;
                rank += isNearer ? 1 : 0;
            }

            return new Sides(own, both, nearer, pullBoth > 0.0 ? ((2.0 * pullOwn) - pullBoth) / pullBoth : 0.0, rank);
        }
    }
}
