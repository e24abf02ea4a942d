using System.Collections.Immutable;
using Akka.Actor;

namespace WhaleStack.Actors.Composition;

/// <summary>
/// Where every part of the system is reached; proxies and regions, so valid before the parts themselves run.
/// </summary>
/// <param name="Mediator">Distributed pub-sub.</param>
/// <param name="Coins">Shard region of the coins.</param>
/// <param name="Traders">Shard region of the autotraders.</param>
/// <param name="Clock">The market clock.</param>
/// <param name="Scanner">The whale-target scanner.</param>
/// <param name="Risk">Risk.</param>
/// <param name="Execution">Execution of the account.</param>
/// <param name="Portfolio">Portfolio of the account.</param>
/// <param name="Venue">Where the account trades.</param>
/// <param name="Broadcaster">The file broadcaster.</param>
public sealed record TradingRefs(
    IActorRef Mediator,
    IActorRef Coins,
    IActorRef Traders,
    IActorRef Clock,
    IActorRef Scanner,
    IActorRef Risk,
    IActorRef Execution,
    IActorRef Portfolio,
    IActorRef Venue,
    IActorRef Broadcaster)
{
    /// <summary>The other scanners.</summary>
    public ImmutableArray<IActorRef> MoreScanners { get; init; } = [];

    /// <summary>Shard region of the composite instruments; nobody where there are none.</summary>
    public IActorRef Composites { get; init; } = ActorRefs.Nobody;

    /// <summary>Actors that live as long as the node does; empty until they are started.</summary>
    public ImmutableArray<IActorRef> Parts { get; init; } = [];
}
