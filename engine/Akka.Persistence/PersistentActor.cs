namespace Akka.Persistence;

/// <summary>A persistent actor that overrides <c>ReceiveRecover</c> and <c>ReceiveCommand</c>.</summary>
public abstract class PersistentActor : Eventsourced
{
    /// <inheritdoc/>
    protected override bool Receive(object message) => ReceiveCommand(message);
}
