using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Binance.Rest;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>The exchange's refusals in Binance's codes and words.</summary>
public static class Refusals
{
    /// <summary>The refusal among what happened; null when the command was taken.</summary>
    public static Failure? In(IReadOnlyList<ExchangeEvent> events, AccountId account) =>
        events.OfType<ExchangeEvents.Refused>().FirstOrDefault(e => e.Account == account) is { } refused
            ? Of(refused)
            : null;

    /// <summary>The refusal as Binance says it.</summary>
    public static Failure Of(ExchangeEvents.Refused refused)
    {
        var (code, words) = Of(refused.Kind);
        return new Failure(code, words.Length > 0 ? words : refused.Detail);
    }

    private static (int Code, string Words) Of(ExchangeRefusal kind) => kind switch
    {
        ExchangeRefusal.UnknownOrder => (-2013, "Order does not exist."),
        ExchangeRefusal.DuplicateClientOrderId => (-4116, "ClientOrderId is duplicated."),
        ExchangeRefusal.InvalidPrice => (-4014, "Price not increased by tick size."),
        ExchangeRefusal.InvalidSize => (-4005, "Quantity greater than max quantity."),
        ExchangeRefusal.NotionalTooSmall =>
            (-4164, "Order's notional must be no smaller than 5 (unless you choose reduce only)."),
        ExchangeRefusal.PriceOutOfBand => (-4016, "Limit price can't be higher than the price filter allows."),
        ExchangeRefusal.InvalidOrder => (-1013, string.Empty),
        ExchangeRefusal.PositionLegMismatch =>
            (-4061, "Order's position side does not match user's setting."),
        ExchangeRefusal.InsufficientMargin => (-2019, "Margin is insufficient."),
        ExchangeRefusal.InsufficientBalance => (-2018, "Balance is insufficient."),
        ExchangeRefusal.RiskLimitExceeded =>
            (-2027, "Exceeded the maximum allowable position at current leverage."),
        ExchangeRefusal.NothingToReduce => (-2022, "ReduceOnly Order is rejected."),
        ExchangeRefusal.TriggerAlreadyReached => (-2021, "Order would immediately trigger."),
        ExchangeRefusal.ProtectionMisplaced => (-2021, "Order would immediately trigger."),
        ExchangeRefusal.TooManyOrders => (-2025, "Reach max open order limit."),
        ExchangeRefusal.TooManyConditionals or ExchangeRefusal.TooManyProtections =>
            (-4045, "Reach max stop order limit."),
        ExchangeRefusal.PositionOpen => (-4048, "Margin type cannot be changed if there exists position."),
        ExchangeRefusal.OrdersOpen => (-4047, "Margin type cannot be changed if there exists open orders."),
        ExchangeRefusal.NoPosition => (-4509, "TIF GTE can only be used with open positions."),
        ExchangeRefusal.InvalidLeverage => (-4028, "Leverage is not valid."),
        ExchangeRefusal.NotModified => (-5027, "No need to modify the order."),
        ExchangeRefusal.PriceUnknown => (-2010, "NEW_ORDER_REJECTED: the symbol has no price yet."),
        ExchangeRefusal.UnknownInstrument => (-1121, "Invalid symbol."),
        ExchangeRefusal.UnknownAccount or ExchangeRefusal.AlreadyExists => (-2010, string.Empty),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown refusal."),
    };
}
