using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>What the exchange can be told. The sender gives the time; it never falls.</summary>
/// <param name="Time">When it reaches the exchange.</param>
public abstract record ExchangeCommand(DateTimeOffset Time);

/// <summary>One price of the house's book.</summary>
/// <param name="PriceQuote">Price, a multiple of the tick.</param>
/// <param name="SizeBase">All the house's size there, a multiple of the step; 0 removes it.</param>
public readonly record struct HouseLevel(decimal PriceQuote, decimal SizeBase);

/// <summary>The closed set of commands.</summary>
public static class ExchangeCommands
{
    /// <summary>Opens a market. Answered by InstrumentListed.</summary>
    public sealed record ListInstrument(DateTimeOffset Time, TradingTerms Terms) : ExchangeCommand(Time);

    /// <summary>Opens an account. <paramref name="Fees"/>: null for the instruments'.</summary>
    public sealed record OpenAccount(DateTimeOffset Time, AccountId Account, FeeSchedule? Fees = null)
        : ExchangeCommand(Time);

    /// <summary>Pays in; out when negative, up to what is free.</summary>
    public sealed record Transfer(DateTimeOffset Time, AccountId Account, decimal AmountQuote) : ExchangeCommand(Time);

    /// <summary>Places an order. Answered by OrderAccepted or Refused.</summary>
    public sealed record PlaceOrder(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, OrderRequest Order) : ExchangeCommand(Time);

    /// <summary>Changes an order. Answered by OrderAmended or Refused.</summary>
    public sealed record AmendOrder(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, OrderKey Order, OrderChange Change)
        : ExchangeCommand(Time);

    /// <summary>Cancels an order. Answered by OrderCancelled or Refused.</summary>
    public sealed record CancelOrder(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, OrderKey Order) : ExchangeCommand(Time);

    /// <summary>Cancels all orders of an account, of one instrument when given, oldest first.</summary>
    public sealed record CancelOrders(DateTimeOffset Time, AccountId Account, InstrumentId? Instrument = null)
        : ExchangeCommand(Time);

    /// <summary>
    /// Gives the insurance fund so much, 0 or more, and from then on it pays with no more than it has: what it cannot
    /// carry is deleveraged. Without it the fund may go below zero.
    /// </summary>
    public sealed record EndowInsurance(DateTimeOffset Time, decimal AmountQuote) : ExchangeCommand(Time);

    /// <summary>Several commands, one after the other; each has its own answer.</summary>
    public sealed record Batch(DateTimeOffset Time, ImmutableArray<ExchangeCommand> Commands) : ExchangeCommand(Time);

    /// <summary>Sets leverage; the two are equal in one-way mode. Answered by LeverageSet.</summary>
    public sealed record SetLeverage(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        decimal LongLeverage,
        decimal ShortLeverage) : ExchangeCommand(Time);

    /// <summary>One-way or hedge, while flat and without orders. Answered by PositionModeSet.</summary>
    public sealed record SetPositionMode(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, PositionMode Mode) : ExchangeCommand(Time);

    /// <summary>Cross or isolated, while flat and without orders. Answered by MarginModeSet.</summary>
    public sealed record SetMarginMode(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, MarginMode Mode) : ExchangeCommand(Time);

    /// <summary>Adds margin to an isolated position; takes when negative, down to the initial margin.</summary>
    public sealed record AddMargin(
        DateTimeOffset Time, AccountId Account, InstrumentId Instrument, PositionLeg Leg, decimal AmountQuote)
        : ExchangeCommand(Time);

    /// <summary>
    /// Sets take-profit, stop-loss and trailing stop of the whole position, in place of what was set: null leaves as it
    /// is, a price of 0 removes. Answered by the orders that come and go, or NotModified.
    /// </summary>
    public sealed record SetProtection(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        PositionLeg Leg,
        ProtectionPrice? TakeProfit = null,
        ProtectionPrice? StopLoss = null,
        decimal? TrailingQuote = null,
        decimal? ActivationQuote = null) : ExchangeCommand(Time);

    /// <summary>Adds a take-profit and a stop-loss for a part of the position; the first to fire ends the
    /// other.</summary>
    public sealed record AddPartialProtection(
        DateTimeOffset Time,
        AccountId Account,
        InstrumentId Instrument,
        PositionLeg Leg,
        decimal SizeBase,
        ProtectionPrice? TakeProfit = null,
        ProtectionPrice? StopLoss = null) : ExchangeCommand(Time);

    /// <summary>Prices from outside; null leaves as it is. Fires triggers; the mark price, liquidations.</summary>
    public sealed record UpdatePrices(
        DateTimeOffset Time,
        InstrumentId Instrument,
        decimal? MarkQuote = null,
        decimal? IndexQuote = null,
        decimal? LastQuote = null) : ExchangeCommand(Time);

    /// <summary>Longs pay shorts the rate on their value at the mark price (shorts longs when negative).</summary>
    public sealed record SettleFunding(DateTimeOffset Time, InstrumentId Instrument, decimal RateFraction)
        : ExchangeCommand(Time);

    /// <summary>Makes one side of the house's book what the levels say: what is not named goes.</summary>
    public sealed record ReplaceHouseBook(
        DateTimeOffset Time, InstrumentId Instrument, Side Side, ImmutableArray<HouseLevel> Levels)
        : ExchangeCommand(Time);

    /// <summary>Changes the named levels of the house's book; sizes are absolute.</summary>
    public sealed record UpdateHouseBook(
        DateTimeOffset Time,
        InstrumentId Instrument,
        ImmutableArray<HouseLevel> Bids,
        ImmutableArray<HouseLevel> Asks) : ExchangeCommand(Time);

    /// <summary>A trade of the outside market: the house takes up to the size at the price or better, then the last
    /// price is that price.</summary>
    public sealed record PrintHouseTrade(
        DateTimeOffset Time, InstrumentId Instrument, Side TakerSide, decimal PriceQuote, decimal SizeBase)
        : ExchangeCommand(Time);
}
