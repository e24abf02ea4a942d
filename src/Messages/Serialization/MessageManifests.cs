using System.Collections.Frozen;
using System.Collections.Immutable;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Messages.Serialization;

/// <summary>Every event and snapshot that may be stored, and the name it has there.</summary>
/// <remarks>
/// A name is never changed, reused or taken away: journals hold it for ever. An event grows by parameters with a
/// default value; a change that old rows cannot be read with is a new event with the next number.
/// </remarks>
public static class MessageManifests
{
    private static readonly FrozenDictionary<Type, MessageManifest> ByType;
    private static readonly FrozenDictionary<string, MessageManifest> ByName;

    static MessageManifests()
    {
        ByType = All.ToFrozenDictionary(manifest => manifest.Type);
        ByName = All.ToFrozenDictionary(manifest => manifest.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, by family.</summary>
    public static ImmutableArray<MessageManifest> All { get; } =
    [
        new("feed.cursor-advanced.1", typeof(FeedEvents.CursorAdvanced)),
        new("signal.raised.1", typeof(SignalEvents.SignalRaised)),
        new("trader.decided.1", typeof(TraderEvents.Decided)),
        new("trader.decision-settled.1", typeof(TraderEvents.DecisionSettled)),
        new("risk.order-approved.1", typeof(RiskEvents.OrderApproved)),
        new("risk.order-refused.1", typeof(RiskEvents.OrderRefused)),
        new("risk.alert-raised.1", typeof(RiskEvents.AlertRaised)),
        new("execution.order-submitted.1", typeof(ExecutionEvents.OrderSubmitted)),
        new("execution.order-accepted.1", typeof(ExecutionEvents.OrderAccepted)),
        new("execution.order-rejected.1", typeof(ExecutionEvents.OrderRejected)),
        new("execution.order-filled.1", typeof(ExecutionEvents.OrderFilled)),
        new("execution.funding-settled.1", typeof(ExecutionEvents.FundingSettled)),
        new("paper.order-taken.1", typeof(PaperEvents.OrderTaken)),
        new("paper.executed.1", typeof(PaperEvents.Executed)),
        new("paper.funded.1", typeof(PaperEvents.Funded)),
        new("paper.order-cancelled.1", typeof(PaperEvents.OrderCancelled)),
        new("portfolio.fill-booked.1", typeof(PortfolioEvents.FillBooked)),
        new("portfolio.funding-booked.1", typeof(PortfolioEvents.FundingBooked)),
        new("portfolio.equity-marked.1", typeof(PortfolioEvents.EquityMarked)),
        new("portfolio.account.1", typeof(AccountView)), // A snapshot: a portfolio's state is its view.
        new("broadcast.message-queued.1", typeof(BroadcastEvents.MessageQueued)),
        new("broadcast.message-sent.1", typeof(BroadcastEvents.MessageSent)),
    ];

    /// <summary>The name an event is journalled under.</summary>
    /// <exception cref="ArgumentException">The type is no event of ours.</exception>
    public static string NameOf(Type type) =>
        ByType.TryGetValue(type, out var manifest)
            ? manifest.Name
            : throw new ArgumentException(
                $"'{type}' has no manifest: it is not an event that may be journalled.", nameof(type));

    /// <summary>The type that a name is read as; false when the name is unknown.</summary>
    public static bool TryFind(string name, out MessageManifest? manifest) => ByName.TryGetValue(name, out manifest);
}
