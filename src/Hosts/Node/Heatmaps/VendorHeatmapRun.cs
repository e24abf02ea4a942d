using WhaleStack.Domain.Heatmaps;
using WhaleStack.Domain.Ports;
using WhaleStack.Node.Startup;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;
using WhaleStack.Venues.CoinGlass;
using LiquidationHeatmap = WhaleStack.Messages.Derivatives.LiquidationHeatmap;

namespace WhaleStack.Node.Heatmaps;

/// <summary>Asks CoinGlass for a heatmap and writes a picture of it.</summary>
internal sealed class VendorHeatmapRun(HostPaths paths, HeatmapRequest request, TextWriter output)
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD"];

    /// <summary>Does it.</summary>
    /// <exception cref="StartupException">There is no key, the vendor refuses, or there is nothing to draw.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var config = WhaleConfig.Load(paths.Config);
        var env = EnvSettings.Load(EnvFile.Read(paths.EnvFile), paths.EnvFile);
        using var data = CoinGlassClient.Of(env, config, TimeProvider.System)
            ?? throw new StartupException(
                $"model '{request.Model}' is CoinGlass's: it needs COINGLASS_API_KEY in .env, of a plan with "
                + "heatmaps.");
        var map = Value(await data.GetHeatmapAsync(Asked(config), stop).ConfigureAwait(false));
        var scene = SceneOf(map, config.Coins);
        var last = scene.Map.Candles[^1].CloseTime;
        var file = request.Out is { } named
            ? Path.GetFullPath(named)
            : Path.Combine(
                paths.Images,
                "heatmaps",
                $"{map.Symbol}-{map.Exchange ?? "all"}-{last.UtcDateTime:yyyyMMdd'T'HHmm}-{request.Model}.png");
        PictureFile.Write(file, scene, request.WidthPixels, output);
        return ExitCodes.Done;
    }

    /// <summary>One exchange where a venue is named, all of them together where none is.</summary>
    private Domain.Ports.HeatmapRequest Asked(WhaleConfig config)
    {
        if (request.From is not null || request.To is not null || request.AsOf is not null)
        {
            throw new StartupException(
                "CoinGlass tells the present: --from, --to and --as-of are for recorded history; --window is its "
                + "range.");
        }

        var number = VendorModels.NumberOf(request.Model)
            ?? throw new StartupException($"'{request.Model}' is no model of CoinGlass.");
        var symbol = request.Coin.ToUpperInvariant();
        var range = request.Window is { } window
            ? HeatmapWindows.LengthOf(window)
            : config.MarketData.CoinglassHeatmaps.Range;
        if (request.Venue is not { } venue)
        {
            var quote = Array.Find(Quotes, quote => symbol.Length > quote.Length
                && symbol.EndsWith(quote, StringComparison.Ordinal));
            return new(number, symbol[..^(quote?.Length ?? 0)], Exchange: null, range);
        }

        var instrument = Array.Exists(Quotes, quote => symbol.EndsWith(quote, StringComparison.Ordinal))
            ? symbol
            : symbol + Quotes[0];
        return new(number, instrument, CoinGlassExchanges.NameOf(venue.ToLowerInvariant()) ?? venue, range);
    }

    private static LiquidationHeatmap Value(VenueResult<LiquidationHeatmap> result) =>
        result is VenueResult<LiquidationHeatmap>.Granted granted
            ? granted.Value
            : throw new StartupException(result.Failure!.Message);

    private static HeatmapScene SceneOf(
        LiquidationHeatmap map, Domain.Coins.CoinOptions options)
    {
        try
        {
            return VendorHeatmap.Scene(map, options.Clusters, options.Heatmap.BucketFraction);
        }
        catch (ArgumentException error)
        {
            throw new StartupException($"the heatmap of {map.Symbol} has nothing to draw: {error.Message}", error);
        }
    }
}
