namespace WhaleStack.Storage.Configuration;

/// <summary>Whether orders cost money.</summary>
public enum TradingMode
{
    /// <summary>Orders go to the paper exchange.</summary>
    Paper = 1,

    /// <summary>Orders go to a real venue.</summary>
    Live = 2,
}
