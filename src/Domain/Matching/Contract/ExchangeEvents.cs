using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>What happened at the exchange, in the order in which it happened.</summary>
/// <param name="Time">The time of the command that caused it.</param>
public abstract record ExchangeEvent(DateTimeOffset Time);

/// <summary>The closed set of events.</summary>
/// <remarks>
/// Of one command come, in this order: answers, executions and ends of orders as they happen; then one
/// <see cref="PositionChanged"/> for each position and one <see cref="WalletChanged"/> for each wallet that changed.
/// </remarks>
public static class ExchangeEvents
{
    /// <summary>A command of an account was refused, and changed nothing.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Account">Whose command.</param>
    /// <param name="Kind">Why.</param>
    /// <param name="Detail">Why, with the numbers, for a person.</param>
    /// <param name="Order">The order it was about; the default for none.</param>
    public sealed record Refused(
        DateTimeOffset Time, AccountId Account, ExchangeRefusal Kind, string Detail, OrderKey Order = default)
        : ExchangeEvent(Time)
    {
        /// <summary>True when the same command may succeed a little later.</summary>
        public bool IsTransient => Kind.IsTransient();
    }

    /// <summary>A market was opened.</summary>
    public sealed record InstrumentListed(DateTimeOffset Time, TradingTerms Terms) : ExchangeEvent(Time);

    /// <summary>An account was opened.</summary>
    public sealed record AccountOpened(DateTimeOffset Time, AccountId Account) : ExchangeEvent(Time);

    /// <summary>Money came in, or went out when negative.</summary>
    public sealed record Transferred(DateTimeOffset Time, AccountId Account, decimal AmountQuote)
        : ExchangeEvent(Time);

    /// <summary>The exchange has the order; what becomes of it follows.</summary>
    public sealed record OrderAccepted(DateTimeOffset Time, OrderView Order) : ExchangeEvent(Time);

    /// <summary>A conditional order fired and is now an active one, with the same number.</summary>
    public sealed record OrderTriggered(DateTimeOffset Time, OrderView Order) : ExchangeEvent(Time);

    /// <summary>Price, size, trigger or protection changed: asked for, or a reduce-only order was trimmed to its
    /// position, or a trailing stop followed.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Order">As it now stands.</param>
    /// <param name="ByUser">False when the exchange did it.</param>
    public sealed record OrderAmended(DateTimeOffset Time, OrderView Order, bool ByUser) : ExchangeEvent(Time);

    /// <summary>Some of the order was executed; <see cref="OrderView.Status"/> says whether it is done.</summary>
    public sealed record OrderExecuted(DateTimeOffset Time, Execution Execution, OrderView Order)
        : ExchangeEvent(Time);

    /// <summary>The rest of the order is gone; for an untriggered order, status Deactivated.</summary>
    public sealed record OrderCancelled(DateTimeOffset Time, OrderView Order, CancelReason Reason)
        : ExchangeEvent(Time);

    /// <summary>A trade for the public tape.</summary>
    public sealed record TradePrinted(
        DateTimeOffset Time,
        InstrumentId Instrument,
        long MatchId,
        Side TakerSide,
        decimal PriceQuote,
        decimal SizeBase) : ExchangeEvent(Time);

    /// <summary>A position, its margin or its protection changed.</summary>
    public sealed record PositionChanged(DateTimeOffset Time, PositionView Position) : ExchangeEvent(Time);

    /// <summary>A balance or a reserve changed.</summary>
    public sealed record WalletChanged(DateTimeOffset Time, WalletView Wallet) : ExchangeEvent(Time);

    /// <summary>Funding was settled.</summary>
    /// <param name="Time">When.</param>
    /// <param name="ExecutionId">Numbered with the executions.</param>
    /// <param name="Account">Whose.</param>
    /// <param name="Instrument">Which instrument.</param>
    /// <param name="Leg">Which position.</param>
    /// <param name="PositionBase">Signed position.</param>
    /// <param name="MarkQuote">Mark price.</param>
    /// <param name="RateFraction">The rate.</param>
    /// <param name="AmountQuote">What the account received; negative when it paid.</param>
    public sealed record FundingPaid(
        DateTimeOffset Time,
        long ExecutionId,
        AccountId Account,
        InstrumentId Instrument,
        PositionLeg Leg,
        decimal PositionBase,
        decimal MarkQuote,
        decimal RateFraction,
        decimal AmountQuote) : ExchangeEvent(Time);

    /// <summary>A position fell below its maintenance margin and went to the insurance fund, or a part of it
    /// did.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Account">Whose.</param>
    /// <param name="Instrument">Which instrument.</param>
    /// <param name="Leg">Which position.</param>
    /// <param name="PositionBase">Signed position before.</param>
    /// <param name="MarkQuote">The mark price that did it.</param>
    /// <param name="BankruptcyQuote">The price of the take-over.</param>
    /// <param name="Execution">The account's side of it; the order id is 0.</param>
    public sealed record Liquidated(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        PositionLeg Leg,
        decimal PositionBase,
        decimal MarkQuote,
        decimal BankruptcyQuote,
        Execution Execution) : ExchangeEvent(Time);

    /// <summary>A position was closed against what the insurance fund could not carry.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Account">Whose.</param>
    /// <param name="Instrument">Which instrument.</param>
    /// <param name="Leg">Which position.</param>
    /// <param name="PositionBase">Signed position before.</param>
    /// <param name="PriceQuote">The price: what the fund paid.</param>
    /// <param name="Execution">The account's side of it; the order id is 0.</param>
    public sealed record Deleveraged(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        PositionLeg Leg,
        decimal PositionBase,
        decimal PriceQuote,
        Execution Execution) : ExchangeEvent(Time);

    /// <summary>The insurance fund was given money, and has limited means from now on.</summary>
    public sealed record InsuranceEndowed(DateTimeOffset Time, decimal AmountQuote) : ExchangeEvent(Time);

    /// <summary>The insurance fund made up a balance below zero.</summary>
    public sealed record DeficitCovered(DateTimeOffset Time, AccountId Account, decimal AmountQuote)
        : ExchangeEvent(Time);

    /// <summary>Leverage was set.</summary>
    public sealed record LeverageSet(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        decimal LongLeverage,
        decimal ShortLeverage) : ExchangeEvent(Time);

    /// <summary>The position mode was set.</summary>
    public sealed record PositionModeSet(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, PositionMode Mode) : ExchangeEvent(Time);

    /// <summary>The margin mode was set.</summary>
    public sealed record MarginModeSet(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, MarginMode Mode) : ExchangeEvent(Time);

    /// <summary>Margin was added to an isolated position, or taken when negative.</summary>
    public sealed record MarginAdded(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, PositionLeg Leg, decimal AmountQuote)
        : ExchangeEvent(Time);
}
