namespace WhaleStack.Actors.Composition;

/// <summary>Persistence ids and names, in one place. A persistence id is never renamed: the journal knows it.</summary>
public static class ActorNames
{
    /// <summary>Shard type of coins.</summary>
    public const string CoinRegion = "coin";

    /// <summary>Shard type of autotraders.</summary>
    public const string TraderRegion = "trader";

    /// <summary>Shard type of composite instruments.</summary>
    public const string CompositeRegion = "composite";

    /// <summary>Singleton name of the market clock.</summary>
    public const string Clock = "clock";

    /// <summary>Singleton name of the publisher.</summary>
    public const string Publisher = "publisher";

    /// <summary>Singleton name of the ranking.</summary>
    public const string Ranking = "ranking";

    /// <summary>Singleton name of who asks a vendor for heatmaps.</summary>
    public const string VendorHeatmaps = "vendor-heatmaps";

    /// <summary>Persistence id of a scanner.</summary>
    public static string Scanner(string agent) => $"scanner-{agent}";

    /// <summary>Persistence id of a trader.</summary>
    public static string Trader(string trader) => $"trader-{trader}";

    /// <summary>Persistence id of risk for an account.</summary>
    public static string Risk(string account) => $"risk-{account}";

    /// <summary>Persistence id of execution for an account.</summary>
    public static string Execution(string account) => $"execution-{account}";

    /// <summary>Persistence id of a portfolio.</summary>
    public static string Portfolio(string account) => $"portfolio-{account}";

    /// <summary>Persistence id of the paper exchange of an account.</summary>
    public static string Paper(string account) => $"paper-{account}";

    /// <summary>Persistence id of a broadcaster.</summary>
    public static string Broadcaster(string channel) => $"broadcaster-{channel}";

    /// <summary>Persistence id of a feed.</summary>
    public static string Feed(string feed) => $"feed-{feed}";
}
