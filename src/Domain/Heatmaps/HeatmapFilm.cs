using System.Collections.Immutable;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Domain.Heatmaps;

/// <summary>Runs a model over recorded bars and keeps what it says at each time: a heatmap over time.</summary>
/// <remarks>Each column shows the field as it was at the end of its candle, known then and not later. Pure.</remarks>
public sealed class HeatmapFilm
{
    /// <summary>Most columns and most levels of a heatmap.</summary>
    public const int SideMax = 2_000;

    private const int SweepsMax = 24;
    private readonly HeatmapEstimator _model;
    private readonly FilmOptions _options;
    private readonly List<Candle> _candles = [];
    private readonly List<HeatmapCell> _cells = [];
    private readonly List<HeatmapSweep> _sweeps = [];
    private readonly List<LiquidationCluster> _clusters = [];
    private readonly double[] _mass;
    private readonly double[] _sideMass;
    private readonly int _firstBucket;
    private readonly int _levelBuckets;
    private double _closePrice;

    private HeatmapFilm(HeatmapEstimator model, FilmOptions options)
    {
        _model = model;
        _options = options;
        _firstBucket = model.BucketOf(options.LowQuote);
        var buckets = model.BucketOf(options.HighQuote) - _firstBucket + 1;
        _levelBuckets = ((buckets - 1) / options.LevelsMax) + 1;
        var levels = (buckets + _levelBuckets - 1) / _levelBuckets;
        _mass = new double[levels * _levelBuckets];
        _sideMass = new double[_mass.Length];
    }

    /// <summary>Makes the scene of a span of bars.</summary>
    /// <param name="model">A fresh model.</param>
    /// <param name="bars">Bars in order of time; those before the span warm the model up.</param>
    /// <param name="options">The span, and how fine the picture is.</param>
    /// <param name="clusters">What counts as a cluster.</param>
    /// <exception cref="ArgumentException">The span holds no bar that feeds the model, or the options are
    /// impossible.</exception>
    public static HeatmapScene Make(
        HeatmapEstimator model, IEnumerable<MarketBar> bars, FilmOptions options, ClusterOptions clusters)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var film = new HeatmapFilm(model, options);
        var span = bars.TakeWhile(bar => bar.CloseTime <= options.To).GroupBy(film.ColumnOf);
        foreach (var column in span)
        {
            film.Take(column.Key, [.. column]);
        }

        if (film._candles.Count == 0 || film._closePrice <= 0.0)
        {
            throw new ArgumentException($"no bar from {options.From:u} to {options.To:u}.", nameof(bars));
        }

        new ClusterFinder(clusters, model.BucketFraction).Find(model, film._closePrice, film._clusters);
        return film.Scene();
    }

    // -1 for what comes before the first column.
    private int ColumnOf(MarketBar bar) => bar.CloseTime <= _options.From
        ? -1
        : (int)((bar.CloseTime - _options.From - TimeSpan.FromTicks(1)) / _options.ColumnLength);

    private void Take(int column, ImmutableArray<MarketBar> bars)
    {
        foreach (var bar in bars)
        {
            if (bar.CloseTime > (_options.FreezeAt ?? DateTimeOffset.MaxValue))
            {
                continue;
            }

            _model.Apply(bar);
            _closePrice = bar.Close;
            if (column >= 0)
            {
                NoteSweep(bar);
            }
        }

        if (column >= 0)
        {
            _candles.Add(CandleOf(bars, _options.From + (column * _options.ColumnLength)));
            AddCells();
        }
    }

    private void NoteSweep(in MarketBar bar)
    {
        var (longs, shorts) = (_model.SweptLongsQuote, _model.SweptShortsQuote);
        if (longs > 0.0)
        {
            _sweeps.Add(new HeatmapSweep(_candles.Count, LiquidationSide.Longs, bar.Low, longs));
        }

        if (shorts > 0.0)
        {
            _sweeps.Add(new HeatmapSweep(_candles.Count, LiquidationSide.Shorts, bar.High, shorts));
        }
    }

    private Candle CandleOf(ImmutableArray<MarketBar> bars, DateTimeOffset openTime) => new(
        openTime,
        _options.ColumnLength,
        (decimal)bars[0].Open,
        (decimal)bars.Max(bar => bar.High),
        (decimal)bars.Min(bar => bar.Low),
        (decimal)bars[^1].Close,
        (decimal)bars.Sum(bar => bar.VolumeBase),
        (decimal)bars.Sum(bar => bar.TurnoverQuote));

    private void AddCells()
    {
        Copy(LiquidationSide.Longs, _mass);
        Copy(LiquidationSide.Shorts, _sideMass);
        for (var level = 0; level < _mass.Length / _levelBuckets; level++)
        {
            var sum = 0.0;
            for (var i = level * _levelBuckets; i < (level + 1) * _levelBuckets; i++)
            {
                sum += _mass[i] + _sideMass[i];
            }

            if (sum > 0.0)
            {
                _cells.Add(new HeatmapCell(_candles.Count - 1, level, sum));
            }
        }
    }

    private void Copy(LiquidationSide side, double[] mass)
    {
        if (_options.Window is { } window)
        {
            _model.CopyMass(side, _firstBucket, mass, window);
        }
        else
        {
            _model.CopyMass(side, _firstBucket, mass);
        }
    }

    private HeatmapScene Scene()
    {
        var levels = Enumerable.Range(0, _mass.Length / _levelBuckets).Select(level =>
            (decimal)Math.Exp((_firstBucket + ((level + 0.5) * _levelBuckets)) * _model.BucketFraction));
        return new HeatmapScene(
            new LiquidationHeatmap(_model.Name, _options.Symbol, null, [.. _candles], [.. levels], [.. _cells]),
            _model.InflowSource,
            [.. _sweeps.OrderByDescending(sweep => sweep.MassQuote).Take(SweepsMax)],
            [.. _clusters],
            _options.FreezeAt < _options.To ? _options.FreezeAt : null,
            _closePrice);
    }
}
