using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Risk;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Risk;

/// <summary>
/// Owns the limits of one account: at each watermark, when it has the account and every trader has sent its decisions,
/// it judges them together, journals the answers and passes approvals to execution.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted: an order that comes again gets the answer it
/// was given before.
/// </remarks>
public sealed class RiskActor : JournaledActor
{
    private readonly RiskOptions _options;
    private readonly ImmutableSortedSet<string> _traders;
    private readonly TradingRefs _refs;
    private readonly Dictionary<string, OpenOrder> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _decided = new(StringComparer.Ordinal);

    private RiskState _state = RiskState.Empty;
    private Watermark? _decisionsAt;
    private Watermark? _completed;

    /// <summary>Makes the actor.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="options">The limits.</param>
    /// <param name="traders">Names of all traders of the account.</param>
    /// <param name="refs">The neighbours.</param>
    public RiskActor(string account, RiskOptions options, IEnumerable<string> traders, TradingRefs refs)
        : base(ActorNames.Risk(account))
    {
        _options = options;
        _traders = [.. traders];
        _refs = refs;
        Recover<RiskEvents.OrderApproved>(e => _state = _state.Apply(e));
        Recover<RiskEvents.OrderRefused>(e => _state = _state.Apply(e));
        Recover<RiskEvents.AlertRaised>(e => _state = _state.Apply(e));
        Command<ClockCommands.Prepare>(_ => Sender.Tell(new ClockReplies.Ready(PersistenceId)));
        Command<RiskCommands.Review>(OnReview);
        Command<RiskCommands.ApplyAccount>(OnAccount);
        Command<ClockCommands.DecisionsComplete>(OnDecisionsComplete);
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(string account, RiskOptions options, IEnumerable<string> traders, TradingRefs refs) =>
        Props.Create(() => new RiskActor(account, options, traders, refs));

    private void OnReview(RiskCommands.Review message)
    {
        if (_state.AnswerTo(message.Order.ClientOrderId) is { } answer)
        {
            Answer(answer);
        }
        else
        {
            _pending[message.Order.ClientOrderId] = message.Order;
        }
    }

    private void OnAccount(RiskCommands.ApplyAccount message)
    {
        _state = _state.WithAccount(message.Account);
        JudgeWhenComplete();
    }

    private void OnDecisionsComplete(ClockCommands.DecisionsComplete message)
    {
        if (_decisionsAt is null || message.Watermark != _decisionsAt)
        {
            _decisionsAt = message.Watermark;
            _decided.Clear();
        }

        _completed = null;
        _decided[message.Trader] = message.ClientOrderIds;
        JudgeWhenComplete();
    }

    private void JudgeWhenComplete()
    {
        if (_decisionsAt is not { } watermark
            || _state.Account?.Watermark != watermark
            || _completed == watermark
            || !_traders.All(HasAllDecisions))
        {
            return; // Should a decision be lost, the step is run again and the trader repeats it.
        }

        _completed = watermark;
        var orders = _pending.Values.Where(o => o.DecidedAt <= watermark).ToImmutableArray();
        foreach (var order in orders)
        {
            _pending.Remove(order.ClientOrderId);
        }

        var events = RiskGate.Decide(_state, _options, watermark, orders);
        PersistThen(events, OnJudged, () => Complete(watermark));
    }

    private bool HasAllDecisions(string trader) =>
        _decided.TryGetValue(trader, out var ids)
        && ids.All(id => _pending.ContainsKey(id) || _state.AnswerTo(id) is not null);

    private void OnJudged(object judged)
    {
        _state = _state.Apply(judged);
        _refs.Mediator.Tell(new Publish(Topics.Trading, judged));
        Answer(judged);
    }

    private void Complete(Watermark watermark)
    {
        _refs.Execution.Tell(new ClockCommands.ApprovalsComplete(watermark));
        _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, watermark));
    }

    private void Answer(object judged)
    {
        switch (judged)
        {
            case RiskEvents.OrderApproved approved:
                _refs.Execution.Tell(RiskGate.Approval(approved));
                break;
            case RiskEvents.OrderRefused refused:
                _refs.Traders.Tell(new TraderCommands.SettleDecision(
                    refused.Order.Trader,
                    refused.Order.ClientOrderId,
                    DecisionOutcome.Refused,
                    $"{refused.Limit}: {refused.InputValue} against {refused.LimitValue}"));
                break;
            case RiskEvents.AlertRaised:
                break; // Published for people; nobody has to answer it.
            default:
                throw new ArgumentOutOfRangeException(nameof(judged), judged, "Unknown risk event.");
        }
    }
}
