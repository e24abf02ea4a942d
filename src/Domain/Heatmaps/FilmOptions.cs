namespace WhaleStack.Domain.Heatmaps;

/// <summary>Which part of a history becomes a heatmap over time, and how fine.</summary>
/// <param name="Symbol">Instrument, for people.</param>
/// <param name="From">Start, UTC; earlier bars only warm the model up.</param>
/// <param name="To">End, UTC.</param>
/// <param name="ColumnLength">Time of a column; at most <see cref="HeatmapFilm.SideMax"/> columns.</param>
/// <param name="LowQuote">Lowest price shown, positive.</param>
/// <param name="HighQuote">Highest price shown.</param>
/// <param name="LevelsMax">Most levels, 1 to <see cref="HeatmapFilm.SideMax"/>; buckets are joined as needed.</param>
/// <param name="FreezeAt">From when on the model is fed no more; null for never.</param>
/// <param name="Window">Which openings are shown; null for all.</param>
public sealed record FilmOptions(
    string Symbol,
    DateTimeOffset From,
    DateTimeOffset To,
    TimeSpan ColumnLength,
    double LowQuote,
    double HighQuote,
    int LevelsMax,
    DateTimeOffset? FreezeAt = null,
    Quant.HeatmapWindow? Window = null)
{
    /// <summary>Refuses what makes no picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(To, From, nameof(To));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ColumnLength, TimeSpan.Zero, nameof(ColumnLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            (To - From) / ColumnLength, HeatmapFilm.SideMax, nameof(ColumnLength));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LowQuote, nameof(LowQuote));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HighQuote, LowQuote, nameof(HighQuote));
        ArgumentOutOfRangeException.ThrowIfLessThan(LevelsMax, 1, nameof(LevelsMax));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LevelsMax, HeatmapFilm.SideMax, nameof(LevelsMax));
        if (!double.IsFinite(HighQuote))
        {
            throw new ArgumentOutOfRangeException(nameof(HighQuote), HighQuote, "Must be finite.");
        }
    }
}
