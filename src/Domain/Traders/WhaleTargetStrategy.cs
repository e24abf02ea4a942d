using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Traders;

/// <summary>
/// Enters with a fresh whale-target signal when flat in that instrument, with the signal's stop and target; closes
/// what is older than <see cref="TraderOptions.HoldMax"/>; at the end of history closes everything.
/// </summary>
public sealed class WhaleTargetStrategy : IStrategy
{
    /// <summary>Its name in the configuration.</summary>
    public const string StrategyName = "whale_target";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public ImmutableArray<OrderIntent> Decide(StrategyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var own = input.Account.Positions
            .Where(position => string.Equals(position.Trader, input.Options.Trader, StringComparison.Ordinal))
            .OrderBy(position => position.Coin)
            .ToImmutableArray();
        return input.Watermark.Phase == StepPhase.Flatten
            ? [.. own.Select(position => Close(input, position, "flatten", "End of history: all is closed."))]
            : [.. TimeStops(input, own), .. Entries(input, own)];
    }

    private static IEnumerable<OrderIntent> TimeStops(StrategyInput input, ImmutableArray<PositionView> own)
    {
        var busy = BusyCoins(input);
        return own
            .Where(position => !busy.Contains(position.Coin))
            .Where(position => input.Watermark.Time - position.OpenedAt >= input.Options.HoldMax)
            .Select(position => Close(input, position, "time_stop", TimeStopReason(input, position)));
    }

    private static IEnumerable<OrderIntent> Entries(StrategyInput input, ImmutableArray<PositionView> own)
    {
        var taken = BusyCoins(input);
        taken.UnionWith(own.Select(position => position.Coin));
        var usable = input.Signals
            .Where(signal => IsUsable(input, signal))
            .OrderBy(signal => signal.Coin)
            .ThenByDescending(signal => signal.Time)
            .ThenBy(signal => signal.SignalId, StringComparer.Ordinal);
        foreach (var signal in usable)
        {
            if (taken.Count >= input.Options.PositionsMax)
            {
                yield break;
            }

            if (!taken.Contains(signal.Coin) && Enter(input, signal) is { } intent)
            {
                taken.Add(signal.Coin);
                yield return intent;
            }
        }
    }

    private static SortedSet<InstrumentId> BusyCoins(StrategyInput input) =>
        [.. input.Unsettled.Select(order => order.Coin)];

    private static bool IsUsable(StrategyInput input, Signal signal) =>
        input.Options.SignalTypes.Contains(signal.SignalType)
        && signal.ConfidenceFraction >= input.Options.ConfidenceMin
        && signal.Time <= input.Watermark.Time
        && input.Watermark.Time < signal.ExpiresAt;

    private static OrderIntent? Enter(StrategyInput input, Signal signal)
    {
        if (!input.Instruments.TryGetValue(signal.Coin, out var instrument)
            || signal is not { Direction: { } direction, StopQuote: { } stop, TargetQuote: { } target })
        {
            return null; // Unknown, or information only.
        }

        var priceQuote = input.LastPricesQuote.GetValueOrDefault(signal.Coin, signal.EntryQuote);
        var isLong = direction == Side.Buy;
        // The stop is rounded away from the price and the target towards it.
        var stopQuote = isLong
            ? VenueSteps.Down(stop, instrument.TickQuote)
            : VenueSteps.Up(stop, instrument.TickQuote);
        var targetQuote = isLong
            ? VenueSteps.Down(target, instrument.TickQuote)
            : VenueSteps.Up(target, instrument.TickQuote);
        var sign = direction.Sign();
        if (stopQuote <= 0m || sign * (targetQuote - priceQuote) <= 0m || sign * (priceQuote - stopQuote) <= 0m)
        {
            return null; // Price has already left the range that the signal speaks of.
        }

        var sizeBase = PositionSizing.EntryBase(
            instrument, input.Options, input.Account.EquityQuote, priceQuote, stopQuote);
        return sizeBase == 0m
            ? null
            : new OrderIntent(
                "enter",
                signal.Coin,
                direction,
                OrderKind.Market,
                sizeBase,
                LimitQuote: null,
                ReduceOnly: false,
                stopQuote,
                targetQuote,
                priceQuote,
                string.Join(' ', signal.Reasons));
    }

    private static OrderIntent Close(StrategyInput input, PositionView position, string intent, string reason) => new(
        intent,
        position.Coin,
        position.SizeBase > 0m ? Side.Sell : Side.Buy,
        OrderKind.Market,
        Math.Abs(position.SizeBase),
        LimitQuote: null,
        ReduceOnly: true,
        StopQuote: null,
        TargetQuote: null,
        input.LastPricesQuote.GetValueOrDefault(position.Coin, position.MarkQuote),
        reason);

    private static string TimeStopReason(StrategyInput input, PositionView position) => string.Create(
        CultureInfo.InvariantCulture,
        $"Held for {(input.Watermark.Time - position.OpenedAt).TotalHours:0.#} h without reaching stop or target; "
        + $"the limit is {input.Options.HoldMax.TotalHours:0.#} h.");
}
