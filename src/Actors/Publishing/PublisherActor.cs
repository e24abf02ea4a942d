using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Actors.Publishing;

/// <summary>
/// Hands what is news to the outside, and tells the node when the outside comes and goes as
/// <see cref="PublisherEvents.StatusChanged"/>.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Not persisted: signals are in their scanner's journal,
/// views come again with the next step. The port never makes it wait, so no step waits for the outside.
/// </remarks>
public sealed class PublisherActor : ReceiveActor
{
    private readonly ISignalPublisher _publisher;
    private readonly IActorRef _mediator;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private PublicationFeed _feed = PublicationFeed.Empty;
    private IDisposable? _watching;

    /// <summary>Makes the actor.</summary>
    public PublisherActor(ISignalPublisher publisher, IActorRef mediator)
    {
        _publisher = publisher;
        _mediator = mediator;
        Receive<SignalEvents.SignalRaised>(raised => Publish(_feed.Take(raised)));
        Receive<CoinEvents.CoinUpdated>(update => Publish(_feed.Take(update)));
        Receive<PublisherStatus>(OnStatus);
        ReceiveAny(_ => { }); // Subscriptions; the topics also carry gaps and the end of a step's signals.
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(ISignalPublisher publisher, IActorRef mediator) =>
        Props.Create(() => new PublisherActor(publisher, mediator));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        _mediator.Tell(new Subscribe(Topics.Signals, self));
        _mediator.Tell(new Subscribe(Topics.Coins, self));
        _watching = _publisher.Watch(status => self.Tell(status));
    }

    /// <inheritdoc/>
    protected override void PostStop() => _watching?.Dispose();

    private void Publish((PublicationFeed Next, ImmutableArray<Publication> News) taken)
    {
        _feed = taken.Next;
        foreach (var publication in taken.News)
        {
            _publisher.Publish(publication);
        }
    }

    private void OnStatus(PublisherStatus status)
    {
        if (status.State == PublisherState.Away)
        {
            _log.Warning("not publishing: {0}", status.Detail);
        }
        else
        {
            _log.Info("publishing: {0}", status.Detail);
        }

        _mediator.Tell(new Publish(Topics.Publishing, new PublisherEvents.StatusChanged(status)));
    }
}
