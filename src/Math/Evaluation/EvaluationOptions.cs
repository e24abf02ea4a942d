using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How models of levels are scored.</summary>
/// <param name="Clusters">What counts as a cluster.</param>
/// <param name="DecisionEvery">Time between two decisions, 5 minutes to 7 days.</param>
/// <param name="WarmUp">Time before the first decision, 1 to 90 days.</param>
/// <param name="HorizonShort">Time in which a level may be reached, 1 hour to 30 days.</param>
/// <param name="HorizonLong">A longer time, at most 30 days.</param>
/// <param name="FoldLength">Length of a walk-forward fold, 7 to 365 days.</param>
/// <param name="DistanceAtrMin">Levels nearer than this are left out: they are reached by noise. 0 to 10.</param>
/// <param name="Draws">Resamples of an interval, 100 to 100,000.</param>
/// <param name="LookAheadCuts">Random times at which each series is cut to look for look-ahead, 1 to 100.</param>
/// <param name="Seed">The same seed, data and options give the same report.</param>
public sealed record EvaluationOptions(
    ClusterOptions Clusters,
    TimeSpan DecisionEvery,
    TimeSpan WarmUp,
    TimeSpan HorizonShort,
    TimeSpan HorizonLong,
    TimeSpan FoldLength,
    double DistanceAtrMin,
    int Draws,
    int LookAheadCuts,
    ulong Seed) : IValidatedOptions
{
    /// <summary>The usual ones: a decision every 4 hours, horizons of a day and of three.</summary>
    public static EvaluationOptions For(ClusterOptions clusters) => new(
        clusters,
        DecisionEvery: TimeSpan.FromHours(4),
        WarmUp: TimeSpan.FromDays(14),
        HorizonShort: TimeSpan.FromHours(24),
        HorizonLong: TimeSpan.FromHours(72),
        FoldLength: TimeSpan.FromDays(28),
        DistanceAtrMin: 0.25,
        Draws: 1_000,
        LookAheadCuts: 3,
        Seed: 20_260_101);

    /// <summary>Both horizons, the short one first.</summary>
    internal ImmutableArray<TimeSpan> Horizons => [HorizonShort, HorizonLong];

    internal BootstrapOptions Bootstrap => new(Draws, Confidence: 0.95, BlockLength: 1, Seed);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("clusters", Clusters)
        .Within("decision_every", DecisionEvery, TimeSpan.FromMinutes(5), TimeSpan.FromDays(7))
        .Within("warm_up", WarmUp, TimeSpan.FromDays(1), TimeSpan.FromDays(90))
        .Within("horizon_short", HorizonShort, TimeSpan.FromHours(1), TimeSpan.FromDays(30))
        .Within("horizon_long", HorizonLong, HorizonShort, TimeSpan.FromDays(30))
        .Within("fold_length", FoldLength, TimeSpan.FromDays(7), TimeSpan.FromDays(365))
        .Within("distance_atr_min", DistanceAtrMin, 0.0, 10.0)
        .Within("draws", Draws, 100, 100_000)
        .Within("look_ahead_cuts", LookAheadCuts, 1, 100)
        .Found;

    /// <summary>The fold of a time. Folds are counted from the year 1, so that they are the same for every coin and
    /// however
    /// much of the data is known.</summary>
    internal int FoldOf(DateTimeOffset time) => (int)(time.UtcTicks / FoldLength.Ticks);

    /// <summary>Start of a fold.</summary>
    internal DateTimeOffset StartOf(int fold) => new(fold * FoldLength.Ticks, TimeSpan.Zero);

    internal static int WeekOf(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.FromDays(7).Ticks);
}
