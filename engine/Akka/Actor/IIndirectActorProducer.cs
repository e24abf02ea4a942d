namespace Akka.Actor;

/// <summary>Makes actors in a way that <see cref="Props"/> cannot express.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of the actors made; known before the first is made.</summary>
    Type ActorType { get; }

    /// <summary>Makes a new instance.</summary>
    ActorBase Produce();

    /// <summary>Told when an instance is no longer used.</summary>
    void Release(ActorBase actor);
}
