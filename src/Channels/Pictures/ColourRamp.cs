using System.Collections.Immutable;

namespace WhaleStack.Channels.Pictures;

/// <summary>Colours for a quantity from 0 to 1, with even steps to the eye.</summary>
public sealed class ColourRamp
{
    private readonly ImmutableArray<Colour> _stops;

    private ColourRamp(params ReadOnlySpan<int> rgb) => _stops = [.. rgb.ToArray().Select(Colour.OfRgb)];

    /// <summary>Dark violet over green to yellow: brightness rises evenly, also for the colour-blind and in
    /// grey.</summary>
    public static ColourRamp Viridis { get; } = new(
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725);

    /// <summary>Blue over white to red: for what may lie on either side of 0.5.</summary>
    public static ColourRamp BlueToRed { get; } = new(0x2166AC, 0x92C5DE, 0xF7F7F7, 0xF4A582, 0xB2182B);

    /// <summary>The colour of a share; beyond 0 and 1 it is that of the nearer end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is no number.</exception>
    public Colour Of(double fraction)
    {
        if (double.IsNaN(fraction))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Must be a number.");
        }

        var place = Math.Clamp(fraction, 0.0, 1.0) * (_stops.Length - 1);
        var index = Math.Min((int)place, _stops.Length - 2);
        return _stops[index].Under(_stops[index + 1], place - index);
    }
}
