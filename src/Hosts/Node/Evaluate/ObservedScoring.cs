using System.Collections.Immutable;
using WhaleStack.Quant;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Node.Evaluate;

/// <summary>Scores models by what was really seen: open positions, single closings, and weights learned from
/// sums of them.</summary>
internal static class ObservedScoring
{
    private const string Positions =
        "Levels at which open positions would be liquidated, against the map of the same moment: mass by distance, and "
        + "the share of it near clusters against clusters placed where the model's lay in the four weeks before.";

    private const string Closings =
        "Single positions closed by force, against the map of the last bar before each: whether their price lies "
        + "inside a cluster of their side, and how far its nearest centre is, against clusters placed where the "
        + "model's lay in the four weeks before.";

    private const string Weights =
        "Rank correlation of liquidations and swept mass with way, turnover and range held fixed; weights of the tiers "
        + "that follow liquidations against fixed ones.";

    /// <summary>The parts of which there is anything.</summary>
    /// <param name="series">Series with bars of one length.</param>
    /// <param name="models">The models.</param>
    /// <param name="control">The one that knows nothing but where price has been.</param>
    /// <param name="tiers">The model whose tiers' weights may learn.</param>
    /// <param name="history">What was read.</param>
    /// <param name="options">How.</param>
    public static IEnumerable<EvaluationPart> Score(
        ImmutableArray<MarketSeries> series,
        ImmutableArray<LevelModel> models,
        LevelModel control,
        HeatmapModelOptions? tiers,
        HistoryReading history,
        EvaluationOptions options)
    {
        EvaluationPart[] parts =
        [
            Part("Open positions", Positions, "coins",
                ObservedScores.OfPositions(series, models, control, history.Positions, options)),
            Part("Single liquidations", Closings, "coins and bars",
                ObservedScores.OfClosings(series, models, history.Closings, options)),
            Part("Weights of leverage tiers", Weights, "weeks", tiers is null ? [] : TierWeightTrial.Of(
                series,
                tiers.Tiers,
                tier => new HeatmapEstimator(tiers with
                {
                    LearningRate = 0.0, LeverageMin = 1.0, Tiers = [tier with { WeightFraction = 1.0 }],
                }),
                options)),
        ];
        return parts.Where(part => part.Scores.Length > 0);

        EvaluationPart Part(string title, string words, string unit, ImmutableArray<PartScore> scores) =>
            new(title, words, unit, series[0].Interval, LookAhead: null, scores);
    }
}
