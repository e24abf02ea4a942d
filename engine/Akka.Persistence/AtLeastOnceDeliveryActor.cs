using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// A persistent actor that sends messages again and again until it learns that they have arrived. It
/// gets a confirmation as a message of its own making, persists that, and calls <see cref="ConfirmDelivery"/> in the
/// handler and on replay. Receivers may see a message twice, and messages out of order.
/// </summary>
public abstract class AtLeastOnceDeliveryActor : PersistentActor
{
    private readonly AtLeastOnceDeliverySemantic _deliveries;

    /// <summary>Creates the actor with the settings of the system.</summary>
    protected AtLeastOnceDeliveryActor()
        : this(static settings => settings)
    {
    }

    /// <summary>Creates the actor with settings of its own.</summary>
    protected AtLeastOnceDeliveryActor(PersistenceSettings.AtLeastOnceDeliverySettings settings) =>
        _deliveries = new AtLeastOnceDeliverySemantic(Context, settings);

    /// <summary>Creates the actor with changes to the settings of the system.</summary>
    protected AtLeastOnceDeliveryActor(
        Func<PersistenceSettings.AtLeastOnceDeliverySettings, PersistenceSettings.AtLeastOnceDeliverySettings>
            overrideSettings)
    {
        ArgumentNullException.ThrowIfNull(overrideSettings);
        _deliveries = new AtLeastOnceDeliverySemantic(
            Context, overrideSettings(Extension.Settings.AtLeastOnceDelivery));
    }

    /// <summary>A delivery is repeated when it was not confirmed for so long.</summary>
    public TimeSpan RedeliverInterval => _deliveries.RedeliverInterval;

    /// <summary>At most so many deliveries are repeated at one time.</summary>
    public int RedeliveryBurstLimit => _deliveries.RedeliveryBurstLimit;

    /// <summary>After so many attempts the actor gets an <see cref="UnconfirmedWarning"/>.</summary>
    public int WarnAfterNumberOfUnconfirmedAttempts => _deliveries.WarnAfterNumberOfUnconfirmedAttempts;

    /// <summary>At most so many deliveries may wait for their confirmation.</summary>
    public int MaxUnconfirmedMessages => _deliveries.MaxUnconfirmedMessages;

    /// <summary>How many deliveries wait for their confirmation.</summary>
    public int UnconfirmedCount => _deliveries.UnconfirmedCount;

    /// <summary>
    /// Sends the message that the mapper makes of a delivery id, and repeats it until <see cref="ConfirmDelivery"/>.
    /// Fails with <see cref="MaxUnconfirmedMessagesExceededException"/> when too many wait already.
    /// </summary>
    public void Deliver(ActorPath destination, Func<long, object> deliveryMessageMapper) =>
        _deliveries.Deliver(destination, deliveryMessageMapper, IsRecovering);

    /// <summary>Delivers to a selection without wildcards; with them, <see cref="NotSupportedException"/>.</summary>
    public void Deliver(ActorSelection destination, Func<long, object> deliveryMessageMapper) =>
        Deliver(DeliveryPath.Of(destination), deliveryMessageMapper);

    /// <summary>Ends the repetition of a delivery; false when it is not known, perhaps confirmed already.</summary>
    public bool ConfirmDelivery(long deliveryId) => _deliveries.ConfirmDelivery(deliveryId);

    /// <summary>The state of all deliveries; it belongs into the actor's snapshot.</summary>
    public AtLeastOnceDeliverySnapshot GetDeliverySnapshot() => _deliveries.GetDeliverySnapshot();

    /// <summary>Restores the state of all deliveries, when the actor is offered its snapshot.</summary>
    public void SetDeliverySnapshot(AtLeastOnceDeliverySnapshot snapshot) =>
        _deliveries.SetDeliverySnapshot(snapshot);

    /// <inheritdoc/>
    public override void AroundPreRestart(Exception cause, object message)
    {
        _deliveries.Cancel();
        base.AroundPreRestart(cause, message);
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        _deliveries.Cancel();
        base.AroundPostStop();
    }

    /// <inheritdoc/>
    protected override void OnReplaySuccess()
    {
        _deliveries.OnReplaySuccess();
        base.OnReplaySuccess();
    }

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        // A tick of an incarnation before this one: what is overdue is known when recovery is over.
        if (IsRecovering && message is AtLeastOnceDeliverySemantic.RedeliveryTick)
        {
            return true;
        }

        return _deliveries.AroundReceive(receive, message) || base.AroundReceive(receive, message);
    }
}
