using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Which openings a heatmap shows: those of the last 12 hours, and so on up to a year.</summary>
public enum HeatmapWindow
{
    /// <summary>12 hours.</summary>
    Hours12 = 1,

    /// <summary>24 hours.</summary>
    Hours24 = 2,

    /// <summary>3 days.</summary>
    Days3 = 3,

    /// <summary>7 days.</summary>
    Days7 = 4,

    /// <summary>30 days.</summary>
    Days30 = 5,

    /// <summary>90 days.</summary>
    Days90 = 6,

    /// <summary>180 days.</summary>
    Days180 = 7,

    /// <summary>365 days.</summary>
    Year1 = 8,
}

/// <summary>The windows' lengths and names.</summary>
public static class HeatmapWindows
{
    /// <summary>All of them, shortest first.</summary>
    public static ImmutableArray<HeatmapWindow> All { get; } = [.. Enum.GetValues<HeatmapWindow>()];

    /// <summary>How far it looks back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public static TimeSpan LengthOf(HeatmapWindow window) => window switch
    {
        HeatmapWindow.Hours12 => TimeSpan.FromHours(12),
        HeatmapWindow.Hours24 => TimeSpan.FromHours(24),
        HeatmapWindow.Days3 => TimeSpan.FromDays(3),
        HeatmapWindow.Days7 => TimeSpan.FromDays(7),
        HeatmapWindow.Days30 => TimeSpan.FromDays(30),
        HeatmapWindow.Days90 => TimeSpan.FromDays(90),
        HeatmapWindow.Days180 => TimeSpan.FromDays(180),
        HeatmapWindow.Year1 => TimeSpan.FromDays(365),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, "Unknown window."),
    };

    /// <summary>Its name, such as <c>12h</c>, <c>30d</c> or <c>1y</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public static string NameOf(HeatmapWindow window) => window switch
    {
        HeatmapWindow.Hours12 => "12h",
        HeatmapWindow.Hours24 => "24h",
        HeatmapWindow.Days3 => "3d",
        HeatmapWindow.Days7 => "7d",
        HeatmapWindow.Days30 => "30d",
        HeatmapWindow.Days90 => "90d",
        HeatmapWindow.Days180 => "180d",
        HeatmapWindow.Year1 => "1y",
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, "Unknown window."),
    };
}
