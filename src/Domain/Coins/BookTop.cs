namespace WhaleStack.Domain.Coins;

/// <summary>The best prices of an order book.</summary>
/// <param name="BidQuote">Highest bid.</param>
/// <param name="BidSizeBase">Size there.</param>
/// <param name="AskQuote">Lowest ask, above the bid.</param>
/// <param name="AskSizeBase">Size there.</param>
/// <param name="VenueTime">The venue's time of the last change.</param>
public sealed record BookTop(
    decimal BidQuote, decimal BidSizeBase, decimal AskQuote, decimal AskSizeBase, DateTimeOffset VenueTime);
