namespace WhaleStack.Quant;

/// <summary>Where all the mass of a heatmap went: opened = live + swept + decayed + closed + dropped.</summary>
/// <remarks>Unit: quote, since the start. Live mass is the map's own. True to the rounding of the stored single
/// precision, 1e-5 of what was opened.</remarks>
public sealed class HeatmapLedger
{
    /// <summary>Added by openings.</summary>
    public double OpenedQuote { get; internal set; }

    /// <summary>Removed because price crossed its level.</summary>
    public double SweptQuote { get; internal set; }

    /// <summary>Faded by half-life.</summary>
    public double DecayedQuote { get; internal set; }

    /// <summary>Removed because open interest says that positions were closed.</summary>
    public double ClosedQuote { get; internal set; }

    /// <summary>Dropped because it lay too far from the price, or was too old.</summary>
    public double DroppedQuote { get; internal set; }

    internal void Clear() =>
        OpenedQuote = SweptQuote = DecayedQuote = ClosedQuote = DroppedQuote = 0.0;

    internal void Add(HeatmapLedger other)
    {
        OpenedQuote += other.OpenedQuote;
        SweptQuote += other.SweptQuote;
        DecayedQuote += other.DecayedQuote;
        ClosedQuote += other.ClosedQuote;
        DroppedQuote += other.DroppedQuote;
    }
}
