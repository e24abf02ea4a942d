using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>The mailbox of actors that are gone: everything in it is a dead letter.</summary>
public sealed class DeadLetterMailbox : Mailbox
{
    private readonly IActorRef _deadLetters;

    internal DeadLetterMailbox(IActorRef deadLetters)
        : base(new DeadLetterQueue(deadLetters))
    {
        _deadLetters = deadLetters;
        Close();
    }

    /// <inheritdoc/>
    public override void CleanUp()
    {
    }

    internal void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        if (message is Watch watch && !watch.Watcher.Equals(receiver))
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, false, false));
        }
    }

    private sealed class DeadLetterQueue(IActorRef deadLetters) : IMessageQueue
    {
        public bool HasMessages => false;

        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is not Event.DeadLetter)
            {
                deadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
            }
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
        }
    }
}
