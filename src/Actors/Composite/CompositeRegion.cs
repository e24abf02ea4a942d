using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Composite;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Composite;

/// <summary>The composite instruments of a node, and which coin is part of which.</summary>
internal sealed class CompositeRegion
{
    private readonly ImmutableDictionary<InstrumentId, InstrumentId> _compositeOf;

    private CompositeRegion(IActorRef region, ImmutableArray<CompositeOptions> composites)
    {
        Region = region;
        _compositeOf = composites
            .SelectMany(composite => composite.Legs.Select(leg => (leg.Coin, composite.Id)))
            .ToImmutableDictionary(pair => pair.Coin, pair => pair.Id);
    }

    /// <summary>Their shard region; nobody where there are none.</summary>
    public IActorRef Region { get; }

    /// <summary>Starts the region, unless there are no composites.</summary>
    /// <param name="system">On this system.</param>
    /// <param name="composites">Which there are.</param>
    /// <param name="refs">The references, which are known before the first message.</param>
    public static CompositeRegion Start(
        ActorSystem system, ImmutableArray<CompositeOptions> composites, Func<TradingRefs> refs)
    {
        if (composites.IsEmpty)
        {
            return new CompositeRegion(ActorRefs.Nobody, composites);
        }

        var byId = composites.ToImmutableDictionary(composite => composite.Id);
        var region = ClusterSharding.Get(system).Start(
            ActorNames.CompositeRegion,
            id => CompositeActor.PropsFor(byId[InstrumentId.Parse(id)], refs()),
            ClusterShardingSettings.Create(system),
            new CoinExtractor());
        return new CompositeRegion(region, composites);
    }

    /// <summary>Where a coin's observations go; null when it is part of no composite.</summary>
    public CompositeRef? Of(InstrumentId coin) =>
        _compositeOf.TryGetValue(coin, out var composite) ? new CompositeRef(Region, composite) : null;
}
