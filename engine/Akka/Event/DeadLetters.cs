using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that reached nobody.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>Holds its arguments.</summary>
    protected AllDeadLetters(object message, IActorRef? sender, IActorRef? recipient)
    {
        Message = message;
        Sender = sender!;
        Recipient = recipient!;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Who was to receive it.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>A message whose receiver is gone or never was.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Holds its arguments.</summary>
    public DeadLetter(object message, IActorRef? sender, IActorRef? recipient)
        : base(message, sender, recipient)
    {
    }
}

/// <summary>A dead letter that is not worth a log entry.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Holds its arguments.</summary>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef? sender, IActorRef? recipient)
        : base(message, sender, recipient)
    {
    }
}

/// <summary>A message that was dropped on purpose.</summary>
public sealed class Dropped : AllDeadLetters
{
    /// <summary>Holds its arguments.</summary>
    public Dropped(object message, string reason, IActorRef? sender, IActorRef? recipient)
        : base(message, sender, recipient)
    {
        Reason = reason;
    }

    /// <summary>Holds its arguments.</summary>
    public Dropped(object message, string reason, IActorRef? recipient)
        : this(message, reason, ActorRefs.NoSender, recipient)
    {
    }

    /// <summary>Why it was dropped.</summary>
    public string Reason { get; }
}

/// <summary>A message that its receiver did not handle.</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    /// <summary>Holds its arguments.</summary>
    public UnhandledMessage(object message, IActorRef? sender, IActorRef? recipient)
        : base(message, sender, recipient)
    {
    }
}

/// <summary>Marks messages whose loss is not worth a log entry.</summary>
public interface IDeadLetterSuppression
{
}
