namespace WhaleStack.Messages.Coins;

/// <summary>How an item of <see cref="MarketItems"/> is read.</summary>
public enum MarketItemKind
{
    /// <summary>A message of its own.</summary>
    Message = 1,

    /// <summary>Packed trades: <see cref="MarketItems.TradesAt"/>.</summary>
    Trades = 2,

    /// <summary>A packed change to the order book: <see cref="MarketItems.BookAt"/>.</summary>
    Book = 3,
}
