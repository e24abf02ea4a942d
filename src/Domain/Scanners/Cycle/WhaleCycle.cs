using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Domain.Scanners.Cycle;

/// <summary>A phase that has begun.</summary>
/// <param name="Phase">Which.</param>
/// <param name="ConfidenceFraction">0.5 where only price and sweeps are known, up to 1 where everything agrees.</param>
/// <param name="Reasons">Why, for a person.</param>
public sealed record CycleStep(CyclePhase Phase, double ConfidenceFraction, ImmutableArray<string> Reasons);

/// <summary>The state machine of the whale cycle. Pure.</summary>
/// <remarks>
/// Idle -> Gathering -> PushUp -> TakeProfitUp -> FlipShort -> PushDown -> TakeProfitDown -> Gathering. A push begins
/// from anywhere but itself, since one need not have been seen coming; a phase that lasts too long ends in Idle. A
/// phase begins when price and sweeps say so, and when enough of what is known of flows, open interest and funding
/// agrees; Gathering and FlipShort, of which price says nothing, need at least one of these.
/// </remarks>
public static class WhaleCycle
{
    /// <summary>The phase that begins; null when the present one goes on.</summary>
    /// <param name="phase">The present one.</param>
    /// <param name="age">How long it has lasted.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="options">The thresholds.</param>
    public static CycleStep? Next(
        CyclePhase phase, TimeSpan age, CycleEvidence evidence, WhaleCycleOptions options)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(options);
        if (evidence.MoveAtr is not { } moveAtr)
        {
            return null;
        }

        return Pushed(phase, moveAtr, evidence, options)
            ?? Followed(phase, moveAtr, evidence, options)
            ?? (phase != CyclePhase.Idle && age >= options.PhaseMax
                ? new CycleStep(CyclePhase.Idle, 0.5, [$"{phase} lasted for {age.TotalHours:0} h; nothing followed."])
                : null);
    }

    private static CycleStep? Pushed(
        CyclePhase phase, double moveAtr, CycleEvidence evidence, WhaleCycleOptions options)
    {
        var isUp = moveAtr > 0.0;
        var next = isUp ? CyclePhase.PushUp : CyclePhase.PushDown;
        var swept = isUp ? evidence.ShortsSweptFraction : evidence.LongsSweptFraction;
        if (phase == next || Math.Abs(moveAtr) < options.PushAtrMin || swept < options.SweptFractionMin)
        {
            return null;
        }

        var sign = isUp ? 1.0 : -1.0;
        var votes = new Votes(options)
            .Flow("perpetual takers", sign * evidence.PerpetualFlowFraction)
            .Flow("spot takers", sign * evidence.SpotFlowFraction);
        return votes.Agree(voteNeeded: false) is not { } agreed
            ? null
            : new CycleStep(next, agreed,
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Price {(isUp ? "rose" : "fell")} {Math.Abs(moveAtr):0.0} ATR through {swept:0%} of the "
                    + $"{(isUp ? "shorts" : "longs")}' clusters."),
                .. votes.Reasons,
            ]);
    }

    private static CycleStep? Followed(
        CyclePhase phase, double moveAtr, CycleEvidence evidence, WhaleCycleOptions options)
    {
        var isCalm = Math.Abs(moveAtr) <= options.CalmAtrMax;
        return phase switch
        {
            CyclePhase.PushUp when moveAtr <= options.CalmAtrMax =>
                Ended(CyclePhase.TakeProfitUp, moveAtr, evidence, options, sign: -1.0),
            CyclePhase.PushDown when moveAtr >= -options.CalmAtrMax =>
                Ended(CyclePhase.TakeProfitDown, moveAtr, evidence, options, sign: 1.0),
            CyclePhase.TakeProfitUp when isCalm => Built(CyclePhase.FlipShort, evidence, options, sign: -1.0),
            CyclePhase.TakeProfitDown or CyclePhase.Idle when isCalm =>
                Built(CyclePhase.Gathering, evidence, options, sign: 1.0),
            _ => null,
        };
    }

    /// <summary>A push is over: open interest falls, and takers turn.</summary>
    private static CycleStep? Ended(
        CyclePhase next, double moveAtr, CycleEvidence evidence, WhaleCycleOptions options, double sign)
    {
        var votes = new Votes(options)
            .Flow("perpetual takers", sign * evidence.PerpetualFlowFraction)
            .OpenInterest(-evidence.OpenInterestChangeFraction, "falls");
        return votes.Agree(voteNeeded: false) is not { } agreed
            ? null
            : new CycleStep(next, agreed,
            [
                string.Create(CultureInfo.InvariantCulture, $"The push has stopped: {moveAtr:+0.0;-0.0} ATR."),
                .. votes.Reasons,
            ]);
    }

    /// <summary>Price is calm, and positions of one side grow.</summary>
    private static CycleStep? Built(
        CyclePhase next, CycleEvidence evidence, WhaleCycleOptions options, double sign)
    {
        var votes = new Votes(options)
            .Flow("perpetual takers", sign * evidence.PerpetualFlowFraction)
            .Flow("spot takers", sign * evidence.SpotFlowFraction)
            .OpenInterest(evidence.OpenInterestChangeFraction, "rises");
        if (sign < 0.0)
        {
            votes.Funding(evidence.FundingFraction);
        }

        return votes.Agree(voteNeeded: true) is not { } agreed
            ? null
            : new CycleStep(next, agreed, ["Price is calm.", .. votes.Reasons]);
    }

    /// <summary>What is known besides price, and how much of it agrees.</summary>
    private sealed class Votes(WhaleCycleOptions options)
    {
        private readonly List<string> _reasons = [];
        private int _known;

        public IEnumerable<string> Reasons => _reasons;

        public Votes Flow(string whose, double? towards) =>
            Add(towards, options.FlowFractionMin, $"{whose} lean that way");

        public Votes OpenInterest(double? towards, string how) =>
            Add(towards, options.OpenInterestChangeFractionMin, $"open interest {how}");

        public Votes Funding(double? fundingFraction) =>
            Add(fundingFraction, options.FundingFractionMin, "longs pay");

        /// <summary>The confidence; null when too little agrees.</summary>
        public double? Agree(bool voteNeeded)
        {
            if (_known == 0)
            {
                return voteNeeded ? null : 0.5;
            }

            var share = (double)_reasons.Count / _known;
            return share < options.AgreeFractionMin || _reasons.Count == 0 ? null : 0.5 + (share / 2.0);
        }

        private Votes Add(double? towards, double least, string reason)
        {
            if (towards is { } value)
            {
                _known++;
                if (value >= least)
                {
                    _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{reason} ({Math.Abs(value):0.000%})."));
                }
            }

            return this;
        }
    }
}
