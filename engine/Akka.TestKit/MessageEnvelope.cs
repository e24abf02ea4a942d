using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test received, and its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>The sender.</summary>
    public abstract IActorRef Sender { get; }
}

/// <summary>Says that nothing was received.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only instance.</summary>
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    /// <inheritdoc/>
    public override object Message => throw new IllegalActorStateException("last receive did not dequeue a message");

    /// <inheritdoc/>
    public override IActorRef Sender => throw new IllegalActorStateException("last receive did not dequeue a message");

    /// <inheritdoc/>
    public override string ToString() => "<null message>";
}

/// <summary>A message that was received.</summary>
public class RealMessageEnvelope : MessageEnvelope
{
    /// <summary>Holds its arguments.</summary>
    public RealMessageEnvelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <inheritdoc/>
    public override object Message { get; }

    /// <inheritdoc/>
    public override IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {(Sender is null ? "NoSender" : Sender)}";
}

/// <summary>A kit whose messages have no implicit sender.</summary>
public interface INoImplicitSender
{
}
