using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Ranking;

/// <summary>How much each part counts in the composite score. Each weight is 0 to 1; they sum to 1.</summary>
/// <param name="Imbalance">How one-sided the clusters of liquidation levels are.</param>
/// <param name="Trend">How straight price goes one way.</param>
/// <param name="Move">How far price moved within a day.</param>
/// <param name="Volume">How much more than usual is traded.</param>
/// <param name="OpenInterest">How much open interest changed.</param>
/// <param name="Funding">How much one side pays the other.</param>
/// <param name="Outlier">How unusual the last return is.</param>
/// <param name="Calm">How short the wicks are on the whole: long ones take stops.</param>
/// <param name="WickRisk">How low the risk score of long wicks and stop hunts is.</param>
/// <param name="Tail">How little the worst candles cost.</param>
public sealed record RankingOptions(
    double Imbalance,
    double Trend,
    double Move,
    double Volume,
    double OpenInterest,
    double Funding,
    double Outlier,
    double Calm,
    double WickRisk,
    double Tail) : IValidatedOptions
{
    private const double Tolerance = 1e-9;

    private double Sum =>
        Imbalance + Trend + Move + Volume + OpenInterest + Funding + Outlier + Calm + WickRisk + Tail;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("imbalance", Imbalance, 0.0, 1.0)
        .Within("trend", Trend, 0.0, 1.0)
        .Within("move", Move, 0.0, 1.0)
        .Within("volume", Volume, 0.0, 1.0)
        .Within("open_interest", OpenInterest, 0.0, 1.0)
        .Within("funding", Funding, 0.0, 1.0)
        .Within("outlier", Outlier, 0.0, 1.0)
        .Within("calm", Calm, 0.0, 1.0)
        .Within("wick_risk", WickRisk, 0.0, 1.0)
        .Within("tail", Tail, 0.0, 1.0)
        .Unless(
            Math.Abs(Sum - 1.0) <= Tolerance,
            "imbalance, trend, move, volume, open_interest, funding, outlier, calm, wick_risk, tail",
            "a sum other than 1",
            "weights that sum to 1")
        .Found;
}
