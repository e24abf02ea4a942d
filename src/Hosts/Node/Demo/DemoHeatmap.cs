using System.Globalization;
using WhaleStack.Node.Heatmaps;
using WhaleStack.Node.Startup;
using WhaleStack.Quant;
using WhaleStack.Storage;

namespace WhaleStack.Node.Demo;

/// <summary>The picture that a demo leaves: where positions were estimated to be liquidated in the year's last month.
/// </summary>
public static class DemoHeatmap
{
    private const int WidthPixels = 1_200;

    /// <summary>Draws it into the data folder; a line that names it, or why there is none.</summary>
    public static string Draw(HostPaths paths, string folder, CancellationToken stop)
    {
        var file = Path.Combine(folder, "images", "heatmaps", "btcusdt.png");
        var request = new HeatmapRequest(
            "BTCUSDT",
            "bybit",
            From: null,
            To: null,
            AsOf: null,
            HeatmapModelsOptions.TimeWeighted,
            Window: null,
            Path.Combine(paths.Samples, "bybit"),
            file,
            WidthPixels);
        try
        {
            using var nobody = new StringWriter(CultureInfo.InvariantCulture);
            new HeatmapRun(paths, request, nobody).Run(stop);
            return $"  heatmap     {file}";
        }
        catch (Exception error) when (error is StartupException or StorageException or OperationCanceledException)
        {
            return $"  heatmap     not drawn: {error.Message}";
        }
    }
}
