using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that ask whether there is anything at all.
public static partial class SourceOperations
{
    /// <summary>The other stream when this completes without an element; it waits until that is known.</summary>
    public static Source<T, TMat> OrElse<T, TMat>(
        this Source<T, TMat> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        flow.Via(Junctions.OrElseWith(secondary));

    /// <summary>The other stream when this completes without an element, with what both materialize.</summary>
    public static Source<T, TMat3> OrElseMaterialized<T, TMat, TMat2, TMat3>(
        this Source<T, TMat> flow,
        IGraph<SourceShape<T>, TMat2> secondary,
        Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(Junctions.OrElseWith(secondary), materializedFunction);

    /// <summary>Fails with a <see cref="WatchedActorTerminatedException"/> when the actor stops.</summary>
    public static Source<T, TMat> Watch<T, TMat>(this Source<T, TMat> flow, IActorRef actorRef) =>
        flow.Via(new WatchStage<T>(actorRef));
}
