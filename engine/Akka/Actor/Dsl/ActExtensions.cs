namespace Akka.Actor.Dsl;

/// <summary>Makes actors that are described by a delegate.</summary>
public static class ActExtensions
{
    /// <summary>Makes an actor; its name is made up when none is given.</summary>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl> config, string? name = null) =>
        factory.ActorOf(Props.Create(() => new Act(config)), name);

    /// <summary>Makes an actor whose description sees its context; its name is made up when none is given.</summary>
    public static IActorRef ActorOf(
        this IActorRefFactory factory, Action<IActorDsl, IActorContext> config, string? name = null) =>
        factory.ActorOf(Props.Create(() => new Act(config)), name);
}
