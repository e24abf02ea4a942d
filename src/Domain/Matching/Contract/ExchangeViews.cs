using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>An order as it stands.</summary>
/// <param name="OrderId">The exchange's number: 1, 2, 3 ...</param>
/// <param name="Account">Whose.</param>
/// <param name="Instrument">Which instrument.</param>
/// <param name="Request">What was asked, with all amendments and trims.</param>
/// <param name="Origin">Who placed it.</param>
/// <param name="ParentOrderId">The entry that a take-profit or stop-loss was attached to; 0 for none.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="LeavesBase">What may still be filled.</param>
/// <param name="FilledBase">What was filled.</param>
/// <param name="FilledQuote">Value of what was filled.</param>
/// <param name="FeeQuote">Fees so far; negative when earned.</param>
/// <param name="RealizedQuote">Profit realised by its fills, without fees.</param>
/// <param name="CancelReason">Why it ended unfilled; null otherwise.</param>
/// <param name="LastQuoteAtCreation">Last price when it was placed; null when unknown.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="UpdatedAt">When it changed last.</param>
public sealed record OrderView(
    long OrderId,
    AccountId Account,
    InstrumentId Instrument,
    OrderRequest Request,
    OrderOrigin Origin,
    long ParentOrderId,
    OrderStatus Status,
    decimal LeavesBase,
    decimal FilledBase,
    decimal FilledQuote,
    decimal FeeQuote,
    decimal RealizedQuote,
    CancelReason? CancelReason,
    decimal? LastQuoteAtCreation,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Average price of the fills; null before the first.</summary>
    public decimal? AverageQuote => FilledBase > 0m ? FilledQuote / FilledBase : null;

    /// <summary>True until filled, cancelled or deactivated.</summary>
    public bool IsLive => Status is OrderStatus.Untriggered or OrderStatus.Open or OrderStatus.PartiallyFilled;
}

/// <summary>One side of a trade, or a take-over.</summary>
/// <param name="ExecutionId">The exchange's number of this execution: 1, 2, 3 ...</param>
/// <param name="MatchId">Number of the trade: the same on both sides.</param>
/// <param name="OrderId">The order; 0 for a take-over.</param>
/// <param name="Account">Whose.</param>
/// <param name="Instrument">Which instrument.</param>
/// <param name="Leg">Which position.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="PriceQuote">Price.</param>
/// <param name="SizeBase">Size in base.</param>
/// <param name="IsMaker">True for the order that rested.</param>
/// <param name="FeeQuote">Fee paid; negative when earned.</param>
/// <param name="FeeFraction">The fee's rate.</param>
/// <param name="ClosedBase">How much of the size made the position smaller.</param>
/// <param name="RealizedQuote">Profit realised on that, without fees.</param>
/// <param name="MarkQuote">Mark price then; null when unknown.</param>
/// <param name="Kind">Trade or take-over.</param>
public sealed record Execution(
    long ExecutionId,
    long MatchId,
    long OrderId,
    AccountId Account,
    InstrumentId Instrument,
    PositionLeg Leg,
    Side Side,
    decimal PriceQuote,
    decimal SizeBase,
    bool IsMaker,
    decimal FeeQuote,
    decimal FeeFraction,
    decimal ClosedBase,
    decimal RealizedQuote,
    decimal? MarkQuote,
    ExecutionKind Kind);

/// <summary>A position as it stands.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Instrument">Which instrument.</param>
/// <param name="Leg">Which position.</param>
/// <param name="SizeBase">Signed size in base: positive is long, 0 flat.</param>
/// <param name="EntryQuote">Average entry price; null when flat.</param>
/// <param name="MarkQuote">Mark price; null when unknown.</param>
/// <param name="Leverage">Chosen leverage of its direction.</param>
/// <param name="MarginMode">Cross or isolated.</param>
/// <param name="PositionMode">One-way or hedge.</param>
/// <param name="MarginQuote">Initial margin (cross) or what was set aside (isolated).</param>
/// <param name="MaintenanceQuote">Maintenance margin at the mark price.</param>
/// <param name="UnrealizedQuote">Open profit at the mark price.</param>
/// <param name="RealizedQuote">Profit realised since the position was opened, fees and funding included.</param>
/// <param name="RealizedTotalQuote">The same since the account was opened.</param>
/// <param name="LiquidationQuote">Mark price at which it is liquidated, all else equal; null when there is
/// none.</param>
/// <param name="BankruptcyQuote">Price at which its margin is used up; null when there is none.</param>
/// <param name="TakeProfit">For the whole position; null for none.</param>
/// <param name="StopLoss">For the whole position; null for none.</param>
/// <param name="TrailingQuote">Distance of the trailing stop; null for none.</param>
/// <param name="OpenedAt">When it was opened; null when flat.</param>
/// <param name="UpdatedAt">When it changed last.</param>
public sealed record PositionView(
    AccountId Account,
    InstrumentId Instrument,
    PositionLeg Leg,
    decimal SizeBase,
    decimal? EntryQuote,
    decimal? MarkQuote,
    decimal Leverage,
    MarginMode MarginMode,
    PositionMode PositionMode,
    decimal MarginQuote,
    decimal MaintenanceQuote,
    decimal UnrealizedQuote,
    decimal RealizedQuote,
    decimal RealizedTotalQuote,
    decimal? LiquidationQuote,
    decimal? BankruptcyQuote,
    ProtectionPrice? TakeProfit,
    ProtectionPrice? StopLoss,
    decimal? TrailingQuote,
    DateTimeOffset? OpenedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A wallet as it stands; one settlement currency.</summary>
/// <param name="Account">Whose.</param>
/// <param name="BalanceQuote">Deposits, realised profit, fees and funding; isolated margin included.</param>
/// <param name="UnrealizedQuote">Open profit of all positions at mark prices.</param>
/// <param name="PositionMarginQuote">Initial margin of all positions, isolated margin included.</param>
/// <param name="OrderMarginQuote">Reserved for open orders.</param>
/// <param name="MaintenanceQuote">Maintenance margin of all positions.</param>
/// <param name="AvailableQuote">Free for new orders; not below 0.</param>
/// <param name="RealizedTotalQuote">Profit realised since the account was opened, fees and funding
/// included.</param>
public sealed record WalletView(
    AccountId Account,
    decimal BalanceQuote,
    decimal UnrealizedQuote,
    decimal PositionMarginQuote,
    decimal OrderMarginQuote,
    decimal MaintenanceQuote,
    decimal AvailableQuote,
    decimal RealizedTotalQuote)
{
    /// <summary>Balance and open profit.</summary>
    public decimal EquityQuote => BalanceQuote + UnrealizedQuote;
}

/// <summary>One price of the public book.</summary>
/// <param name="PriceQuote">Price.</param>
/// <param name="SizeBase">All that rests there.</param>
/// <param name="Orders">How many orders.</param>
public readonly record struct DepthLevel(decimal PriceQuote, decimal SizeBase, int Orders);

/// <summary>The prices of an instrument; null when never told.</summary>
/// <param name="LastQuote">Price of the last trade.</param>
/// <param name="MarkQuote">Mark price.</param>
/// <param name="IndexQuote">Index price.</param>
public readonly record struct ReferencePrices(decimal? LastQuote, decimal? MarkQuote, decimal? IndexQuote);
