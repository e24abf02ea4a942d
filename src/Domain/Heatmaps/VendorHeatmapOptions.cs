using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Heatmaps;

/// <summary>Which heatmaps of a vendor are asked for, and how often.</summary>
/// <param name="Models">Numbers of its models, each once; none to ask for none.</param>
/// <param name="Range">How far back they look: 12 h, 24 h, 3, 7, 30, 90, 180 or 365 days.</param>
/// <param name="Every">Time between two rounds through all instruments and models, 1 minute to 1 day.</param>
/// <param name="RequestsPerMinuteMax">What the plan allows, 1 to 10,000; nothing is asked faster.</param>
public sealed record VendorHeatmapOptions(
    ImmutableArray<int> Models, TimeSpan Range, TimeSpan Every, int RequestsPerMinuteMax) : IValidatedOptions
{
    /// <summary>Rounds that a heatmap is told on when newer ones do not come.</summary>
    public const int RoundsKept = 3;

    private static readonly ImmutableArray<TimeSpan> Ranges =
        [.. HeatmapWindows.All.Select(HeatmapWindows.LengthOf)];

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        ImmutableArray<int> models = Models.IsDefault ? [] : Models;
        return new Mistakes()
            .Unless(
                models.All(model => model is >= 1 and <= VendorModels.Count)
                    && models.Distinct().Count() == models.Length,
                "models",
                string.Join(", ", models.Select(model => model.ToString(CultureInfo.InvariantCulture))),
                $"numbers from 1 to {VendorModels.Count}, each once")
            .Unless(
                Ranges.Contains(Range),
                "range",
                Range.ToString(),
                "12h, 24h, 3d, 7d, 30d, 90d, 180d or 365d")
            .Within("every", Every, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
            .Within("requests_per_minute_max", RequestsPerMinuteMax, 1, 10_000)
            .Found;
    }
}
