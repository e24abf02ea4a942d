using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>One position: its size and what it cost, both signed, so that no average is ever rounded.</summary>
internal sealed class LegPosition(PositionLeg leg)
{
    /// <summary>Shares of money are rounded to so many digits, and what is rounded off stays where it was.</summary>
    public const int QuoteDigits = 12;

    public PositionLeg Leg { get; } = leg;

    public decimal SizeBase { get; private set; }

    /// <summary>Sum of signed size x price of what is open.</summary>
    public decimal CostQuote { get; private set; }

    /// <summary>What was set aside for it, when isolated.</summary>
    public decimal MarginQuote { get; set; }

    public decimal RealizedQuote { get; private set; }

    public decimal RealizedTotalQuote { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public LiveOrder? TakeProfit { get; set; }

    public LiveOrder? StopLoss { get; set; }

    public LiveOrder? Trailing { get; set; }

    public bool IsTouched { get; set; }

    public int Direction => Math.Sign(SizeBase);

    public decimal? EntryQuote => SizeBase == 0m ? null : CostQuote / SizeBase;

    public static decimal Round(decimal quote) => Math.Round(quote, QuoteDigits);

    /// <summary>How much an order of the side could close.</summary>
    public decimal ReducibleBase(Side side) => Direction == -side.Sign() ? Math.Abs(SizeBase) : 0m;

    public decimal UnrealizedQuote(decimal markQuote) => (SizeBase * markQuote) - CostQuote;

    /// <summary>Closes first, then opens.</summary>
    /// <returns>How much was closed, and the profit on it.</returns>
    public (decimal ClosedBase, decimal RealizedQuote) Fill(
        Side side, decimal priceQuote, decimal sizeBase, DateTimeOffset time)
    {
        var closed = Math.Min(sizeBase, ReducibleBase(side));
        var realized = closed > 0m ? Close(closed, priceQuote) : 0m;
        var opened = sizeBase - closed;
        if (opened > 0m)
        {
            if (SizeBase == 0m)
            {
                (OpenedAt, RealizedQuote) = (time, 0m);
            }

            SizeBase += side.Sign() * opened;
            CostQuote += side.Sign() * opened * priceQuote;
        }

        Book(realized);
        UpdatedAt = time;
        return (closed, realized);
    }

    /// <summary>Counts profit, fees and funding.</summary>
    public void Book(decimal amountQuote)
    {
        RealizedQuote += amountQuote;
        RealizedTotalQuote += amountQuote;
    }

    private decimal Close(decimal closedBase, decimal priceQuote)
    {
        var direction = Direction;
        var isAll = closedBase == Math.Abs(SizeBase);
        var cost = isAll ? CostQuote : Round(CostQuote * closedBase / Math.Abs(SizeBase));
        var margin = isAll ? MarginQuote : Round(MarginQuote * closedBase / Math.Abs(SizeBase));
        CostQuote -= cost;
        MarginQuote -= margin;
        SizeBase -= direction * closedBase;
        if (isAll)
        {
            OpenedAt = null;
        }

        return (direction * closedBase * priceQuote) - cost;
    }
}
