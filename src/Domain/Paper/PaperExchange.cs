using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Paper;

/// <summary>An exchange that fills from recorded candles. Pure; the fill rules are those of
/// <see cref="PaperSession"/>.</summary>
public static class PaperExchange
{
    /// <summary>
    /// What happens at a step: fills in the order (instrument, order), then funding. Empty for a step that lies at
    /// or before the last one that left a trace; a step without a trace gives nothing again.
    /// </summary>
    public static ImmutableArray<object> Advance(
        PaperState state,
        PaperOptions options,
        IReadOnlyDictionary<InstrumentId, Instrument> instruments,
        MarketStep step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(step);
        if (state.LastWatermark is { } last && step.Watermark <= last)
        {
            return [];
        }

        if (state.Pending.IsEmpty && state.Positions.IsEmpty)
        {
            return [];
        }

        var session = new PaperSession(state, options, instruments, step.Watermark);
        if (step.Watermark.Phase == StepPhase.Flatten)
        {
            session.CancelEntries();
        }

        foreach (var candle in step.Candles.OrderBy(candle => candle.Coin))
        {
            session.Trade(candle.Coin, candle.Candle);
        }

        foreach (var funding in step.Fundings.OrderBy(funding => funding.Coin))
        {
            session.Settle(funding, step.LastPricesQuote);
        }

        return session.Events;
    }

    /// <summary>Takes or refuses an order. Refusals change nothing but <see cref="PaperState.WithRefusal"/>.</summary>
    public static PaperAnswer Place(
        PaperState state,
        PaperOptions options,
        IReadOnlyDictionary<InstrumentId, Instrument> instruments,
        OpenOrder order)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(instruments);
        ArgumentNullException.ThrowIfNull(order);
        if (PaperRules.Refusal(state, instruments, order) is { } refusal)
        {
            return new PaperAnswer(Event: null, refusal);
        }

        var venueOrderId = string.Create(CultureInfo.InvariantCulture, $"paper-{state.LastOrder + 1}");
        return new PaperAnswer(
            new PaperEvents.OrderTaken(order, venueOrderId),
            new VenueReplies.OrderAccepted(order.ClientOrderId, venueOrderId));
    }

    /// <summary>
    /// Whether an order was ever taken: <see cref="VenueReplies.OrderAccepted"/> or
    /// <see cref="VenueReplies.OrderUnknown"/>.
    /// </summary>
    public static object Query(PaperState state, string clientOrderId)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.VenueOrderIds.TryGetValue(clientOrderId, out var venueOrderId)
            ? new VenueReplies.OrderAccepted(clientOrderId, venueOrderId)
            : new VenueReplies.OrderUnknown(clientOrderId);
    }

    /// <summary>
    /// Reports after a number, oldest first. Only the last <see cref="PaperState.ReportsMax"/> are kept: whoever
    /// asks for older ones sees a hole in the numbers.
    /// </summary>
    public static ImmutableArray<object> ReportsAfter(PaperState state, long sequence)
    {
        ArgumentNullException.ThrowIfNull(state);
        var first = state.LastReport - state.Reports.Count;
        var skip = Math.Clamp(sequence - first, 0, state.Reports.Count);
        return [.. state.Reports.Skip((int)skip)];
    }

    /// <summary>Orders that rest, in the order they were taken.</summary>
    public static ImmutableArray<string> OpenClientOrderIds(PaperState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Pending.Values.Select(pending => pending.Order.ClientOrderId)];
    }
}
