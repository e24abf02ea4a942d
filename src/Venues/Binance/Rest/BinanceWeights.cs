namespace WhaleStack.Venues.Binance.Rest;

/// <summary>What the venue counts requests for, where that depends on what is asked.</summary>
internal static class BinanceWeights
{
    /// <summary>A book.</summary>
    /// <param name="levels">Levels of each side.</param>
    public static int Depth(int levels) => levels switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 };
}
