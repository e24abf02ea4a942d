using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Scanners;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Scanners;

/// <summary>
/// Owns the claims of one scanner: when it has the views of all coins at a watermark it decides, journals its
/// <see cref="SignalEvents.SignalRaised"/>, publishes them and says <see cref="ClockCommands.SignalsComplete"/>.
/// </summary>
/// <remarks>
/// One behaviour, whatever the scanner. Parent: a singleton's back-off supervisor. Persisted: a signal is journalled
/// before anyone sees it, and a step run again repeats the signals it raised.
/// </remarks>
public class ScannerActor : JournaledActor
{
    private readonly IScanner _scanner;
    private readonly IActorRef _mediator;
    private readonly SortedDictionary<InstrumentId, CoinEvents.CoinUpdated> _views = [];

    private ScannerState _state = ScannerState.Empty;
    private ClockCommands.AwaitCoins? _awaited;
    private IActorRef? _preparing;
    private bool _subscribed;

    /// <summary>Makes the actor.</summary>
    public ScannerActor(IScanner scanner, IActorRef mediator)
        : base(ActorNames.Scanner(scanner.Agent))
    {
        _scanner = scanner;
        _mediator = mediator;
        Recover<SignalEvents.SignalRaised>(e => _state = _state.Apply(e));
        Command<SubscribeAck>(_ => OnSubscribed());
        Command<ClockCommands.Prepare>(_ => OnPrepare());
        Command<ClockCommands.AwaitCoins>(OnAwait);
        Command<CoinEvents.CoinUpdated>(OnCoin);
        Command<CoinEvents.GapFound>(_ => { }); // The coin is warming: its view says so.
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(IScanner scanner, IActorRef mediator) =>
        Props.Create(() => new ScannerActor(scanner, mediator));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _mediator.Tell(new Subscribe(Topics.Coins, Self));
    }

    /// <summary>Its signals at a watermark.</summary>
    protected virtual ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        _scanner.Decide(state, watermark, coins);

    /// <summary>The signals are journalled and published.</summary>
    protected virtual void OnPublished()
    {
    }

    private void OnSubscribed()
    {
        _subscribed = true;
        _preparing?.Tell(new ClockReplies.Ready(PersistenceId));
        _preparing = null;
    }

    private void OnPrepare()
    {
        if (_subscribed)
        {
            Sender.Tell(new ClockReplies.Ready(PersistenceId));
        }
        else
        {
            _preparing = Sender;
        }
    }

    private void OnAwait(ClockCommands.AwaitCoins message)
    {
        _awaited = message;
        DecideWhenComplete();
    }

    private void OnCoin(CoinEvents.CoinUpdated update)
    {
        _views[update.Coin] = update;
        DecideWhenComplete();
    }

    private void DecideWhenComplete()
    {
        if (_awaited is not { } awaited || !awaited.Coins.All(coin => HasView(coin, awaited.Watermark)))
        {
            return;
        }

        _awaited = null;
        var coins = awaited.Coins.Select(coin => _views[coin]).ToList();
        var raised = Decide(_state, awaited.Watermark, coins);
        var fresh = _state.LastRaisedAt is { } last && last >= awaited.Watermark ? [] : raised;
        PersistThen(fresh, OnRaised, () => Publish(raised, awaited.Watermark));
    }

    private bool HasView(InstrumentId coin, Watermark watermark) =>
        _views.TryGetValue(coin, out var view) && view.Watermark >= watermark;

    private void OnRaised(object raised) => _state = _state.Apply((SignalEvents.SignalRaised)raised);

    private void Publish(IReadOnlyCollection<SignalEvents.SignalRaised> raised, Watermark watermark)
    {
        foreach (var signal in raised)
        {
            _mediator.Tell(new Publish(Topics.Signals, signal));
        }

        _mediator.Tell(new Publish(
            Topics.Signals,
            new ClockCommands.SignalsComplete(_scanner.Agent, watermark, [.. raised.Select(r => r.Signal.SignalId)])));
        OnPublished();
    }
}
