using Akka.Actor;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Execution;
using WhaleStack.Domain.Risk;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Execution;

/// <summary>
/// Owns the life of every order of one account: journals the intent before it sends, the venue's answer and every
/// report, and hands reports to the portfolio until it has booked them.
/// </summary>
/// <remarks>
/// States: Reconciling -> Trading. Nothing is sent before the journal has been reconciled with the venue; an order
/// whose fate is unknown is asked for, and sent again, under the same id, only when the venue never saw it. Parent: a
/// singleton's back-off supervisor. Persisted.
/// </remarks>
public sealed class ExecutionActor : JournaledActor, IWithTimers
{
    private readonly TradingRefs _refs;
    private readonly TimeSpan _patience;
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);

    private ExecutionState _state = ExecutionState.Empty;
    private VenueReplies.Advanced? _postponed;
    private Watermark? _unacknowledged;
    private DateTimeOffset _eventTime = DateTimeOffset.UnixEpoch;

    /// <summary>Makes the actor.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="refs">The neighbours.</param>
    /// <param name="patience">How long the venue may take to answer before it is asked.</param>
    public ExecutionActor(string account, TradingRefs refs, TimeSpan patience)
        : base(ActorNames.Execution(account))
    {
        _refs = refs;
        _patience = patience;
        Recover<ExecutionEvents.OrderSubmitted>(e => _state = _state.Apply(e));
        Recover<ExecutionEvents.OrderAccepted>(e => _state = _state.Apply(e));
        Recover<ExecutionEvents.OrderRejected>(e => _state = _state.Apply(e));
        Recover<ExecutionEvents.OrderFilled>(e => _state = _state.Apply(e));
        Recover<ExecutionEvents.FundingSettled>(e => _state = _state.Apply(e));
        Reconciling();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(string account, TradingRefs refs, TimeSpan patience) =>
        Props.Create(() => new ExecutionActor(account, refs, patience));

    /// <inheritdoc/>
    protected override void OnReplaySuccess()
    {
        base.OnReplaySuccess();
        Timers.StartPeriodicTimer(nameof(CheckDoubt), CheckDoubt.Instance, _patience);
        _refs.Venue.Tell(new VenueCommands.Reconcile(_state.LastReport));
    }

    private void Reconciling()
    {
        Command<VenueReplies.Executed>(OnExecuted);
        Command<VenueReplies.Funded>(OnFunded);
        Command<VenueReplies.Reconciled>(OnReconciled);
        Command<CheckDoubt>(_ => _refs.Venue.Tell(new VenueCommands.Reconcile(_state.LastReport)));
        CommandAny(_ => Stash.Stash());
    }

    private void Trading()
    {
        Command<VenueReplies.Executed>(OnExecuted);
        Command<VenueReplies.Funded>(OnFunded);
        Command<VenueReplies.Reconciled>(_ => PassOnPostponed());
        Command<CheckDoubt>(_ => OnCheckDoubt());
        Command<ClockCommands.Prepare>(_ => Sender.Tell(new ClockReplies.Ready(PersistenceId)));
        Command<VenueReplies.Advanced>(OnAdvanced);
        Command<RiskApproved<OpenOrder>>(OnApproved);
        Command<ClockCommands.ApprovalsComplete>(OnApprovalsComplete);
        Command<VenueReplies.OrderAccepted>(OnAccepted);
        Command<VenueReplies.OrderRefused>(OnRefused);
        Command<VenueReplies.OrderUnknown>(OnUnknown);
        Command<ExecutionCommands.ConfirmReports>(m => _state = _state.Confirm(m.UpToSequence));
        Command<ExecutionCommands.ResendReports>(OnResend);
    }

    private void OnReconciled(VenueReplies.Reconciled message)
    {
        foreach (var order in _state.InDoubt)
        {
            Query(order);
        }

        Become(Trading);
        Stash.UnstashAll();
    }

    private void OnAdvanced(VenueReplies.Advanced message)
    {
        _eventTime = message.Step.Watermark.Time;
        if (_state.LastReport < message.LastSequence)
        {
            // Reports were lost with an earlier life of the venue's actor: a step marked without them would be wrong.
            _postponed = message;
            _refs.Venue.Tell(new VenueCommands.Reconcile(_state.LastReport));
            return;
        }

        _postponed = null;
        _refs.Portfolio.Tell(new PortfolioCommands.Mark(message.Step, _state.LastReport));
    }

    private void PassOnPostponed()
    {
        if (_postponed is { } postponed && _state.LastReport >= postponed.LastSequence)
        {
            OnAdvanced(postponed);
        }
    }

    private void OnApproved(RiskApproved<OpenOrder> approved)
    {
        var decision = ExecutionDecisions.Submit(_state, approved);
        if (decision.Event is { } submitted)
        {
            PersistThen(
                [submitted], OnJournaled, () => _refs.Venue.Tell(new VenueCommands.PlaceOrder(submitted.Order)));
        }
        else if (decision.Known is { } known)
        {
            Repeat(known);
        }
    }

    private void OnAccepted(VenueReplies.OrderAccepted message)
    {
        if (ExecutionDecisions.OnAccepted(_state, message, TimeFor(message.ClientOrderId)) is { } accepted)
        {
            PersistThen([accepted], OnJournaled, () => Settled(message.ClientOrderId));
        }
    }

    private void OnRefused(VenueReplies.OrderRefused message)
    {
        if (ExecutionDecisions.OnRefused(_state, message, TimeFor(message.ClientOrderId)) is { } rejected)
        {
            PersistThen([rejected], OnJournaled, () => Settled(message.ClientOrderId));
        }
        else if (message.Kind == RefusalKind.Duplicate)
        {
            _refs.Venue.Tell(new VenueCommands.QueryOrder(message.ClientOrderId));
        }
    }

    private void OnUnknown(VenueReplies.OrderUnknown message)
    {
        var lost = _state.InDoubt.FirstOrDefault(o => o.ClientOrderId == message.ClientOrderId);
        if (lost is not null)
        {
            NodeMetrics.OrderRetries.Add(1);
            _refs.Venue.Tell(new VenueCommands.PlaceOrder(lost));
        }
    }

    private void OnExecuted(VenueReplies.Executed message)
    {
        if (ExecutionDecisions.OnExecuted(_state, message) is { } filled)
        {
            PersistThen(
                [filled], OnJournaled, () => _refs.Portfolio.Tell(new PortfolioCommands.BookFill(message.Fill)));
        }
    }

    private void OnFunded(VenueReplies.Funded message)
    {
        if (ExecutionDecisions.OnFunded(_state, message) is { } funded)
        {
            PersistThen(
                [funded], OnJournaled, () => _refs.Portfolio.Tell(new PortfolioCommands.BookFunding(message.Payment)));
        }
    }

    private void OnApprovalsComplete(ClockCommands.ApprovalsComplete message)
    {
        _unacknowledged = message.Watermark;
        AcknowledgeWhenSettled();
    }

    private void OnResend(ExecutionCommands.ResendReports message)
    {
        _state = _state.Confirm(message.AfterSequence);
        foreach (var report in _state.Unconfirmed)
        {
            _refs.Portfolio.Tell(report switch
            {
                ExecutionEvents.OrderFilled filled => new PortfolioCommands.BookFill(filled.Fill),
                ExecutionEvents.FundingSettled funded => new PortfolioCommands.BookFunding(funded.Payment),
                _ => throw new InvalidOperationException($"A {report.GetType().Name} is no report."),
            });
        }
    }

    /// <summary>Asks for every order that has waited for its answer through a whole interval.</summary>
    private void OnCheckDoubt()
    {
        var inDoubt = _state.InDoubt.ToList();
        foreach (var order in inDoubt.Where(o => _doubted.Contains(o.ClientOrderId)))
        {
            Query(order);
        }

        _doubted.Clear();
        _doubted.UnionWith(inDoubt.Select(o => o.ClientOrderId));
    }

    private void Query(OpenOrder order)
    {
        NodeMetrics.OrderRetries.Add(1);
        _refs.Venue.Tell(new VenueCommands.QueryOrder(order.ClientOrderId));
    }

    /// <summary>Event time of an answer: after a recovery, before the first step, that of the decision.</summary>
    private DateTimeOffset TimeFor(string clientOrderId) =>
        _state.Orders.TryGetValue(clientOrderId, out var known) && known.Order.DecidedAt.Time > _eventTime
            ? known.Order.DecidedAt.Time
            : _eventTime;

    private void OnJournaled(object journaled) => _state = _state.Apply(journaled);

    private void Settled(string clientOrderId)
    {
        Repeat(_state.Orders[clientOrderId]);
        AcknowledgeWhenSettled();
    }

    private void Repeat(OrderState known)
    {
        var (outcome, detail) = known switch
        {
            OrderState.Submitted => ((DecisionOutcome?)null, string.Empty),
            OrderState.Accepted accepted => (DecisionOutcome.Accepted, accepted.VenueOrderId),
            OrderState.Filled => (DecisionOutcome.Accepted, "filled"),
            OrderState.Rejected rejected => (DecisionOutcome.Rejected, $"{rejected.Kind}: {rejected.Detail}"),
            _ => throw new ArgumentOutOfRangeException(nameof(known), known, "Unknown order state."),
        };
        if (outcome is { } settled)
        {
            _refs.Traders.Tell(new TraderCommands.SettleDecision(
                known.Order.Trader, known.Order.ClientOrderId, settled, detail));
        }
    }

    private void AcknowledgeWhenSettled()
    {
        if (_unacknowledged is { } watermark && !_state.InDoubt.Any())
        {
            _unacknowledged = null;
            _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, watermark));
        }
    }

    private sealed class CheckDoubt : INotInfluenceReceiveTimeout
    {
        public static readonly CheckDoubt Instance = new();

        private CheckDoubt()
        {
        }
    }
}
