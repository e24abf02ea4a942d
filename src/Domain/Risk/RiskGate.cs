using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Risk;

/// <summary>Judges orders against the limits. Pure.</summary>
public static class RiskGate
{
    /// <summary>Name of the alert that ends entries for good.</summary>
    public const string HaltAlert = "drawdown_halt";

    /// <summary>Name of the alert for a deep drawdown.</summary>
    public const string DrawdownAlert = "drawdown_alert";

    /// <summary>Name of the alert for a deep loss since the start of the day.</summary>
    public const string DailyLossAlert = "daily_loss";

    /// <summary>
    /// Answers orders, in the order (time of decision, trader, instrument, as given); an approval counts against the
    /// limits of the next. Orders answered before are left out. Alerts come first, each at most once a UTC day. Ids
    /// play no part.
    /// </summary>
    public static ImmutableArray<object> Decide(
        RiskState state, RiskOptions options, Watermark watermark, ImmutableArray<OpenOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(watermark);
        var events = ImmutableArray.CreateBuilder<object>();
        foreach (var alert in Alerts(state, options, watermark))
        {
            events.Add(alert);
            state = state.Apply(alert);
        }

        foreach (var order in InOrder(orders).Where(order => state.AnswerTo(order.ClientOrderId) is null))
        {
            var answer = Judge(state, options, watermark, order);
            events.Add(answer);
            state = state.Apply(answer);
        }

        return events.ToImmutable();
    }

    /// <summary>The permit that goes with an approval.</summary>
    public static RiskApproved<OpenOrder> Approval(RiskEvents.OrderApproved approved)
    {
        ArgumentNullException.ThrowIfNull(approved);
        return new RiskApproved<OpenOrder>(approved.Order);
    }

    private static IEnumerable<OpenOrder> InOrder(ImmutableArray<OpenOrder> orders) =>
        (orders.IsDefault ? [] : orders)
            .OrderBy(order => order.DecidedAt)
            .ThenBy(order => order.Trader, StringComparer.Ordinal)
            .ThenBy(order => order.Coin); // A stable sort: equal ones keep the order they were given in.

    private static IEnumerable<RiskEvents.AlertRaised> Alerts(
        RiskState state, RiskOptions options, Watermark watermark)
    {
        if (state.Account is not { } account)
        {
            yield break;
        }

        var drawdown = DrawdownOf(account);
        if (drawdown >= options.DrawdownHaltFraction && !state.IsHalted)
        {
            yield return new(HaltAlert, options.DrawdownHaltFraction, drawdown, watermark.Time);
        }

        if (drawdown > options.DrawdownAlertFraction && !state.WasAlerted(DrawdownAlert, watermark.Time))
        {
            yield return new(DrawdownAlert, options.DrawdownAlertFraction, drawdown, watermark.Time);
        }

        var loss = DailyLossOf(account);
        if (loss >= options.DailyLossFractionMax && !state.WasAlerted(DailyLossAlert, watermark.Time))
        {
            yield return new(DailyLossAlert, options.DailyLossFractionMax, loss, watermark.Time);
        }
    }

    private static object Judge(RiskState state, RiskOptions options, Watermark watermark, OpenOrder order)
    {
        var refusal = order.ReduceOnly ? null : BrokenLimit(state, options, order);
        return refusal is null
            ? new RiskEvents.OrderApproved(order, watermark)
            : new RiskEvents.OrderRefused(order, refusal.Limit, refusal.LimitValue, refusal.InputValue, watermark);
    }

    private static RiskRefused<OpenOrder>? BrokenLimit(RiskState state, RiskOptions options, OpenOrder order)
    {
        if (state.Account is not { EquityQuote: > 0m } account)
        {
            return new(order, "equity_known_and_positive", 0m, state.Account?.EquityQuote ?? 0m);
        }

        return HaltLimit(state, options, account, order) ?? SizeLimit(new Exposure(state, account), options, order);
    }

    private static RiskRefused<OpenOrder>? HaltLimit(
        RiskState state, RiskOptions options, AccountView account, OpenOrder order)
    {
        if (state.IsHalted)
        {
            return new(order, "drawdown_halt_fraction", options.DrawdownHaltFraction, DrawdownOf(account));
        }

        var loss = DailyLossOf(account);
        return loss >= options.DailyLossFractionMax
            ? new(order, "daily_loss_fraction_max", options.DailyLossFractionMax, loss)
            : null;
    }

    private static RiskRefused<OpenOrder>? SizeLimit(Exposure exposure, RiskOptions options, OpenOrder order)
    {
        var priceQuote = order.LimitQuote ?? order.ReferenceQuote;
        if (priceQuote <= 0m || order.SizeBase <= 0m)
        {
            return new(order, "order_positive", 0m, Math.Min(priceQuote, order.SizeBase));
        }

        if (StopDistance(order, priceQuote) is not { } stopDistanceQuote)
        {
            return new(order, "stop_required", 1m, 0m);
        }

        var riskFraction = stopDistanceQuote * order.SizeBase / exposure.EquityQuote;
        if (riskFraction > options.RiskPerTradeFractionMax)
        {
            return new(order, "risk_per_trade_fraction_max", options.RiskPerTradeFractionMax, riskFraction);
        }

        var positionQuote = exposure.PositionQuoteWith(order, priceQuote);
        var marginFraction = positionQuote / options.Leverage / exposure.EquityQuote;
        if (marginFraction > options.PositionFractionMax)
        {
            return new(order, "position_fraction_max", options.PositionFractionMax, marginFraction);
        }

        var leverage = exposure.TotalQuoteWith(order, priceQuote) / exposure.EquityQuote;
        if (leverage > options.LeverageTotalMax)
        {
            return new(order, "leverage_total_max", options.LeverageTotalMax, leverage);
        }

        var positions = exposure.PositionsWith(order);
        return positions > options.PositionsMax ? new(order, "positions_max", options.PositionsMax, positions) : null;
    }

    /// <summary>How far the stop is on the losing side of the price; null when there is none there.</summary>
    private static decimal? StopDistance(OpenOrder order, decimal priceQuote) =>
        order.StopQuote is { } stopQuote && order.Side.Sign() * (priceQuote - stopQuote) is var distance and > 0m
            ? distance
            : null;

    private static decimal DrawdownOf(AccountView account) =>
        Quant.Drawdown.Fraction(Math.Max(account.PeakQuote, account.EquityQuote), account.EquityQuote);

    private static decimal DailyLossOf(AccountView account) =>
        Quant.Drawdown.Fraction(Math.Max(account.DayStartQuote, account.EquityQuote), account.EquityQuote);
}
