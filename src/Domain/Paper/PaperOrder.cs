using WhaleStack.Domain.Portfolio;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Paper;

/// <summary>An order that rests at the paper exchange.</summary>
/// <param name="Sequence">Number of the order at the exchange: 1, 2, 3 ...</param>
/// <param name="Order">The order.</param>
internal sealed record PaperOrder(long Sequence, OpenOrder Order)
{
    public PositionKey Key => new(Order.Trader, Order.Coin);
}

/// <summary>Stop and target that were attached to an entry and now guard its position.</summary>
/// <param name="Sequence">Number of the entry order.</param>
/// <param name="ClientOrderId">The entry order.</param>
/// <param name="Key">The position they reduce.</param>
/// <param name="EntrySide">Side of the entry.</param>
/// <param name="SizeBase">Size of the entry's execution; reduces at most the position.</param>
/// <param name="StopQuote">Protective stop; null for none.</param>
/// <param name="TargetQuote">Take-profit; null for none.</param>
internal sealed record PaperBracket(
    long Sequence,
    string ClientOrderId,
    PositionKey Key,
    Side EntrySide,
    decimal SizeBase,
    decimal? StopQuote,
    decimal? TargetQuote);
