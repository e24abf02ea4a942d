using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Play;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Node.Evaluate;

/// <summary>Plays history through all scanners of a configuration and scores what they say.</summary>
internal static class ScannerScoring
{
    /// <summary>The part of the report.</summary>
    /// <param name="config">Scanners, coins, and the fee of a market order.</param>
    /// <param name="chosen">Series that are scored, with bars of one length.</param>
    /// <param name="all">All that was read: the same coins at other venues are among them.</param>
    /// <param name="options">How intervals are drawn.</param>
    /// <param name="stop">Gives up.</param>
    public static EvaluationPart Score(
        WhaleConfig config,
        ImmutableArray<MarketSeries> chosen,
        IReadOnlyList<MarketSeries> all,
        EvaluationOptions options,
        CancellationToken stop)
    {
        IReadOnlyList<IScanner> scanners = [new WhaleTargetScanner(config.WhaleTarget), .. config.Scanners.Running];
        var others = all
            .Where(one => one.Interval == chosen[0].Interval && !chosen.Contains(one))
            .ToList();
        var coins = config.Coins with { Models = config.HeatmapModels.OfCoins }; // As in a running node.
        var marks = ScannerPlay.Of(chosen, others, scanners, coins, stop);
        var lookAhead = ScannerPlay.Check(marks, chosen, others, scanners, coins, options.Seed);
        var signals = SignalOptions.For(coins.DecisionInterval, (double)config.Platform.Paper.TakerFeeFraction);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"What came after signals, against random times of the same coin and hour of the week. With a direction: "
            + $"the return, signed by it; costs are two market orders of {signals.FeeFraction:0.000%} each. Without: "
            + $"how far price went, highest over lowest, as such and in ATR known at the time.");
        return new EvaluationPart(
            "Scanners",
            words,
            "weeks",
            chosen[0].Interval,
            lookAhead,
            SignalScores.Of(chosen, [.. scanners.Select(scanner => scanner.Agent)], marks, signals, options));
    }
}
