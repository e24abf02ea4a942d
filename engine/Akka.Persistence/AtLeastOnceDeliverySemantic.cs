using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Deliveries that are repeated until they are confirmed. Used by one actor, on its thread. A delivery that is asked
/// for during recovery is sent when recovery is over, unless a confirmation was replayed too.
/// </summary>
public class AtLeastOnceDeliverySemantic
{
    private readonly IActorContext _context;
    private readonly PersistenceSettings.AtLeastOnceDeliverySettings _settings;
    private readonly SortedDictionary<long, Delivery> _unconfirmed = [];
    private ICancelable? _timer;
    private long _deliveryId;

    /// <summary>Creates the state for the actor of a context.</summary>
    public AtLeastOnceDeliverySemantic(
        IActorContext context, PersistenceSettings.AtLeastOnceDeliverySettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        _context = context;
        _settings = settings;
    }

    /// <summary>A delivery is repeated when it was not confirmed for so long.</summary>
    public TimeSpan RedeliverInterval => _settings.RedeliverInterval;

    /// <summary>At most so many deliveries are repeated at one time.</summary>
    public int RedeliveryBurstLimit => _settings.RedeliveryBurstLimit;

    /// <summary>After so many attempts the actor gets an <see cref="UnconfirmedWarning"/>.</summary>
    public int WarnAfterNumberOfUnconfirmedAttempts => _settings.WarnAfterNumberOfUnconfirmedAttempts;

    /// <summary>At most so many deliveries may wait for their confirmation.</summary>
    public int MaxUnconfirmedMessages => _settings.MaxUnconfirmedMessages;

    /// <summary>How many deliveries wait for their confirmation.</summary>
    public int UnconfirmedCount => _unconfirmed.Count;

    /// <summary>
    /// Sends the message that the mapper makes of a delivery id, and repeats it until <see cref="ConfirmDelivery"/>.
    /// Fails with <see cref="MaxUnconfirmedMessagesExceededException"/> when too many wait already.
    /// </summary>
    public void Deliver(ActorPath destination, Func<long, object> deliveryMessageMapper, bool isRecovering)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(deliveryMessageMapper);
        if (_unconfirmed.Count >= MaxUnconfirmedMessages)
        {
            throw new MaxUnconfirmedMessagesExceededException(
                $"{_context.Self} has too many unconfirmed messages. Maximum allowed is {MaxUnconfirmedMessages}");
        }

        var id = ++_deliveryId;
        var now = DateTime.UtcNow;
        var delivery = new Delivery(
            destination, deliveryMessageMapper(id), isRecovering ? now - RedeliverInterval : now, attempt: 0);
        if (isRecovering)
        {
            _unconfirmed[id] = delivery;
        }
        else
        {
            Send(id, delivery, now);
        }
    }

    /// <summary>Ends the repetition of a delivery; false when it is not known, perhaps confirmed already.</summary>
    public bool ConfirmDelivery(long deliveryId) => _unconfirmed.Remove(deliveryId);

    /// <summary>The state of all deliveries, for a snapshot.</summary>
    public AtLeastOnceDeliverySnapshot GetDeliverySnapshot() => new(
        _deliveryId,
        _unconfirmed.Select(e => new UnconfirmedDelivery(e.Key, e.Value.Destination, e.Value.Message)).ToArray());

    /// <summary>
    /// Replaces the state of all deliveries by that of a snapshot; they are sent when recovery is over.
    /// </summary>
    public void SetDeliverySnapshot(AtLeastOnceDeliverySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _deliveryId = snapshot.CurrentDeliveryId;
        _unconfirmed.Clear();
        var overdue = DateTime.UtcNow - RedeliverInterval;
        foreach (var delivery in snapshot.UnconfirmedDeliveries)
        {
            _unconfirmed[delivery.DeliveryId] =
                new Delivery(delivery.Destination, delivery.Message, overdue, attempt: 0);
        }
    }

    /// <summary>Ends the timer; to be called when the actor stops or restarts.</summary>
    public void Cancel()
    {
        _timer?.Cancel();
        _timer = null;
    }

    /// <summary>To be called when recovery is over: sends what is overdue and starts the timer.</summary>
    public void OnReplaySuccess()
    {
        RedeliverOverdue();
        Cancel();
        var half = TimeSpan.FromTicks(RedeliverInterval.Ticks / 2L);
        _timer = _context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            half, half, _context.Self, RedeliveryTick.Instance, _context.Self);
    }

    /// <summary>Takes the timer's message, and says whether it was that.</summary>
    public bool AroundReceive(Receive receive, object message)
    {
        if (message is not RedeliveryTick)
        {
            return false;
        }

        RedeliverOverdue();
        return true;
    }

    private void RedeliverOverdue()
    {
        var now = DateTime.UtcNow;
        var deadline = now - RedeliverInterval;
        var overdue = _unconfirmed.Where(e => e.Value.Timestamp <= deadline).Take(RedeliveryBurstLimit).ToArray();
        var warnings = new List<UnconfirmedDelivery>();
        foreach (var (id, delivery) in overdue)
        {
            Send(id, delivery, now);
            if (delivery.Attempt == WarnAfterNumberOfUnconfirmedAttempts)
            {
                warnings.Add(new UnconfirmedDelivery(id, delivery.Destination, delivery.Message));
            }
        }

        if (warnings.Count > 0)
        {
            _context.Self.Tell(new UnconfirmedWarning(warnings.ToArray()), _context.Self);
        }
    }

    private void Send(long id, Delivery delivery, DateTime now)
    {
        _unconfirmed[id] = new Delivery(delivery.Destination, delivery.Message, now, delivery.Attempt + 1);
        _context.ActorSelection(delivery.Destination).Tell(delivery.Message, _context.Self);
    }

    /// <summary>One delivery: what, where to, when tried last and how often.</summary>
    public sealed class Delivery : IEquatable<Delivery>
    {
        /// <summary>Creates the description; the time is UTC.</summary>
        public Delivery(ActorPath destination, object message, DateTime timestamp, int attempt)
        {
            Destination = destination;
            Message = message;
            Timestamp = timestamp;
            Attempt = attempt;
        }

        /// <summary>Where to.</summary>
        public ActorPath Destination { get; }

        /// <summary>What is sent.</summary>
        public object Message { get; }

        /// <summary>When it was tried last (UTC).</summary>
        public DateTime Timestamp { get; }

        /// <summary>How often it was tried.</summary>
        public int Attempt { get; }

        /// <summary>A copy with one attempt more.</summary>
        public Delivery IncrementedCopy() => new(Destination, Message, Timestamp, Attempt + 1);

        /// <inheritdoc/>
        public bool Equals(Delivery? other) => other is not null && Attempt == other.Attempt &&
            Timestamp == other.Timestamp && Equals(Destination, other.Destination) && Equals(Message, other.Message);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as Delivery);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Destination, Message, Timestamp, Attempt);
    }

    /// <summary>Reminds the actor to look for overdue deliveries.</summary>
    public sealed class RedeliveryTick : INotInfluenceReceiveTimeout, IDeadLetterSuppression
    {
        private RedeliveryTick()
        {
        }

        /// <summary>The only instance.</summary>
        public static RedeliveryTick Instance { get; } = new();

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is RedeliveryTick;

        /// <inheritdoc/>
        public override int GetHashCode() => typeof(RedeliveryTick).GetHashCode();
    }
}
