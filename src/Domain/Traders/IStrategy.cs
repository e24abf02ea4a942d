using System.Collections.Immutable;

namespace WhaleStack.Domain.Traders;

/// <summary>Turns what is known at a watermark into wishes to trade. Pure: the same input gives the same
/// wishes.</summary>
public interface IStrategy
{
    /// <summary>Name, as in the configuration.</summary>
    string Name { get; }

    /// <summary>Wishes at this watermark, at most one an instrument and intent, in a fixed order.</summary>
    ImmutableArray<OrderIntent> Decide(StrategyInput input);
}
