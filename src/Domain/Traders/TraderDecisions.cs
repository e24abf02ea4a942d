using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Traders;

/// <summary>Turns a strategy's wishes into orders with ids.</summary>
public static class TraderDecisions
{
    /// <summary>
    /// The decision of a watermark, to be journalled at <paramref name="position"/>; null when there is nothing to
    /// do or the watermark was decided before.
    /// </summary>
    public static TraderEvents.Decided? Decide(
        TraderState state, IStrategy strategy, StrategyInput input, JournalPosition position)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(input);
        if (state.LastDecidedAt is { } last && input.Watermark <= last)
        {
            return null;
        }

        var intents = strategy.Decide(input);
        return intents.IsDefaultOrEmpty
            ? null
            : new TraderEvents.Decided(
                state.Trader,
                input.Watermark,
                [.. intents.Select(
                    (intent, index) => OrderFor(state.Trader, input.Watermark, intent, position, index))]);
    }

    /// <summary>
    /// The name of a decision, the same in every journal: trader, instrument, watermark and intent.
    /// </summary>
    public static string DecisionId(string trader, Watermark watermark, OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(watermark);
        ArgumentNullException.ThrowIfNull(intent);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{trader}|{intent.Coin}|{watermark.Time:O}|{watermark.Phase}|{intent.Intent}");
    }

    private static OpenOrder OrderFor(
        string trader, Watermark watermark, OrderIntent intent, JournalPosition position, int index) => new(
            ClientOrderIds.Derive(position, index),
            DecisionId(trader, watermark, intent),
            trader,
            intent.Coin,
            intent.Side,
            intent.Kind,
            intent.SizeBase,
            intent.LimitQuote,
            intent.ReduceOnly,
            intent.StopQuote,
            intent.TargetQuote,
            intent.ReferenceQuote,
            watermark,
            intent.Reason);
}
