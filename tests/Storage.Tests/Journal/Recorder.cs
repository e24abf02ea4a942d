using Akka.Actor;
using Akka.Persistence;
using WhaleStack.Messages.Portfolio;

namespace WhaleStack.Storage.Tests.Journal;

/// <summary>A persistent actor that journals what it is sent and tells what it recovers.</summary>
internal sealed class Recorder : ReceivePersistentActor
{
    private readonly string _id;
    private readonly IActorRef _teller;

    public Recorder(string id, IActorRef teller)
    {
        _id = id;
        _teller = teller;
        Recover<SnapshotOffer>(offer => _teller.Tell(offer.Snapshot));
        RecoverAny(message => _teller.Tell(message));
        Command<SaveSnapshotSuccess>(message => _teller.Tell(message));
        Command<SaveSnapshotFailure>(message => _teller.Tell(message));
        Command<AccountView>(SaveSnapshot);
        CommandAny(message => Persist(message, stored => _teller.Tell(stored)));
    }

    public override string PersistenceId => _id;

    public static Props PropsFor(string id, IActorRef teller) => Props.Create(() => new Recorder(id, teller));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _teller.Tell(new Status.Failure(reason));
}
