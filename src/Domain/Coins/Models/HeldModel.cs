using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Models;

/// <summary>A map of levels with the clusters of its newest state, found when somebody asks. Not thread-safe.</summary>
internal sealed class HeldModel(ILevelMap map, ClusterFinder finder)
{
    private readonly List<LiquidationCluster> _found = [];
    private ImmutableArray<ClusterView> _clusters = [];
    private bool _isStale;
    private double _price;

    /// <summary>Close of the newest bar; the smallest time there is before the first.</summary>
    public DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The clusters, heaviest first, with their distance from the last bar's close.</summary>
    public ImmutableArray<ClusterView> Clusters
    {
        get
        {
            if (_isStale)
            {
                _isStale = false;
                _found.Clear();
                finder.Find(map, _price, _found);
                _clusters = [.. _found.Select(ClusterRules.ViewOf)];
            }

            return _clusters;
        }
    }

    /// <summary>The map holds levels already, as of a price.</summary>
    public void Begin(DateTimeOffset time, double price) => (AsOf, _price, _isStale) = (time, price, true);

    public void Add(in MarketBar bar)
    {
        map.Apply(bar);
        Begin(bar.CloseTime, bar.Close);
    }

    public void Clear() => (AsOf, _clusters, _isStale) = (DateTimeOffset.MinValue, [], false);
}
