using Akka.Actor;
using Akka.Persistence;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>Reads what an actor that is gone has journalled.</summary>
internal sealed class EventWitness : ReceivePersistentActor
{
    public EventWitness(string persistenceId, IActorRef listener)
    {
        PersistenceId = persistenceId;
        Recover<SnapshotOffer>(offer => listener.Tell(offer.Snapshot));
        Recover<RecoveryCompleted>(_ => { }); // The events are all the test wants.
        RecoverAny(listener.Tell);
        CommandAny(_ => { }); // Nobody talks to it.
    }

    public override string PersistenceId { get; }

    public static Props PropsFor(string persistenceId, IActorRef listener) =>
        Props.Create(() => new EventWitness(persistenceId, listener));
}
