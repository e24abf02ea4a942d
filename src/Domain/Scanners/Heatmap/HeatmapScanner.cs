using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners.Heatmap;

/// <summary>Tells that one cluster of a model holds much of a side's liquidation levels, near the price.</summary>
public sealed class HeatmapScanner(HeatmapScannerOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <summary>Which model's clusters it looks at.</summary>
    public string Model => options.Model;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (view, _) => Find(view) is { } model
            ? [Heaviest(view, model, Side.Sell), Heaviest(view, model, Side.Buy)]
            : []);

    /// <summary>The model among those of a coin; the coin's own heatmap goes by what feeds it.</summary>
    private ModelView? Find(CoinView view) => view.InflowSource == options.Model
        ? new ModelView(options.Model, view.InflowSource, view.LastTime, view.Clusters)
        : view.Models.FirstOrDefault(model => model.Model == options.Model);

    private static IEnumerable<string> ReachedBefore(ClusterView cluster) => cluster.Reached is { } rate
        ?
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"Price reached {rate.Reached} of {rate.Of} such clusters within {rate.Within.TotalHours:0.#} h "
                + $"({rate.LowFraction:0%} to {rate.HighFraction:0%})."),
        ]
        : [];

    private Claim? Heaviest(CoinView view, ModelView model, Side positionSide)
    {
        var side = model.Clusters.Where(cluster => cluster.PositionSide == positionSide).ToList();
        var massQuote = side.Sum(cluster => cluster.MassQuote);
        if (side.MaxBy(cluster => cluster.MassQuote) is not { } cluster
            || view is not { AtrQuote: > 0.0, LastPriceQuote: { } lastQuote })
        {
            return null;
        }

        var distanceAtr = cluster.DistanceFraction * (double)lastQuote / view.AtrQuote.Value;
        var isAhead = positionSide == Side.Sell ? distanceAtr > 0.0 : distanceAtr < 0.0;
        var share = cluster.MassQuote / massQuote;
        if (!isAhead || Math.Abs(distanceAtr) > options.DistanceAtrMax || share < options.ShareFractionMin)
        {
            return null;
        }

        var isAbove = positionSide == Side.Sell;
        return new Claim(
            isAbove ? "shorts_above" : "longs_below",
            Direction: null,
            Math.Clamp(share, 0.01, 1.0),
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cluster.MassQuote / 1e6:0.0} M of {(isAbove ? "shorts" : "longs")} at {cluster.PriceQuote:G6}, "
                    + $"{share:0%} of the side's clusters, {Math.Abs(distanceAtr):0.0} ATR "
                    + $"{(isAbove ? "above" : "below")} the price ({NameOf(model)})."),
                .. ReachedBefore(cluster),
            ])
        {
            TargetQuote = cluster.PriceQuote,
        };
    }

    private static string NameOf(ModelView model) =>
        model.Model == model.InflowSource ? model.Model : $"{model.Model}, by {model.InflowSource}";
}
