using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>All that was found about one model of levels on bars of one length.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Interval">Length of the bars.</param>
/// <param name="Coins">Coins scored.</param>
/// <param name="Decisions">Decisions scored.</param>
/// <param name="Findings">Findings of each coin and of all.</param>
/// <param name="LiftByDistance">Lift of all coins by distance class against levels placed alike.</param>
/// <param name="MirrorByDistance">The same against the mirror image.</param>
/// <param name="Calibration">Calibration of the walk-forward probabilities.</param>
/// <param name="LookAhead">The look-ahead test of levels and market.</param>
/// <param name="PredictionLookAhead">The look-ahead test of fitted probabilities.</param>
public sealed record ModelScore(
    string Model,
    TimeSpan Interval,
    ImmutableArray<string> Coins,
    long Decisions,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Finding> LiftByDistance,
    ImmutableArray<Finding> MirrorByDistance,
    ImmutableArray<CalibrationCurve> Calibration,
    LookAhead LookAhead,
    LookAhead PredictionLookAhead);
