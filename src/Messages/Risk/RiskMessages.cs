using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Messages.Risk;

/// <summary>What risk can be told.</summary>
public static class RiskCommands
{
    /// <summary>May this order be sent?</summary>
    public sealed record Review(OpenOrder Order);

    /// <summary>The account as it stands at a watermark.</summary>
    public sealed record ApplyAccount(Portfolio.AccountView Account);
}

/// <summary>What risk journals.</summary>
public static class RiskEvents
{
    /// <summary>Every limit held.</summary>
    public sealed record OrderApproved(OpenOrder Order, Watermark Watermark);

    /// <summary>A limit would have been broken.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Limit">Name of the limit, as in <c>config/risk_management.yaml</c>.</param>
    /// <param name="LimitValue">Its value.</param>
    /// <param name="InputValue">What the order would have made of it.</param>
    /// <param name="Watermark">When.</param>
    public sealed record OrderRefused(
        OpenOrder Order, string Limit, decimal LimitValue, decimal InputValue, Watermark Watermark);

    /// <summary>Something that a person should look at, such as a deep drawdown.</summary>
    public sealed record AlertRaised(string Alert, decimal LimitValue, decimal InputValue, DateTimeOffset Time);
}
