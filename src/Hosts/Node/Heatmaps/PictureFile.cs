using System.Globalization;
using WhaleStack.Channels.Pictures.Heatmaps;
using WhaleStack.Domain.Heatmaps;

namespace WhaleStack.Node.Heatmaps;

/// <summary>Draws a scene into a file and says what is in it.</summary>
internal static class PictureFile
{
    private const int HeightPixelsMin = 500;

    /// <summary>Does it; the height is nine sixteenths of the width.</summary>
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static void Write(string file, HeatmapScene scene, int widthPixels, TextWriter output)
    {
        var height = Math.Max(widthPixels * 9 / 16, HeightPixelsMin);
        var png = HeatmapPicture.Draw(scene, widthPixels, height).ToPng();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, png);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"'{file}' cannot be written: {error.Message}");
        }

        var (columns, levels) = (scene.Map.Candles.Length, scene.Map.LevelsQuote.Length);
        output.WriteLine($"{file}: {columns} columns, {levels} levels, fed by {scene.Inflow}");
        foreach (var cluster in scene.Clusters)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {cluster.Side,-6} {cluster.Price,12:0.######} {cluster.DistanceFraction * 100,6:+0.0;-0.0} %"));
        }
    }
}
