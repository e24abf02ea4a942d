using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins;

/// <summary>The numbers of a coin that grow with its decision candles. Not thread-safe: one coin owns it.</summary>
internal sealed class CoinAnalytics
{
    private readonly CoinOptions _options;
    private readonly Atr _atr;
    private readonly Ema _ema;
    private readonly LiquidationHeatmap _heatmap;
    private readonly List<LiquidationCluster> _found = [];
    private ImmutableArray<ClusterView> _clusters = [];
    private double _lastClose;

    public CoinAnalytics(CoinOptions options)
    {
        _options = options;
        _atr = new Atr(options.AtrPeriod);
        _ema = new Ema(options.TrendPeriod);
        _heatmap = new LiquidationHeatmap(options.Heatmap);
        Finder = new ClusterFinder(options.Clusters, options.Heatmap.BucketFraction);
    }

    /// <summary>Finds clusters in maps as wide as the coin's heatmap.</summary>
    public ClusterFinder Finder { get; }

    public long Candles { get; private set; }

    public long ClustersBorn { get; private set; }

    /// <summary>The clusters as they were at the last decision candle.</summary>
    public ImmutableArray<ClusterView> Clusters => _clusters;

    /// <summary>The same as they were found.</summary>
    public IReadOnlyList<LiquidationCluster> Found => _found;

    public double? AtrQuote => _atr.Value;

    /// <summary>Close over its EMA minus 1: how far price has run from its slow mean. Null in warm-up.</summary>
    public double? TrendFraction => _ema.Value is { } average and > 0.0 ? (_lastClose / average) - 1.0 : null;

    public CoinCondition Condition =>
        Candles >= _options.WarmUpCandles && AtrQuote is not null && TrendFraction is not null
            ? CoinCondition.Live
            : CoinCondition.Warming;

    public void Add(Candle candle)
    {
        Candles++;
        _lastClose = (double)candle.CloseQuote;
        var high = (double)candle.HighQuote;
        var low = (double)candle.LowQuote;
        _atr.Add(high, low, _lastClose);
        _ema.Add(_lastClose);
        _heatmap.Apply(new HeatmapCandle(
            candle.CloseTime, (double)candle.OpenQuote, high, low, _lastClose, (double)candle.TurnoverQuote));
        _found.Clear();
        Finder.Find(_heatmap, _lastClose, _found);
        var before = _clusters;
        _clusters = [.. _found.Select(ClusterRules.ViewOf)];
        ClustersBorn += _clusters.Count(cluster => !before.Any(old => old.LivesOnAs(cluster)));
    }

    /// <summary>The clusters, with their distance from a newer price.</summary>
    public ImmutableArray<ClusterView> ClustersFrom(decimal priceQuote) => _clusters.DistancesFrom(priceQuote);

    public void Clear()
    {
        Candles = 0;
        _atr.Clear();
        _ema.Clear();
        _heatmap.Clear();
        _found.Clear();
        _clusters = [];
    }
}
