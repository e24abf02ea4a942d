using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Accounts;

/// <summary>What stands behind a position.</summary>
public enum MarginMode
{
    /// <summary>Its own margin alone.</summary>
    Isolated = 1,

    /// <summary>The whole account.</summary>
    Cross = 2,

    /// <summary>The whole account, by the risk of all positions together.</summary>
    Portfolio = 3,
}

/// <summary>How many positions an account may hold in one instrument.</summary>
public enum PositionMode
{
    /// <summary>One: buys and sells net.</summary>
    OneWay = 1,

    /// <summary>A long and a short one at once.</summary>
    Hedge = 2,
}

/// <summary>An account's settings at the venue.</summary>
/// <param name="MarginMode">What stands behind its positions.</param>
/// <param name="IsUnified">Whether one account holds spot, perpetuals and options together.</param>
/// <param name="CancelsOnDisconnect">Whether the venue cancels its orders when it loses the account's
/// connection.</param>
/// <param name="UpdatedAt">When they changed last; null where the venue does not say.</param>
public sealed record AccountSettings(
    MarginMode MarginMode, bool IsUnified, bool CancelsOnDisconnect, DateTimeOffset? UpdatedAt);

/// <summary>What an account pays for executions in an instrument.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="TakerFeeFraction">Share of notional paid when taking.</param>
/// <param name="MakerFeeFraction">Share of notional paid when adding; negative when earned.</param>
public sealed record FeeRates(InstrumentId Coin, decimal TakerFeeFraction, decimal MakerFeeFraction) : IWithCoin;
