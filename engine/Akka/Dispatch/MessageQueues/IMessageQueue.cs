using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The queue inside a mailbox: many may put in, one takes out.</summary>
public interface IMessageQueue
{
    /// <summary>True when there is something to take out.</summary>
    bool HasMessages { get; }

    /// <summary>How many messages there are; while others put in, an estimate.</summary>
    int Count { get; }

    /// <summary>Puts a message in.</summary>
    void Enqueue(IActorRef receiver, Envelope envelope);

    /// <summary>Takes a message out.</summary>
    bool TryDequeue(out Envelope envelope);

    /// <summary>Called when the owner is gone: moves what is left to the dead letters.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
