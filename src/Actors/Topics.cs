namespace WhaleStack.Actors;

/// <summary>Names of the distributed pub-sub topics. One writer kind each.</summary>
public static class Topics
{
    /// <summary>Coins publish <c>CoinUpdated</c> and <c>GapFound</c>.</summary>
    public const string Coins = "coins";

    /// <summary>Scanners publish <c>SignalRaised</c> and <c>SignalsComplete</c>.</summary>
    public const string Signals = "signals";

    /// <summary>
    /// Traders, risk, and portfolios publish what people want to see: decisions, refusals, booked fills, marks.
    /// </summary>
    public const string Trading = "trading";

    /// <summary>The clock publishes its progress.</summary>
    public const string Clock = "clock";

    /// <summary>Feeds publish what <c>FeedHealth</c> has: connections, silent topics, gaps of books.</summary>
    public const string Feeds = "feeds";

    /// <summary>Composite instruments publish <c>LegSilent</c> and <c>LegBack</c>.</summary>
    public const string Composites = "composites";

    /// <summary>The publisher says when the outside comes and goes.</summary>
    public const string Publishing = "publishing";
}
