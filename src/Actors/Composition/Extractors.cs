using Akka.Cluster.Sharding;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Composition;

/// <summary>Routes messages to coins by instrument.</summary>
public sealed class CoinExtractor : HashCodeMessageExtractor
{
    private const int ShardsMax = 64;

    /// <summary>Makes it.</summary>
    public CoinExtractor()
        : base(ShardsMax)
    {
    }

    /// <inheritdoc/>
    public override string? EntityId(object message) => (message as IWithCoin)?.Coin.ToString();
}

/// <summary>Routes messages to autotraders by name.</summary>
public sealed class TraderExtractor : HashCodeMessageExtractor
{
    private const int ShardsMax = 16;

    /// <summary>Makes it.</summary>
    public TraderExtractor()
        : base(ShardsMax)
    {
    }

    /// <inheritdoc/>
    public override string? EntityId(object message) => (message as IWithTrader)?.Trader;
}
