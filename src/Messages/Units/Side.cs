namespace WhaleStack.Messages.Units;

/// <summary>Direction of an order, a taker or a wanted move: <see cref="Buy"/> profits when price rises.</summary>
public enum Side
{
    /// <summary>Buys base for quote.</summary>
    Buy = 1,

    /// <summary>Sells base for quote.</summary>
    Sell = 2,
}

/// <summary>Arithmetic on <see cref="Side"/>.</summary>
public static class SideExtensions
{
    /// <summary>The other side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no side.</exception>
    public static Side Opposite(this Side side) => side switch
    {
        Side.Buy => Side.Sell,
        Side.Sell => Side.Buy,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    /// <summary>+1 for <see cref="Side.Buy"/>, -1 for <see cref="Side.Sell"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no side.</exception>
    public static int Sign(this Side side) => side switch
    {
        Side.Buy => 1,
        Side.Sell => -1,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };
}
