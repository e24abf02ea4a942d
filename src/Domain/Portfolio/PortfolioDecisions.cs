using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Portfolio;

/// <summary>What a portfolio journals, given its state and what it is told. Null: there is nothing to
/// journal.</summary>
public static class PortfolioDecisions
{
    /// <summary>Books an execution. Null when the report was booked before.</summary>
    /// <exception cref="InvalidOperationException">A report is missing before this one.</exception>
    public static PortfolioEvents.FillBooked? Book(PortfolioState state, Fill fill)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fill);
        Invariant.Hold(fill.SizeBase > 0m && fill.PriceQuote > 0m, "A fill has a positive size and price.");
        return IsNew(state, fill.Sequence)
            ? new PortfolioEvents.FillBooked(
                fill,
                RealizedQuote(state.Positions.GetValueOrDefault(new PositionKey(fill.Trader, fill.Coin)), fill))
            : null;
    }

    /// <summary>Books a funding settlement. Null when the report was booked before.</summary>
    /// <exception cref="InvalidOperationException">A report is missing before this one.</exception>
    public static PortfolioEvents.FundingBooked? Book(PortfolioState state, FundingPayment payment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(payment);
        return IsNew(state, payment.Sequence) ? new PortfolioEvents.FundingBooked(payment) : null;
    }

    /// <summary>Marks the account at the step's prices. Null when it was marked at or beyond that watermark.</summary>
    public static PortfolioEvents.EquityMarked? Mark(PortfolioState state, MarketStep step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(step);
        if (state.LastMarked is { } last && step.Watermark <= last)
        {
            return null;
        }

        var marks = HeldPrices(state, step.LastPricesQuote);
        var equityQuote = state.CashQuote
            + Marked(state.Positions, marks).Values.Sum(position => position.UnrealizedQuote);
        var peakQuote = Math.Max(state.PeakQuote, equityQuote);
        return new PortfolioEvents.EquityMarked(
            step.Watermark,
            equityQuote,
            peakQuote,
            DayStartQuote(state, step.Watermark.Time, equityQuote),
            Math.Max(state.MaxDrawdownFraction, Drawdown.Fraction(peakQuote, equityQuote)),
            marks);
    }

    internal static ImmutableSortedDictionary<PositionKey, Position> Marked(
        ImmutableSortedDictionary<PositionKey, Position> positions,
        ImmutableSortedDictionary<InstrumentId, decimal> marksQuote)
    {
        foreach (var (key, position) in positions)
        {
            if (marksQuote.TryGetValue(key.Coin, out var markQuote))
            {
                positions = positions.SetItem(key, position with { MarkQuote = markQuote });
            }
        }

        return positions;
    }

    /// <summary>Profit realised by a fill, before fees.</summary>
    /// <remarks>
    /// Formula: realised = s x (p x q - c), where q = part of the fill that closes (at most the position), p = fill
    /// price, c = absolute cost of that part, s = +1 closing a long, -1 closing a short. Unit: quote. Zero when
    /// nothing is closed.
    /// Source: average cost accounting. Cost: O(1).
    /// </remarks>
    private static decimal RealizedQuote(Position? held, Fill fill)
    {
        if (held is null || Math.Sign(held.SizeBase) == fill.Side.Sign())
        {
            return 0m;
        }

        var closedBase = Math.Min(fill.SizeBase, Math.Abs(held.SizeBase));
        return (Math.Sign(held.SizeBase) * fill.PriceQuote * closedBase) - held.CostOfQuote(closedBase);
    }

    private static ImmutableSortedDictionary<InstrumentId, decimal> HeldPrices(
        PortfolioState state, ImmutableSortedDictionary<InstrumentId, decimal> pricesQuote)
    {
        var held = ImmutableSortedDictionary.CreateBuilder<InstrumentId, decimal>();
        foreach (var (key, position) in state.Positions)
        {
            held[key.Coin] = pricesQuote.GetValueOrDefault(key.Coin, position.MarkQuote);
        }

        return held.ToImmutable();
    }

    /// <summary>Equity at midnight UTC: that of a mark at midnight, else that of the last mark of the day
    /// before.</summary>
    private static decimal DayStartQuote(PortfolioState state, DateTimeOffset time, decimal equityQuote)
    {
        var day = time.UtcDateTime.Date;
        if (state.LastMarked is { } last && last.Time.UtcDateTime.Date == day)
        {
            return state.DayStartQuote;
        }

        return state.LastMarked is null || time.UtcDateTime == day ? equityQuote : state.EquityQuote;
    }

    private static bool IsNew(PortfolioState state, long sequence)
    {
        Invariant.Hold(sequence <= state.LastReport + 1, "Reports reach the portfolio without a hole.");
        return sequence > state.LastReport;
    }
}
