using System.Globalization;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>What a ticker must be to be believed.</summary>
internal static class TickerRules
{
    /// <summary>Why a ticker is impossible; null when it is not. Bid and ask arrive in separate messages: not
    /// compared.</summary>
    public static string? Impossible(Ticker ticker) =>
        NoPrice("last price", ticker.LastPriceQuote)
        ?? NoPrice("mark price", ticker.MarkPriceQuote)
        ?? NoPrice("index price", ticker.IndexPriceQuote)
        ?? NoPrice("bid", ticker.BidQuote)
        ?? NoPrice("ask", ticker.AskQuote)
        ?? NoAmount("bid size", ticker.BidSizeBase)
        ?? NoAmount("ask size", ticker.AskSizeBase)
        ?? NoAmount("open interest", ticker.OpenInterestBase)
        ?? NoShare("funding rate", ticker.FundingRateFraction);

    private static string? NoPrice(string field, decimal? value) =>
        value is { } price && !MarketLimits.IsPrice(price) ? Text(field, value, MarketLimits.PriceRange) : null;

    private static string? NoAmount(string field, decimal? value) =>
        value is { } amount && !MarketLimits.IsAmount(amount) ? Text(field, value, MarketLimits.AmountRange) : null;

    private static string? NoShare(string field, decimal? value) =>
        value is <= -1m or >= 1m ? Text(field, value, "not a share between -1 and 1") : null;

    private static string Text(string field, decimal? value, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"ticker {field} {value} is {what}.");
}
