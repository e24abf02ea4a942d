using System.Collections.Immutable;

namespace WhaleStack.Messages.Accounts;

/// <summary>An account's money as the venue sees it. Totals in US dollars.</summary>
/// <param name="EquityUsd">Everything, unrealised profit included; null where the margin mode has no total.</param>
/// <param name="WalletUsd">Without unrealised profit.</param>
/// <param name="MarginUsd">What counts as margin.</param>
/// <param name="AvailableUsd">What new orders may use.</param>
/// <param name="UnrealizedUsd">Profit if all perpetuals and futures were closed at the mark.</param>
/// <param name="InitialMarginUsd">Margin bound by positions and orders.</param>
/// <param name="MaintenanceMarginUsd">Margin below which the account is liquidated.</param>
/// <param name="InitialMarginFraction">Share of the margin that is bound.</param>
/// <param name="MaintenanceMarginFraction">Share of the margin that must be kept: at 1 the account is
/// liquidated.</param>
/// <param name="Coins">Each currency.</param>
public sealed record WalletReport(
    decimal? EquityUsd,
    decimal? WalletUsd,
    decimal? MarginUsd,
    decimal? AvailableUsd,
    decimal? UnrealizedUsd,
    decimal? InitialMarginUsd,
    decimal? MaintenanceMarginUsd,
    decimal? InitialMarginFraction,
    decimal? MaintenanceMarginFraction,
    ImmutableArray<CoinBalance> Coins);

/// <summary>One currency of an account. Amounts in that currency.</summary>
/// <param name="Asset">Such as USDT.</param>
/// <param name="EquityAmount">Wallet plus unrealised profit.</param>
/// <param name="WalletAmount">Without unrealised profit.</param>
/// <param name="LockedAmount">Bound by spot orders.</param>
/// <param name="BorrowedAmount">Owed.</param>
/// <param name="InterestAmount">Interest that has run up.</param>
/// <param name="OrderMarginAmount">Margin bound by orders; null where the margin mode has none a coin.</param>
/// <param name="PositionMarginAmount">Margin bound by positions; null as above.</param>
/// <param name="MaintenanceMarginAmount">Margin below which positions are liquidated; null as above.</param>
/// <param name="UnrealizedAmount">Profit if positions were closed at the mark.</param>
/// <param name="RealizedAmount">Realised profit of all time.</param>
/// <param name="BonusAmount">Lent by the venue for trading only.</param>
/// <param name="ValueUsd">Worth in US dollars.</param>
/// <param name="IsCollateral">Whether it counts as margin.</param>
public sealed record CoinBalance(
    string Asset,
    decimal EquityAmount,
    decimal WalletAmount,
    decimal LockedAmount,
    decimal BorrowedAmount,
    decimal InterestAmount,
    decimal? OrderMarginAmount,
    decimal? PositionMarginAmount,
    decimal? MaintenanceMarginAmount,
    decimal? UnrealizedAmount,
    decimal? RealizedAmount,
    decimal BonusAmount,
    decimal? ValueUsd,
    bool IsCollateral)
{
    /// <summary>
    /// What new orders may use where each position has margin of its own; an account with common margin has
    /// <see cref="WalletReport.AvailableUsd"/>.
    /// </summary>
    public decimal AvailableIsolatedAmount => WalletAmount
        - (PositionMarginAmount ?? 0m) - (OrderMarginAmount ?? 0m) - LockedAmount - BonusAmount;
}
