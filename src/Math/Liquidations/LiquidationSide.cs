namespace WhaleStack.Quant;

/// <summary>Whose positions are liquidated.</summary>
public enum LiquidationSide
{
    /// <summary>Longs, when price falls to a level below it.</summary>
    Longs = 1,

    /// <summary>Shorts, when price rises to a level above it.</summary>
    Shorts = 2,
}
