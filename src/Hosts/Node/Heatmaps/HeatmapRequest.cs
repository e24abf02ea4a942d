using WhaleStack.Quant;

namespace WhaleStack.Node.Heatmaps;

/// <summary>Which picture a person asked for; null leaves the choice to the data.</summary>
/// <param name="Coin">Coin or instrument.</param>
/// <param name="Venue">Venue of the bars.</param>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
/// <param name="AsOf">Until when the model is fed.</param>
/// <param name="Model">Name of a model, or all.</param>
/// <param name="Window">Which openings.</param>
/// <param name="Data">Folder of history.</param>
/// <param name="Out">File to write.</param>
/// <param name="WidthPixels">Columns of pixels.</param>
public sealed record HeatmapRequest(
    string Coin,
    string? Venue,
    DateTimeOffset? From,
    DateTimeOffset? To,
    DateTimeOffset? AsOf,
    string Model,
    HeatmapWindow? Window,
    string? Data,
    string? Out,
    int WidthPixels);
