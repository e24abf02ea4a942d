using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Akka.Persistence;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Portfolio;

/// <summary>
/// Owns the positions and the profit of one account: books each report of execution once, marks to market at every
/// watermark, and tells risk and the traders how the account stands. Its last mark is the watermark of the whole
/// system.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted, one mark a step, with a snapshot every
/// <see cref="SnapshotEvery"/> events.
/// </remarks>
public sealed class PortfolioActor : JournaledActor
{
    /// <summary>Events between snapshots.</summary>
    public const int SnapshotEvery = 1_000;

    private readonly ImmutableArray<string> _traders;
    private readonly TradingRefs _refs;

    private PortfolioState _state;
    private ImmutableArray<PortfolioEvents.FillBooked> _fillsSinceMark = [];
    private ImmutableArray<PortfolioEvents.FillBooked> _fillsOfStep = [];
    private PortfolioCommands.Mark? _postponed;
    private long _snapshotAt;

    /// <summary>Makes the actor.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="startQuote">Equity at the start of the journal, in quote.</param>
    /// <param name="traders">Names of all traders of the account.</param>
    /// <param name="refs">The neighbours.</param>
    public PortfolioActor(string account, decimal startQuote, IEnumerable<string> traders, TradingRefs refs)
        : base(ActorNames.Portfolio(account))
    {
        _traders = [.. traders];
        _refs = refs;
        _state = PortfolioState.Start(account, startQuote);
        Recover<SnapshotOffer>(OnSnapshot);
        Recover<PortfolioEvents.FillBooked>(Apply);
        Recover<PortfolioEvents.FundingBooked>(Apply);
        Recover<PortfolioEvents.EquityMarked>(Apply);
        Command<ClockCommands.Prepare>(_ => Sender.Tell(new ClockReplies.Ready(PersistenceId)));
        Command<PortfolioCommands.BookFill>(OnFill);
        Command<PortfolioCommands.BookFunding>(OnFunding);
        Command<PortfolioCommands.Mark>(OnMark);
        Command<PortfolioQueries.GetAccount>(_ => Sender.Tell(_state.View));
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<SaveSnapshotFailure>(OnSnapshotFailed);
        Command<DeleteSnapshotsSuccess>(_ => { }); // Old snapshots are gone.
        Command<DeleteSnapshotsFailure>(_ => { }); // They go with the next one.
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(string account, decimal startQuote, IEnumerable<string> traders, TradingRefs refs) =>
        Props.Create(() => new PortfolioActor(account, startQuote, traders, refs));

    /// <inheritdoc/>
    protected override void OnReplaySuccess()
    {
        base.OnReplaySuccess();
        _snapshotAt = LastSequenceNr;
        _refs.Execution.Tell(new ExecutionCommands.ResendReports(_state.View.LastReport));
    }

    private void OnSnapshot(SnapshotOffer offer) => _state = PortfolioState.From((AccountView)offer.Snapshot);

    private void OnFill(PortfolioCommands.BookFill message)
    {
        if (PortfolioDecisions.Book(_state, message.Fill) is { } booked)
        {
            PersistThen([booked], OnBooked, () => Confirm(message.Fill.Sequence));
        }
        else
        {
            Confirm(message.Fill.Sequence);
        }
    }

    private void OnFunding(PortfolioCommands.BookFunding message)
    {
        if (PortfolioDecisions.Book(_state, message.Payment) is { } booked)
        {
            PersistThen([booked], OnBooked, () => Confirm(message.Payment.Sequence));
        }
        else
        {
            Confirm(message.Payment.Sequence);
        }
    }

    private void OnBooked(object booked)
    {
        Apply(booked);
        _refs.Mediator.Tell(new Publish(Topics.Trading, booked));
    }

    private void Confirm(long sequence)
    {
        _refs.Execution.Tell(new ExecutionCommands.ConfirmReports(sequence));
        if (_postponed is { } postponed && _state.LastReport >= postponed.UpToReport)
        {
            _postponed = null;
            OnMark(postponed);
        }
    }

    private void OnMark(PortfolioCommands.Mark message)
    {
        if (_state.LastReport < message.UpToReport)
        {
            // Reports were lost with an earlier life of this actor: a mark without them would be a wrong account.
            _postponed = message;
            _refs.Execution.Tell(new ExecutionCommands.ResendReports(_state.LastReport));
            return;
        }

        var marked = PortfolioDecisions.Mark(_state, message.Step);
        PersistThen(marked is null ? [] : [marked], Apply, () => Tell(message.Step));
    }

    private void Apply(object happened)
    {
        _state = _state.Apply(happened);
        switch (happened)
        {
            case PortfolioEvents.FillBooked booked:
                _fillsSinceMark = _fillsSinceMark.Add(booked);
                break;
            case PortfolioEvents.EquityMarked:
                _fillsOfStep = _fillsSinceMark;
                _fillsSinceMark = [];
                break;
            default:
                break; // A funding is in the state; nobody is told of it by itself.
        }
    }

    private void Tell(MarketStep step)
    {
        var account = _state.View;
        _refs.Risk.Tell(new RiskCommands.ApplyAccount(account));
        foreach (var trader in _traders)
        {
            _refs.Traders.Tell(new TraderCommands.ApplyAccount(trader, account, step.LastPricesQuote));
        }

        _refs.Mediator.Tell(new Publish(Topics.Trading, account));
        _refs.Mediator.Tell(new Publish(Topics.Trading, new PortfolioNews.StepBooked(step.Watermark, _fillsOfStep)));
        _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, step.Watermark));
        SnapshotWhenDue();
    }

    /// <summary>
    /// Never at a step with fills: a snapshot does not hold them, and the step may have to be told again.
    /// </summary>
    private void SnapshotWhenDue()
    {
        if (LastSequenceNr - _snapshotAt >= SnapshotEvery && _fillsOfStep.IsEmpty)
        {
            _snapshotAt = LastSequenceNr;
            SaveSnapshot(_state.View);
        }
    }

    private void OnSnapshotSaved(SaveSnapshotSuccess saved) =>
        DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));

    private void OnSnapshotFailed(SaveSnapshotFailure failed)
    {
        NodeMetrics.JournalFailures.Add(1);
        Log.Warning(
            "[{0}] snapshot at {1} failed: {2}. Nothing is lost: recovery reads the events.",
            PersistenceId,
            failed.Metadata.SequenceNr,
            failed.Cause.Message);
    }
}
