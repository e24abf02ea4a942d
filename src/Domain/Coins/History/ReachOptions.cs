using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>How a coin keeps the history of its clusters.</summary>
/// <param name="MassShareEdges">Borders between classes of mass, as shares of all clusters found of a side, rising,
/// each above 0 and below 1; up to 4.</param>
/// <param name="DistanceAtrEdges">Borders between classes of distance, in average true ranges, rising, each above 0; up
/// to 6.</param>
/// <param name="Horizons">Within which times a cluster is asked to be reached, rising, 1 hour to 30 days; 1 to
/// 4.</param>
/// <param name="ToldHorizon">The one of them that views and reasons tell of.</param>
/// <param name="ToldDecidedMin">Least clusters of a class of which it is known before views tell of it, 1 to
/// 100,000.</param>
/// <param name="Lags">How long after it was reached price is looked at, rising, 1 hour to 30 days; 1 to 4.</param>
/// <param name="WeeksMax">Weeks kept apart, 4 to 1,000; beyond, the two oldest become one.</param>
/// <param name="WatchedMax">Clusters watched at once, 1 to 100,000; more are counted and left out.</param>
public sealed record ReachOptions(
    ImmutableArray<double> MassShareEdges,
    ImmutableArray<double> DistanceAtrEdges,
    ImmutableArray<TimeSpan> Horizons,
    TimeSpan ToldHorizon,
    int ToldDecidedMin,
    ImmutableArray<TimeSpan> Lags,
    int WeeksMax,
    int WatchedMax) : IValidatedOptions
{
    private static readonly TimeSpan TimeMin = TimeSpan.FromHours(1);
    private static readonly TimeSpan TimeMax = TimeSpan.FromDays(30);

    /// <summary>What a coin does that is told nothing else; the numbers of
    /// <c>config/quant_math/reach_history.yaml</c>.</summary>
    public static ReachOptions Default { get; } = new(
        MassShareEdges: [0.1, 0.25],
        DistanceAtrEdges: [3.0, 6.0, 12.0],
        Horizons: [TimeSpan.FromHours(4), TimeSpan.FromHours(24), TimeSpan.FromHours(72)],
        ToldHorizon: TimeSpan.FromHours(24),
        ToldDecidedMin: 20,
        Lags: [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(24)],
        WeeksMax: 160,
        WatchedMax: 2_000);

    /// <summary>How clusters are followed from candle to candle.</summary>
    public ClusterTrackerOptions Tracker { get; init; } = new(0.005, 0.25, 3);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes();
        Edges(mistakes, "mass_share_edges", MassShareEdges, 4, 1.0);
        Edges(mistakes, "distance_atr_edges", DistanceAtrEdges, 6, 1_000.0);
        Times(mistakes, "horizons", Horizons);
        Times(mistakes, "lags", Lags);
        return mistakes
            .Unless(
                !Horizons.IsDefault && Horizons.Contains(ToldHorizon),
                "told_horizon",
                $"{ToldHorizon}",
                "one of the horizons")
            .Within("told_decided_min", ToldDecidedMin, 1, 100_000)
            .Within("weeks_max", WeeksMax, 4, 1_000)
            .Within("watched_max", WatchedMax, 1, 100_000)
            .Nested("tracker", Tracker)
            .Found;
    }

    private static void Edges(Mistakes mistakes, string key, ImmutableArray<double> edges, int countMax, double below)
    {
        ImmutableArray<double> given = edges.IsDefault ? [] : edges;
        mistakes
            .Within($"{key} (count)", given.Length, 0, countMax)
            .Unless(
                given.SequenceEqual(given.Where(edge => edge > 0.0 && edge < below).Distinct().Order()),
                key,
                string.Join(", ", given),
                $"rising numbers above 0 and below {below}");
    }

    private static void Times(Mistakes mistakes, string key, ImmutableArray<TimeSpan> times)
    {
        ImmutableArray<TimeSpan> given = times.IsDefault ? [] : times;
        mistakes
            .Within($"{key} (count)", given.Length, 1, 4)
            .Unless(
                given.SequenceEqual(given.Where(time => time >= TimeMin && time <= TimeMax).Distinct().Order()),
                key,
                string.Join(", ", given),
                "rising times from 1h to 30d");
    }
}
