using System.Collections.Immutable;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Risk;

/// <summary>What the risk gate knows: the account it was last shown, and its own answers.</summary>
/// <remarks>
/// Bounded: the last <see cref="AnswersMax"/> answers are remembered, the oldest is forgotten first (a repeated
/// question comes within one recovery, so far fewer would do); approvals count as exposure only until the account of
/// a later watermark shows what became of them.
/// </remarks>
public sealed record RiskState
{
    /// <summary>Answers remembered.</summary>
    public const int AnswersMax = 10_000;

    private RiskState()
    {
    }

    /// <summary>Nothing is known.</summary>
    public static RiskState Empty { get; } = new();

    /// <summary>The account as last shown; null before the first time. Not journalled: the portfolio owns it.</summary>
    public AccountView? Account { get; private init; }

    /// <summary>True once the drawdown reached the halt limit: entries have ended for good.</summary>
    public bool IsHalted { get; private init; }

    /// <summary>Approved entries that the account does not show yet, in order of approval.</summary>
    public ImmutableList<OpenOrder> PendingEntries { get; private init; } = [];

    private RecentMap<object> Answers { get; init; } = new(AnswersMax);

    private ImmutableSortedDictionary<string, DateTime> AlertDays { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTime>(StringComparer.Ordinal);

    /// <summary>The state with a newer account; an older one than known changes nothing.</summary>
    public RiskState WithAccount(AccountView account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Watermark is { } now && Account?.Watermark is { } known && now < known)
        {
            return this;
        }

        return this with
        {
            Account = account,
            PendingEntries = account.Watermark is { } mark
                ? PendingEntries.RemoveAll(order => order.DecidedAt < mark)
                : PendingEntries,
        };
    }

    /// <summary>The event that answered this order before; null when it was never judged or is forgotten.</summary>
    public object? AnswerTo(string clientOrderId) => Answers.TryGetValue(clientOrderId, out var answer) ? answer : null;

    /// <summary>The state after an event of risk.</summary>
    /// <exception cref="ArgumentException">The event is none of risk's.</exception>
    public RiskState Apply(object happened) => happened switch
    {
        RiskEvents.OrderApproved approved => Approve(approved),
        RiskEvents.OrderRefused refused => Answer(refused.Order.ClientOrderId, refused),
        RiskEvents.AlertRaised alert => this with
        {
            IsHalted = IsHalted || string.Equals(alert.Alert, RiskGate.HaltAlert, StringComparison.Ordinal),
            AlertDays = AlertDays.SetItem(alert.Alert, alert.Time.UtcDateTime.Date),
        },
        _ => throw new ArgumentException($"'{happened?.GetType().Name}' is no event of risk.", nameof(happened)),
    };

    /// <summary>Whether this alert was already raised on the UTC day.</summary>
    internal bool WasAlerted(string alert, DateTimeOffset time) =>
        AlertDays.TryGetValue(alert, out var day) && day >= time.UtcDateTime.Date;

    private RiskState Approve(RiskEvents.OrderApproved approved)
    {
        var answered = Answer(approved.Order.ClientOrderId, approved);
        // An entry decided earlier than this watermark is in the account that this approval was judged against.
        var pending = PendingEntries.RemoveAll(order => order.DecidedAt < approved.Watermark);
        return answered with
        {
            PendingEntries = approved.Order.ReduceOnly ? pending : pending.Add(approved.Order),
        };
    }

    private RiskState Answer(string clientOrderId, object answer) =>
        Answers.ContainsKey(clientOrderId) ? this : this with { Answers = Answers.SetItem(clientOrderId, answer) };
}
