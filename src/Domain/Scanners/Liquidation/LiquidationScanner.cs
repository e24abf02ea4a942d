using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners.Liquidation;

/// <summary>Tells that price has reached a heavy cluster of liquidation levels, and that positions are being closed by
/// force one after the other.</summary>
public sealed class LiquidationScanner(LiquidationScannerOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (view, facts) =>
        [
            Reached(watermark, facts, facts.Sweeps.LastShorts, Side.Sell),
            Reached(watermark, facts, facts.Sweeps.LastLongs, Side.Buy),
            Passed(view, Side.Sell),
            Passed(view, Side.Buy),
            Cascade(facts.Liquidations.ShortsQuote, facts.Liquidations.ShortsTurnoverFraction, Side.Sell),
            Cascade(facts.Liquidations.LongsQuote, facts.Liquidations.LongsTurnoverFraction, Side.Buy),
        ]);

    private static string Whose(Side positionSide) => positionSide == Side.Sell ? "shorts" : "longs";

    /// <summary>The last closed candle went through clusters.</summary>
    private Claim? Reached(Watermark watermark, CoinFacts facts, SweepView? sweep, Side positionSide) =>
        sweep is not null
        && watermark.Time - sweep.Time < facts.Interval
        && sweep.ShareFraction >= options.LevelShareFractionMin
            ? Level(positionSide, sweep.PriceQuote, sweep.MassQuote, sweep.ShareFraction)
            : null;

    /// <summary>Price lies beyond a cluster since the last closed candle.</summary>
    private Claim? Passed(CoinView view, Side positionSide)
    {
        var side = view.Clusters.Where(cluster => cluster.PositionSide == positionSide).ToList();
        var massQuote = side.Sum(cluster => cluster.MassQuote);
        var passed = side
            .Where(cluster => positionSide == Side.Sell
                ? cluster.DistanceFraction <= 0.0
                : cluster.DistanceFraction >= 0.0)
            .MaxBy(cluster => cluster.MassQuote);
        return passed is not null && massQuote > 0.0 && passed.MassQuote / massQuote >= options.LevelShareFractionMin
            ? Level(positionSide, passed.PriceQuote, passed.MassQuote, passed.MassQuote / massQuote)
            : null;
    }

    private static Claim Level(Side positionSide, decimal priceQuote, double massQuote, double shareFraction) => new(
        $"level_{Whose(positionSide)}",
        Direction: null,
        Math.Clamp(shareFraction, 0.01, 1.0),
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"Price reached {massQuote / 1e6:0.0} M of {Whose(positionSide)} at {priceQuote:G6}, "
                + $"{shareFraction:0%} of the levels on that side."),
        ])
    {
        TargetQuote = priceQuote,
    };

    private Claim? Cascade(double quote, double? turnoverFraction, Side positionSide) =>
        turnoverFraction is { } fraction
        && fraction >= options.CascadeTurnoverFractionMin
        && quote >= options.CascadeQuoteMin
            ? new Claim(
                $"cascade_{Whose(positionSide)}",
                Direction: null,
                Claim.ConfidenceOf(fraction, options.CascadeTurnoverFractionMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{quote / 1e6:0.00} M of {Whose(positionSide)} were liquidated, {fraction:0.0%} of a usual "
                        + $"candle's turnover (least {options.CascadeTurnoverFractionMin:0.0%})."),
                ])
            : null;
}
