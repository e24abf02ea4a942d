namespace WhaleStack.Quant;

/// <summary>A model that can also say what was opened within a window.</summary>
public interface IWindowedLevelMap : ILevelMap
{
    /// <summary>Live mass of a side in buckets first, first + 1 ..., as of the last bar, of what was opened within the
    /// window; a shorter window never has more than a longer one.</summary>
    void CopyMass(LiquidationSide side, int first, Span<double> massQuote, HeatmapWindow window);
}
