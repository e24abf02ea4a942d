using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Publishing;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Node.Observation;

/// <summary>Owns the <see cref="NodeView"/>: listens on every topic and folds what it hears.</summary>
/// <remarks>One behaviour, one a node, not persisted: it only watches.</remarks>
public sealed class ObserverActor : ReceiveActor
{
    private readonly NodeObservation _observation;
    private readonly IActorRef _mediator;
    private readonly ViewFolder _folder;

    /// <summary>Makes the actor.</summary>
    public ObserverActor(NodeObservation observation, IActorRef mediator)
    {
        _observation = observation;
        _mediator = mediator;
        _folder = new ViewFolder(observation.StartQuote, observation.Coins, observation.FeedNames);
        Receive<SubscribeAck>(_ => OnSubscribed());
        Receive<ClockEvents.Started>(m => Show(_folder.Started(m)));
        Receive<ClockEvents.StepCompleted>(m => Show(_folder.StepCompleted(m)));
        Receive<ClockEvents.HistoryCompleted>(m => Show(_folder.HistoryCompleted(m)));
        Receive<ClockEvents.FeedProgressed>(m => Show(_folder.FeedProgressed(m)));
        Receive<ClockEvents.FeedCompleted>(m => Show(_folder.FeedCompleted(m)));
        Receive<CoinEvents.CoinUpdated>(m => Show(_folder.CoinUpdated(m)));
        Receive<CoinEvents.GapFound>(m => Show(_folder.GapFound(m)));
        Receive<SignalEvents.SignalRaised>(m => Show(_folder.SignalRaised(m)));
        Receive<TraderEvents.Decided>(m => Show(_folder.Decided(m)));
        Receive<RiskEvents.OrderRefused>(m => Show(_folder.Refused(m)));
        Receive<PortfolioEvents.FillBooked>(m => Show(_folder.FillBooked(m)));
        Receive<PublisherEvents.StatusChanged>(m => Show(_folder.PublisherChanged(m)));
        Receive<AccountView>(m => Show(_folder.AccountMarked(m)));
        ReceiveAny(_ => { }); // The topics also carry what no screen shows.
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(NodeObservation observation, IActorRef mediator) =>
        Props.Create(() => new ObserverActor(observation, mediator));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var topic in ImmutableArray.Create(
            Topics.Clock, Topics.Coins, Topics.Signals, Topics.Trading, Topics.Publishing))
        {
            _mediator.Tell(new Subscribe(topic, Self));
        }
    }

    private void OnSubscribed() => _observation.Subscribed();

    private void Show(NodeView view) => _observation.Show(view);
}
