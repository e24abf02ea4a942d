using System.Collections.Immutable;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Matching;

/// <summary>Up to which position value which maintenance margin is asked.</summary>
/// <param name="NotionalQuoteMax">Highest position value of the tier, positive, growing from tier to tier.</param>
/// <param name="MaintenanceFraction">Maintenance margin rate, [0, 1), not falling from tier to tier.</param>
/// <param name="LeverageMax">Highest leverage in this tier, at least 1, not growing from tier to tier.</param>
public sealed record MarginTier(decimal NotionalQuoteMax, decimal MaintenanceFraction, decimal LeverageMax);

/// <summary>Fees as shares of notional.</summary>
/// <param name="MakerFraction">Of resting orders, [-0.01, 0.05]; negative is a rebate.</param>
/// <param name="TakerFraction">Of incoming orders, [0, 0.05]; not below the negated maker's.</param>
public sealed record FeeSchedule(decimal MakerFraction, decimal TakerFraction);

/// <summary>The rules under which one linear instrument trades.</summary>
/// <param name="Instrument">Tick, step, minimum size, minimum notional, highest leverage.</param>
/// <param name="Tiers">At least one, lowest first.</param>
/// <param name="Fees">For accounts without fees of their own.</param>
/// <param name="SizeBaseMax">Largest limit order, in base.</param>
/// <param name="MarketSizeBaseMax">Largest market order, in base.</param>
/// <param name="PriceQuoteMin">Lowest price, positive.</param>
/// <param name="PriceQuoteMax">Highest price.</param>
/// <param name="MarketBandFraction">How far from the mark price a market order may reach, (0, 1).</param>
/// <param name="LimitBandFraction">How far beyond the mark price a limit order may be priced on its losing side,
/// (0, 1]; null for any.</param>
/// <param name="OrdersMax">Open orders an account may have in the instrument.</param>
/// <param name="ConditionalsMax">Untriggered orders among them, apart from take-profits and stop-losses.</param>
/// <param name="PartialProtectionsMax">Partial take-profits and stop-losses a position may have.</param>
public sealed record TradingTerms(
    Instrument Instrument,
    ImmutableArray<MarginTier> Tiers,
    FeeSchedule Fees,
    decimal SizeBaseMax,
    decimal MarketSizeBaseMax,
    decimal PriceQuoteMin,
    decimal PriceQuoteMax,
    decimal MarketBandFraction = 0.05m,
    decimal? LimitBandFraction = null,
    int OrdersMax = 500,
    int ConditionalsMax = 10,
    int PartialProtectionsMax = 20);
