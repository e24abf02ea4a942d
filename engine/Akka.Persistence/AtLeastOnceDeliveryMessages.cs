using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>A delivery that nobody has confirmed yet.</summary>
public sealed class UnconfirmedDelivery : IEquatable<UnconfirmedDelivery>
{
    /// <summary>Creates the description.</summary>
    public UnconfirmedDelivery(long deliveryId, ActorPath destination, object message)
    {
        DeliveryId = deliveryId;
        Destination = destination;
        Message = message;
    }

    /// <summary>The number with which the delivery is confirmed.</summary>
    public long DeliveryId { get; }

    /// <summary>Where to.</summary>
    public ActorPath Destination { get; }

    /// <summary>What was sent.</summary>
    public object Message { get; }

    /// <inheritdoc/>
    public bool Equals(UnconfirmedDelivery? other) => other is not null && DeliveryId == other.DeliveryId &&
        Equals(Destination, other.Destination) && Equals(Message, other.Message);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UnconfirmedDelivery);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DeliveryId, Destination, Message);

    /// <inheritdoc/>
    public override string ToString() => $"UnconfirmedDelivery<DeliveryId: {DeliveryId}, to: {Destination}>";
}

/// <summary>
/// Sent to the actor itself when deliveries were tried as often as
/// <c>warn-after-number-of-unconfirmed-attempts</c> says. They are repeated further, unless they are confirmed.
/// </summary>
public sealed class UnconfirmedWarning : IEquatable<UnconfirmedWarning>
{
    /// <summary>Creates the warning.</summary>
    public UnconfirmedWarning(UnconfirmedDelivery[] unconfirmedDeliveries)
    {
        ArgumentNullException.ThrowIfNull(unconfirmedDeliveries);
        UnconfirmedDeliveries = unconfirmedDeliveries;
    }

    /// <summary>The deliveries concerned.</summary>
    public UnconfirmedDelivery[] UnconfirmedDeliveries { get; }

    /// <inheritdoc/>
    public bool Equals(UnconfirmedWarning? other) =>
        other is not null && UnconfirmedDeliveries.AsSpan().SequenceEqual(other.UnconfirmedDeliveries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UnconfirmedWarning);

    /// <inheritdoc/>
    public override int GetHashCode() => UnconfirmedDeliveries.Length == 0
        ? 0
        : HashCode.Combine(UnconfirmedDeliveries.Length, UnconfirmedDeliveries[0]);
}

/// <summary>
/// The state of all deliveries of one actor, to be put into its snapshot: after a recovery from a snapshot the events
/// that led to these deliveries are not replayed.
/// </summary>
public sealed class AtLeastOnceDeliverySnapshot : IMessage, IEquatable<AtLeastOnceDeliverySnapshot>
{
    /// <summary>Creates the snapshot.</summary>
    public AtLeastOnceDeliverySnapshot(long currentDeliveryId, UnconfirmedDelivery[] unconfirmedDeliveries)
    {
        ArgumentNullException.ThrowIfNull(unconfirmedDeliveries);
        CurrentDeliveryId = currentDeliveryId;
        UnconfirmedDeliveries = unconfirmedDeliveries;
    }

    /// <summary>The highest delivery id given so far.</summary>
    public long CurrentDeliveryId { get; }

    /// <summary>What waits for its confirmation, by delivery id.</summary>
    public UnconfirmedDelivery[] UnconfirmedDeliveries { get; }

    /// <inheritdoc/>
    public bool Equals(AtLeastOnceDeliverySnapshot? other) => other is not null &&
        CurrentDeliveryId == other.CurrentDeliveryId &&
        UnconfirmedDeliveries.AsSpan().SequenceEqual(other.UnconfirmedDeliveries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AtLeastOnceDeliverySnapshot);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CurrentDeliveryId, UnconfirmedDeliveries.Length);

    /// <inheritdoc/>
    public override string ToString() => $"AtLeastOnceDeliverySnapshot<CurrentDeliveryId: {CurrentDeliveryId}, " +
        $"UnconfirmedDeliveries: {UnconfirmedDeliveries.Length}>";
}

/// <summary>More deliveries wait for their confirmation than <c>max-unconfirmed-messages</c> allows.</summary>
public class MaxUnconfirmedMessagesExceededException : Exception
{
    /// <summary>Creates the exception.</summary>
    public MaxUnconfirmedMessagesExceededException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public MaxUnconfirmedMessagesExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
