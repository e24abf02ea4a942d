using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor that overrides <c>OnRecover</c> and <c>OnCommand</c>.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <summary>The context of the actor that is running.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc/>
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <inheritdoc/>
    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Handles a command; call <c>Unhandled</c> for one that is not known.</summary>
    protected abstract void OnCommand(object message);

    /// <summary>Handles a stored event, a <see cref="SnapshotOffer"/> or <see cref="RecoveryCompleted"/>.</summary>
    protected abstract void OnRecover(object message);

#pragma warning disable CA1822 // Instance members in Akka.NET.
    /// <summary>Changes the command handler.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Changes the command handler until <c>UnbecomeStacked</c>.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
#pragma warning restore CA1822
}
