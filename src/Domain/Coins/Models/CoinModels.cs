using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Models;

/// <summary>The models of liquidation levels that a coin holds beside its own proxy heatmap: ours, which grow with its
/// decision candles, and those that a vendor tells. Not thread-safe: one coin owns it.</summary>
internal sealed class CoinModels
{
    /// <summary>Vendors' models that are kept; another one is refused.</summary>
    public const int VendorModelsMax = 8;

    private readonly double _bucketFraction;
    private readonly ClusterFinder _finder;
    private readonly ImmutableArray<(HeatmapEstimator Map, HeldModel Held)> _own;
    private readonly SortedDictionary<string, (ModelLevels Levels, HeldModel Held)> _vendors =
        new(StringComparer.Ordinal);

    /// <param name="options">Which models, and what counts as a cluster.</param>
    /// <param name="finder">Finds clusters in maps as wide as the coin's own heatmap.</param>
    public CoinModels(CoinOptions options, ClusterFinder finder)
    {
        _finder = finder;
        _bucketFraction = options.Heatmap.BucketFraction;
        var finders = new Dictionary<double, ClusterFinder> { [_bucketFraction] = finder };
        _own = [.. options.Models.Select(model =>
        {
            if (!finders.TryGetValue(model.BucketFraction, out var fitting))
            {
                finders[model.BucketFraction] = fitting = new ClusterFinder(options.Clusters, model.BucketFraction);
            }

            var map = new HeatmapEstimator(model);
            return (map, new HeldModel(map, fitting));
        })];
    }

    /// <summary>Whether anything grows with decision candles.</summary>
    public bool IsEmpty => _own.IsEmpty && _vendors.Count == 0;

    /// <summary>A decision candle has closed, with what is known of it.</summary>
    public void Add(in MarketBar bar)
    {
        foreach (var (_, held) in _own)
        {
            held.Add(bar);
        }

        foreach (var (_, held) in _vendors.Values)
        {
            if (bar.CloseTime > held.AsOf)
            {
                held.Add(bar); // Takes out what price has crossed since the vendor looked.
            }
        }
    }

    /// <summary>Takes what a vendor's model shows, in place of what it showed before; says why not, or null.</summary>
    public string? Take(ModelLevels levels)
    {
        if (VendorLevels.Impossible(levels) is { } reason)
        {
            return reason;
        }

        if (_own.Any(own => own.Map.Name == levels.Model))
        {
            return $"model '{levels.Model}' is one of the coin's own.";
        }

        var isKnown = _vendors.TryGetValue(levels.Model, out var before);
        if (isKnown && levels.Time < before.Levels.Time)
        {
            return $"model '{levels.Model}' of {levels.Time:O} is older than that of {before.Levels.Time:O}.";
        }

        if (!isKnown && _vendors.Count == VendorModelsMax)
        {
            return $"model '{levels.Model}' is one more than {VendorModelsMax}.";
        }

        if (VendorLevels.MapOf(levels, _bucketFraction) is not { } map)
        {
            return $"model '{levels.Model}' has no level near the price {levels.PriceQuote}.";
        }

        var held = new HeldModel(map, _finder);
        held.Begin(levels.Time, (double)levels.PriceQuote);
        _vendors[levels.Model] = (levels with { Levels = [] }, held); // The map holds them.
        return null;
    }

    /// <summary>What each says, ours first; a vendor's that is too old is not told.</summary>
    /// <param name="priceQuote">The price that distances are measured from.</param>
    /// <param name="time">Event time.</param>
    public ImmutableArray<ModelView> ViewAt(decimal priceQuote, DateTimeOffset time) => IsEmpty
        ? []
        :
        [
            .. _own.Where(own => own.Held.AsOf > DateTimeOffset.MinValue).Select(own => new ModelView(
                own.Map.Name,
                own.Map.InflowSource,
                own.Held.AsOf,
                own.Held.Clusters.DistancesFrom(priceQuote))),
            .. _vendors.Values.Where(vendor => vendor.Levels.ValidUntil > time).Select(vendor => new ModelView(
                vendor.Levels.Model,
                vendor.Levels.Source,
                vendor.Levels.Time,
                vendor.Held.Clusters.DistancesFrom(priceQuote))),
        ];

    /// <summary>A hole in the candles: what was opened within it is not known. A vendor's levels know of it.</summary>
    public void Clear()
    {
        foreach (var (map, held) in _own)
        {
            map.Clear();
            held.Clear();
        }
    }
}
