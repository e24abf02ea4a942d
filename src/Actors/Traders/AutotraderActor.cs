using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Traders;

/// <summary>
/// Owns the decisions of one autotrader: at each watermark, with the account and all signals at hand, it decides,
/// journals, sends its orders to risk and acknowledges when each has an answer.
/// </summary>
/// <remarks>
/// One behaviour. Parent: the trader shard region, one entity a trader. Persisted: a decision is journalled before it
/// leaves; after recovery, and when a step is run again, unanswered decisions are sent again under the same ids. It
/// acts on the signals of the watermark only, as a backtest does: what it knew of earlier ones would not survive a
/// crash.
/// </remarks>
public sealed class AutotraderActor : JournaledActor
{
    private readonly AutotraderSetup _setup;
    private readonly TradingRefs _refs;
    private readonly Dictionary<string, ImmutableArray<string>> _signalIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SignalEvents.SignalRaised> _raised = new(StringComparer.Ordinal);

    private TraderState _state;
    private TraderCommands.ApplyAccount? _account;
    private Watermark? _signalsAt;
    private Watermark? _unacknowledged;
    private IActorRef? _preparing;
    private bool _subscribed;

    /// <summary>Makes the actor.</summary>
    public AutotraderActor(AutotraderSetup setup, TradingRefs refs)
        : base(ActorNames.Trader(setup.Options.Trader))
    {
        _setup = setup;
        _refs = refs;
        _state = TraderState.Empty(setup.Options.Trader);
        Recover<TraderEvents.Decided>(e => _state = _state.Apply(e));
        Recover<TraderEvents.DecisionSettled>(e => _state = _state.Apply(e));
        Command<SubscribeAck>(_ => OnSubscribed());
        Command<TraderCommands.Prepare>(_ => OnPrepare());
        Command<SignalEvents.SignalRaised>(m => _raised[m.Signal.SignalId] = m);
        Command<ClockCommands.SignalsComplete>(OnSignalsComplete);
        Command<TraderCommands.ApplyAccount>(OnAccount);
        Command<TraderCommands.SettleDecision>(OnSettle);
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(AutotraderSetup setup, TradingRefs refs) =>
        Props.Create(() => new AutotraderActor(setup, refs));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _refs.Mediator.Tell(new Subscribe(Topics.Signals, Self));
    }

    private void OnSubscribed()
    {
        _subscribed = true;
        _preparing?.Tell(new ClockReplies.Ready(PersistenceId));
        _preparing = null;
        SendUnsettled();
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

    private void OnSignalsComplete(ClockCommands.SignalsComplete message)
    {
        if (_signalsAt is null || message.Watermark != _signalsAt)
        {
            _signalsAt = message.Watermark;
            _signalIds.Clear();
        }

        _signalIds[message.Scanner] = message.SignalIds;
        DecideWhenComplete();
    }

    private void OnAccount(TraderCommands.ApplyAccount message)
    {
        _account = message;
        DecideWhenComplete();
    }

    private void DecideWhenComplete()
    {
        if (_account?.Account.Watermark is not { } watermark || watermark != _signalsAt || !HasAllSignals())
        {
            return; // Should a signal be lost, the step is run again and the scanner repeats it.
        }

        var account = _account;
        _account = null;
        var position = new JournalPosition(_setup.Incarnation, PersistenceId, LastSequenceNr + 1);
        var decided = TraderDecisions.Decide(_state, _setup.Strategy, InputAt(watermark, account), position);
        ForgetSignalsBefore(watermark);
        PersistThen(decided is null ? [] : [decided], OnDecided, () => Send(watermark));
    }

    private bool HasAllSignals() =>
        _setup.Scanners.All(scanner => _signalIds.TryGetValue(scanner, out var ids) && ids.All(_raised.ContainsKey));

    private void ForgetSignalsBefore(Watermark watermark)
    {
        foreach (var old in _raised.Where(r => r.Value.Watermark < watermark).Select(r => r.Key).ToList())
        {
            _raised.Remove(old);
        }
    }

    private StrategyInput InputAt(Watermark watermark, TraderCommands.ApplyAccount account) => new(
        watermark,
        account.Account,
        [.. _setup.Scanners.SelectMany(scanner => _signalIds[scanner]).Select(id => _raised[id].Signal)],
        _setup.Instruments,
        _setup.Options,
        _state.UnsettledInOrder(),
        account.LastPricesQuote);

    private void OnDecided(object decided)
    {
        _state = _state.Apply((TraderEvents.Decided)decided);
        _refs.Mediator.Tell(new Publish(Topics.Trading, decided));
    }

    private void Send(Watermark watermark)
    {
        SendUnsettled();
        _refs.Risk.Tell(new ClockCommands.DecisionsComplete(
            _setup.Options.Trader, watermark, [.. _state.UnsettledInOrder().Select(o => o.ClientOrderId)]));
        _unacknowledged = watermark;
        AcknowledgeWhenSettled();
    }

    private void SendUnsettled()
    {
        foreach (var order in _state.UnsettledInOrder())
        {
            _refs.Risk.Tell(new RiskCommands.Review(order));
        }
    }

    private void OnSettle(TraderCommands.SettleDecision message)
    {
        if (!_state.Unsettled.TryGetValue(message.ClientOrderId, out var order))
        {
            return; // Answered before; the answer was repeated.
        }

        var settled = new TraderEvents.DecisionSettled(
            message.Trader, message.ClientOrderId, message.Outcome, message.Detail, order.DecidedAt.Time);
        PersistThen([settled], OnSettled, AcknowledgeWhenSettled);
    }

    private void OnSettled(object settled) => _state = _state.Apply((TraderEvents.DecisionSettled)settled);

    private void AcknowledgeWhenSettled()
    {
        if (_unacknowledged is { } watermark && _state.Unsettled.IsEmpty)
        {
            _unacknowledged = null;
            _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, watermark));
        }
    }
}
