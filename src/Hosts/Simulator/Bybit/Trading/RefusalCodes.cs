using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>The exchange's refusals in Bybit's codes and words.</summary>
public static class RefusalCodes
{
    /// <summary>The answer to a refused command.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="unchanged">The code when all is already as asked: it depends on what was asked.</param>
    public static Answer Of(ExchangeEvents.Refused refused, int unchanged = RetCode.ParameterError)
    {
        var (code, words) = refused.Kind == ExchangeRefusal.NotModified
            ? (unchanged, Unchanged(unchanged))
            : Of(refused.Kind);
        return Answer.Refuse(code, words.Length > 0 ? words : refused.Detail);
    }

    private static (int Code, string Words) Of(ExchangeRefusal kind) => kind switch
    {
        ExchangeRefusal.UnknownOrder => (RetCode.OrderNotFound, "order not exists or too late to cancel"),
        ExchangeRefusal.DuplicateClientOrderId => (RetCode.DuplicateOrderLinkId, "OrderLinkedID is duplicate"),
        ExchangeRefusal.InvalidPrice => (RetCode.PriceOutOfRange, string.Empty),
        ExchangeRefusal.PriceOutOfBand => (RetCode.PriceOutOfRange, string.Empty),
        ExchangeRefusal.InvalidSize => (RetCode.ParameterError, "Qty invalid"),
        ExchangeRefusal.NotionalTooSmall => (RetCode.NotionalTooSmall, string.Empty),
        ExchangeRefusal.InvalidOrder => (RetCode.ParameterError, string.Empty),
        ExchangeRefusal.PositionLegMismatch => (RetCode.ParameterError, "position idx not match position mode"),
        ExchangeRefusal.InsufficientMargin => (RetCode.InsufficientBalance, "ab not enough for new order"),
        ExchangeRefusal.InsufficientBalance => (RetCode.InsufficientBalance, string.Empty),
        ExchangeRefusal.RiskLimitExceeded => (RetCode.AboveRiskLimit, string.Empty),
        ExchangeRefusal.NothingToReduce =>
            (RetCode.ReduceOnlyRejected, "current position is zero, cannot fix reduce-only order qty"),
        ExchangeRefusal.TooManyOrders => (RetCode.TooManyOrders, string.Empty),
        ExchangeRefusal.TooManyConditionals => (RetCode.TooManyConditional, string.Empty),
        ExchangeRefusal.TooManyProtections => (RetCode.TooManyPartialStops, string.Empty),
        ExchangeRefusal.PositionOpen => (RetCode.ModeWithPosition, string.Empty),
        ExchangeRefusal.OrdersOpen => (RetCode.ModeWithOrders, string.Empty),
        ExchangeRefusal.NoPosition => (RetCode.ParameterError, "can not set tp/sl/ts for zero position"),
        ExchangeRefusal.InvalidLeverage => (RetCode.ParameterError, "leverage invalid"),
        ExchangeRefusal.TriggerAlreadyReached or ExchangeRefusal.ProtectionMisplaced =>
            (RetCode.ParameterError, string.Empty),
        ExchangeRefusal.PriceUnknown => (RetCode.ContractNotLive, "contract is not live: it has no price yet"),
        ExchangeRefusal.UnknownInstrument => (RetCode.ContractNotLive, "contract is not live"),
        ExchangeRefusal.UnknownAccount or ExchangeRefusal.AlreadyExists or ExchangeRefusal.NotModified =>
            (RetCode.ParameterError, string.Empty),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown refusal."),
    };

    private static string Unchanged(int code) => code switch
    {
        RetCode.LeverageNotModified => "leverage not modified",
        RetCode.ModeNotModified => "Position mode is not modified",
        RetCode.MarginModeNotModified => "Cross/isolated margin mode is not modified",
        RetCode.StopsNotModified => "not modified",
        _ => "order not modified",
    };
}
