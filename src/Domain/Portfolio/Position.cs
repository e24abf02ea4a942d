using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Portfolio;

/// <summary>Whose position in what; ordered by trader, then instrument.</summary>
/// <param name="Trader">Name of the trader.</param>
/// <param name="Coin">Which instrument.</param>
public readonly record struct PositionKey(string Trader, InstrumentId Coin) : IComparable<PositionKey>
{
    /// <inheritdoc/>
    public int CompareTo(PositionKey other)
    {
        var byTrader = string.CompareOrdinal(Trader, other.Trader);
        return byTrader != 0 ? byTrader : Coin.CompareTo(other.Coin);
    }
}

/// <summary>One open position. Holds its cost, not its average price, so that no money is lost to rounding.</summary>
/// <param name="SizeBase">Signed size, not zero: positive is long.</param>
/// <param name="CostQuote">Sum of price x signed size of the fills that are still open; has the sign of the
/// size.</param>
/// <param name="MarkQuote">Price it is marked at, positive.</param>
/// <param name="OpenedAt">Event time of the first fill.</param>
internal sealed record Position(decimal SizeBase, decimal CostQuote, decimal MarkQuote, DateTimeOffset OpenedAt)
{
    private const int CostDecimals = 12;

    /// <summary>Average entry price.</summary>
    public decimal EntryQuote => CostQuote / SizeBase;

    /// <summary>Profit if closed at the mark, before fees.</summary>
    public decimal UnrealizedQuote => (SizeBase * MarkQuote) - CostQuote;

    /// <summary>The cost of a part of the position, with the sign of the position.</summary>
    /// <remarks>
    /// Exact for the whole position. A part is rounded and the rest of the cost stays with the position, so that
    /// sums of money keep so few digits that they are exact.
    /// </remarks>
    public decimal CostOfQuote(decimal partBase) => partBase == Math.Abs(SizeBase)
        ? CostQuote
        : Math.Round(CostQuote * partBase / Math.Abs(SizeBase), CostDecimals);
}
