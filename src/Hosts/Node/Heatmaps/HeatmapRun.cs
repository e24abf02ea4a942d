using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Node.Startup;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Node.Heatmaps;

/// <summary>Reads history, runs models over it and writes a picture of each.</summary>
public sealed class HeatmapRun(HostPaths paths, HeatmapRequest request, TextWriter output)
{
    /// <summary>The word for a picture of each model.</summary>
    public const string AllModels = "all";

    private const int ColumnPixels = 3;
    private static readonly TimeSpan SpanUsual = TimeSpan.FromDays(30);

    /// <summary>Names of the models.</summary>
    public static ImmutableArray<string> ModelNames { get; } =
        [HeatmapModelsOptions.AllOpenings, HeatmapModelsOptions.HighLeverage, HeatmapModelsOptions.TimeWeighted];

    /// <summary>Does it.</summary>
    /// <exception cref="StartupException">There is nothing to draw; says what there is.</exception>
    public int Run(CancellationToken stop)
    {
        var config = WhaleConfig.Load(paths.Config);
        var series = Choose(HistoryReader.Read([request.Data ?? paths.Samples], progress: null, stop).Series);
        var to = request.To ?? series.Bars[^1].CloseTime;
        var from = request.From ?? to - SpanUsual;
        foreach (var name in request.Model == AllModels ? ModelNames : [request.Model])
        {
            stop.ThrowIfCancellationRequested();
            var options = config.HeatmapModels.Find(name)
                ?? throw new StartupException($"config/quant_math/heatmap_models.yaml has no model '{name}'.");
            var film = FilmOf(series, from, to);
            var scene = HeatmapFilm.Make(new HeatmapEstimator(options), series.Bars, film, config.Coins.Clusters);
            PictureFile.Write(FileOf(series, from, to, name), scene, request.WidthPixels, output);
        }

        return ExitCodes.Done;
    }

    private MarketSeries Choose(IReadOnlyList<MarketSeries> all)
    {
        var coin = request.Coin.ToUpperInvariant();
        var named = all.Where(series => coin == series.Coin
            || (coin.StartsWith(series.Coin, StringComparison.Ordinal)
                && coin[series.Coin.Length..] is "USDT" or "USDC" or "USD" or "PERP")).ToList();
        var fitting = named
            .Where(series => request.Venue is null
                || string.Equals(series.Venue, request.Venue, StringComparison.OrdinalIgnoreCase))
            .Where(series => Covers(series))
            .OrderBy(series => series.Interval)
            .ThenBy(series => series.Venue, StringComparer.Ordinal)
            .FirstOrDefault();
        return fitting ?? throw new StartupException(named.Count == 0
            ? $"there are no bars of {request.Coin}; there are: "
                + string.Join(", ", all.Select(series => series.Coin).Distinct(StringComparer.Ordinal))
            : $"no bars of {request.Coin} in this span; there are: " + string.Join("; ", named.Select(Span)));
    }

    private static string Span(MarketSeries series) => series.Bars.Count == 0 ? series.Venue : string.Create(
        CultureInfo.InvariantCulture,
        $"{series.Venue}, {series.Interval}, {series.Bars[0].CloseTime:u} to {series.Bars[^1].CloseTime:u}");

    private bool Covers(MarketSeries series) => series.Bars.Count > 0 && series.Bars.Any(bar =>
        bar.CloseTime > (request.From ?? DateTimeOffset.MinValue)
        && bar.CloseTime <= (request.AsOf ?? DateTimeOffset.MaxValue)
        && bar.CloseTime <= (request.To ?? DateTimeOffset.MaxValue));

    private FilmOptions FilmOf(MarketSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        var bars = series.Bars.Where(bar => bar.CloseTime > from && bar.CloseTime <= to).ToList();
        if (bars.Count == 0 || to <= from)
        {
            throw new StartupException(string.Create(
                CultureInfo.InvariantCulture, $"no bars of {request.Coin} from {from:u} to {to:u}."));
        }

        var columns = Math.Max(request.WidthPixels / ColumnPixels, 1);
        var barsAColumn = Math.Max(1L, (long)Math.Ceiling((to - from) / series.Interval / columns));
        var (low, high) = (bars.Min(bar => bar.Low), bars.Max(bar => bar.High));
        // Half of the span of prices above and below, but never less than one in twenty.
        var margin = Math.Max(Math.Sqrt(high / low), 1.05);
        return new FilmOptions(
            request.Coin.ToUpperInvariant() + (series.Venue == "unknown" ? "" : $" {series.Venue}"),
            from,
            to,
            series.Interval * barsAColumn,
            low / margin,
            high * margin,
            request.WidthPixels / 2 / 2,
            request.AsOf,
            request.Window);
    }

    private string FileOf(MarketSeries series, DateTimeOffset from, DateTimeOffset to, string model)
    {
        if (request.Out is { } file)
        {
            var path = Path.GetFullPath(file);
            var ending = Path.GetExtension(path) is { Length: > 0 } given ? given : ".png";
            return request.Model == AllModels ? Path.ChangeExtension(path, null) + $"-{model}{ending}" : path;
        }

        var name = string.Create(
            CultureInfo.InvariantCulture, $"{series.Coin}-{series.Venue}-{from:yyyyMMdd}-{to:yyyyMMdd}-{model}.png");
        return Path.Combine(paths.Images, "heatmaps", name);
    }
}
