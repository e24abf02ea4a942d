using Akka.Actor;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Paper;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Execution;

/// <summary>
/// The paper exchange of one account, behind the same messages as any venue: takes orders, fills them from the market
/// steps with fees, slippage and funding, and reports to execution before it passes the step on.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted, since it stands for something that outlives the
/// node: what it accepted and filled is still so after a crash, and an order id is taken once.
/// </remarks>
public sealed class PaperVenueActor : JournaledActor
{
    private readonly PaperOptions _options;
    private readonly IReadOnlyDictionary<InstrumentId, Instrument> _instruments;
    private readonly TradingRefs _refs;

    private PaperState _state = PaperState.Empty;

    /// <summary>Makes the actor.</summary>
    public PaperVenueActor(
        string account,
        PaperOptions options,
        IReadOnlyDictionary<InstrumentId, Instrument> instruments,
        TradingRefs refs)
        : base(ActorNames.Paper(account))
    {
        _options = options;
        _instruments = instruments;
        _refs = refs;
        Recover<PaperEvents.OrderTaken>(e => _state = _state.Apply(e));
        Recover<PaperEvents.Executed>(e => _state = _state.Apply(e));
        Recover<PaperEvents.Funded>(e => _state = _state.Apply(e));
        Recover<PaperEvents.OrderCancelled>(e => _state = _state.Apply(e));
        Command<ClockCommands.Prepare>(_ => Sender.Tell(new ClockReplies.Ready(PersistenceId)));
        Command<ClockCommands.Advance>(OnAdvance);
        Command<VenueCommands.PlaceOrder>(OnPlace);
        Command<VenueCommands.QueryOrder>(m => Sender.Tell(PaperExchange.Query(_state, m.ClientOrderId)));
        Command<VenueCommands.Reconcile>(OnReconcile);
        Command<PaperQueries.GetStatistics>(_ => Sender.Tell(_state.Statistics));
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(
        string account,
        PaperOptions options,
        IReadOnlyDictionary<InstrumentId, Instrument> instruments,
        TradingRefs refs) =>
        Props.Create(() => new PaperVenueActor(account, options, instruments, refs));

    private void OnAdvance(ClockCommands.Advance message)
    {
        var events = PaperExchange.Advance(_state, _options, _instruments, message.Step);
        PersistThen(
            events,
            OnHappened,
            () => _refs.Execution.Tell(new VenueReplies.Advanced(message.Step, _state.LastReport)));
    }

    private void OnHappened(object happened)
    {
        _state = _state.Apply(happened);
        switch (happened)
        {
            case PaperEvents.Executed executed:
                _refs.Execution.Tell(new VenueReplies.Executed(executed.Fill));
                break;
            case PaperEvents.Funded funded:
                _refs.Execution.Tell(new VenueReplies.Funded(funded.Payment));
                break;
            case PaperEvents.OrderCancelled:
                break; // Execution learns it by reconciling; nothing was filled.
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "Unknown paper event.");
        }
    }

    private void OnPlace(VenueCommands.PlaceOrder message)
    {
        var sender = Sender;
        var answer = PaperExchange.Place(_state, _options, _instruments, message.Order);
        if (answer.Event is null)
        {
            _state = _state.WithRefusal();
        }

        PersistThen(
            answer.Event is null ? [] : [answer.Event],
            taken => _state = _state.Apply(taken),
            () => sender.Tell(answer.Reply));
    }

    private void OnReconcile(VenueCommands.Reconcile message)
    {
        foreach (var report in PaperExchange.ReportsAfter(_state, message.AfterSequence))
        {
            Sender.Tell(report);
        }

        Sender.Tell(new VenueReplies.Reconciled(_state.LastReport, PaperExchange.OpenClientOrderIds(_state)));
    }
}
