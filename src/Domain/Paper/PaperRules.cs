using System.Globalization;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Paper;

/// <summary>What the paper exchange refuses.</summary>
internal static class PaperRules
{
    /// <summary>Why an order is not taken; null when it is.</summary>
    public static VenueReplies.OrderRefused? Refusal(
        PaperState state, IReadOnlyDictionary<InstrumentId, Instrument> instruments, OpenOrder order)
    {
        if (state.VenueOrderIds.ContainsKey(order.ClientOrderId))
        {
            return Refuse(order, RefusalKind.Duplicate, $"client order id '{order.ClientOrderId}' was used before.");
        }

        if (!instruments.TryGetValue(order.Coin, out var instrument))
        {
            return Refuse(order, RefusalKind.UnknownInstrument, $"instrument '{order.Coin}' is unknown.");
        }

        if (InvalidPart(instrument, order) is { } detail)
        {
            return Refuse(order, RefusalKind.InvalidOrder, detail);
        }

        if (state.Pending.Count >= PaperState.OpenOrdersMax)
        {
            var full = Refuse(order, RefusalKind.InvalidOrder, $"{PaperState.OpenOrdersMax} orders rest already.");
            return full with { IsTransient = true };
        }

        var positionBase = state.PositionBase(order.Trader, order.Coin);
        return order.ReduceOnly && Math.Sign(positionBase) != order.Side.Opposite().Sign()
            ? Refuse(
                order, RefusalKind.NothingToReduce, Text($"position is {positionBase}: {order.Side} reduces nothing."))
            : null;
    }

    private static string? InvalidPart(Instrument instrument, OpenOrder order)
    {
        if (order.SizeBase <= 0m || order.SizeBase % instrument.StepBase != 0m)
        {
            return Text($"size {order.SizeBase} is not a positive multiple of {instrument.StepBase}.");
        }

        var priceQuote = order.LimitQuote ?? order.ReferenceQuote;
        if (order.Kind == OrderKind.Limit != order.LimitQuote.HasValue)
        {
            return Text($"a {order.Kind} order with limit price '{order.LimitQuote}' is neither market nor limit.");
        }

        if (priceQuote <= 0m || (order.LimitQuote is { } limitQuote && limitQuote % instrument.TickQuote != 0m))
        {
            return Text($"price {priceQuote} is not a positive multiple of {instrument.TickQuote}.");
        }

        // What is left of a position may always be closed, however small.
        if (!order.ReduceOnly && order.SizeBase < instrument.SizeBaseMin)
        {
            return Text($"size {order.SizeBase} is below the minimum {instrument.SizeBaseMin}.");
        }

        return !order.ReduceOnly && order.SizeBase * priceQuote < instrument.NotionalQuoteMin
            ? Text($"value {order.SizeBase * priceQuote} is below the minimum {instrument.NotionalQuoteMin}.")
            : MisplacedGuard(order, priceQuote);
    }

    private static string? MisplacedGuard(OpenOrder order, decimal priceQuote)
    {
        var sign = order.Side.Sign();
        if (order.StopQuote is { } stopQuote && (stopQuote <= 0m || sign * (priceQuote - stopQuote) <= 0m))
        {
            return Text($"stop {stopQuote} is not on the losing side of {priceQuote}.");
        }

        return order.TargetQuote is { } targetQuote && (targetQuote <= 0m || sign * (targetQuote - priceQuote) <= 0m)
            ? Text($"target {targetQuote} is not on the winning side of {priceQuote}.")
            : null;
    }

    private static VenueReplies.OrderRefused Refuse(OpenOrder order, RefusalKind kind, string detail) =>
        new(order.ClientOrderId, kind, detail, IsTransient: false);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
