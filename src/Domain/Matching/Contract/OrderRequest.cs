using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>When a conditional order fires.</summary>
/// <param name="PriceQuote">Trigger price, positive, a multiple of the tick.</param>
/// <param name="Direction">Which way price must come.</param>
/// <param name="Source">Which price is watched.</param>
public sealed record OrderTrigger(decimal PriceQuote, TriggerDirection Direction, TriggerSource Source);

/// <summary>One take-profit or stop-loss.</summary>
/// <param name="TriggerQuote">Trigger price, positive, a multiple of the tick.</param>
/// <param name="Source">Which price is watched.</param>
/// <param name="LimitQuote">Limit price of the order it places; null for a market order. Only for a part.</param>
public sealed record ProtectionPrice(
    decimal TriggerQuote, TriggerSource Source = TriggerSource.Last, decimal? LimitQuote = null);

/// <summary>Take-profit and stop-loss attached to an entry; set on the position when it fills.</summary>
/// <param name="TakeProfit">Null for none.</param>
/// <param name="StopLoss">Null for none.</param>
/// <param name="IsPartial">False: they close the whole position, at the market. True: they close what this order
/// filled, and the first to fire ends the other.</param>
public sealed record AttachedProtection(ProtectionPrice? TakeProfit, ProtectionPrice? StopLoss, bool IsPartial = false);

/// <summary>A trigger that follows the price it watches: up for a sale, down for a purchase, and never back.</summary>
/// <param name="CallbackFraction">How far behind the best price it stays, (0, 1).</param>
/// <param name="ActivationQuote">The price from which on it follows; null for at once.</param>
public sealed record TrailingTrigger(decimal CallbackFraction, decimal? ActivationQuote = null);

/// <summary>What an account asks for.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market or limit.</param>
/// <param name="SizeBase">Size in base, a positive multiple of the step; 0 with <paramref name="CloseOnTrigger"/>
/// and reduce-only closes the whole position.</param>
/// <param name="PriceQuote">Limit price; null for a market order.</param>
/// <param name="TimeInForce">A market order is always immediate-or-cancel, unless it is fill-or-kill.</param>
/// <param name="ReduceOnly">True when it may only make a position smaller.</param>
/// <param name="Leg">Which position; <see cref="PositionLeg.Net"/> in one-way mode.</param>
/// <param name="ClientOrderId">The account's own id, never used before; empty for none.</param>
/// <param name="Trigger">Null for an order that is active at once.</param>
/// <param name="Protection">Take-profit and stop-loss; null for none; not with reduce-only.</param>
/// <param name="SelfTrade">What to do when it meets an order of the same account.</param>
/// <param name="CloseOnTrigger">Reduce-only that, when triggered, cancels other orders of the leg that reduce it,
/// to make room for itself.</param>
/// <param name="BandFraction">How far from the best opposite price a market order may reach, (0, 1); null for the
/// instrument's band.</param>
/// <param name="Trailing">How the trigger follows the price; null for one that stays where it is. Its trigger price is
/// where it starts.</param>
/// <param name="GoodTill">When what is left of it expires; null for never.</param>
public sealed record OrderRequest(
    Side Side,
    OrderKind Kind,
    decimal SizeBase,
    decimal? PriceQuote = null,
    TimeInForce TimeInForce = TimeInForce.GoodTillCancelled,
    bool ReduceOnly = false,
    PositionLeg Leg = PositionLeg.Net,
    string ClientOrderId = "",
    OrderTrigger? Trigger = null,
    AttachedProtection? Protection = null,
    SelfTradePrevention SelfTrade = SelfTradePrevention.None,
    bool CloseOnTrigger = false,
    decimal? BandFraction = null,
    TrailingTrigger? Trailing = null,
    DateTimeOffset? GoodTill = null);

/// <summary>Names an order: by the exchange's number when it is given, else by the client's id.</summary>
/// <param name="OrderId">The exchange's number; 0 when not given.</param>
/// <param name="ClientOrderId">The client's id; empty when not given.</param>
public readonly record struct OrderKey(long OrderId, string ClientOrderId = "");

/// <summary>What to change in an order; null leaves as it is.</summary>
/// <param name="PriceQuote">New limit price: loses time priority.</param>
/// <param name="SizeBase">New total size, filled part included: loses time priority when it grows.</param>
/// <param name="TriggerQuote">New trigger price of an untriggered order.</param>
/// <param name="Protection">New attached take-profit and stop-loss, in place of both.</param>
public sealed record OrderChange(
    decimal? PriceQuote = null,
    decimal? SizeBase = null,
    decimal? TriggerQuote = null,
    AttachedProtection? Protection = null);
