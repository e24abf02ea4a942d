namespace WhaleStack.Storage.Files.History;

/// <summary>Which coin and venue a name means.</summary>
internal static class HistoryNames
{
    /// <summary>The venue of figures that are summed over many.</summary>
    public const string AllVenues = "all";

    /// <summary>The venue of figures of which nobody says where they are from.</summary>
    public const string UnknownVenue = "unknown";

    private static readonly string[] Quotes = ["USDT", "USDC", "BUSD", "FDUSD", "USD", "PERP"];

    private static readonly string[] Venues =
    [
        "binance", "bybit", "okx", "bitget", "gate", "mexc", "hyperliquid", "htx", "kraken", "dydx", "deribit",
        "bitmex", "coinbase", "kucoin", "lighter", "aster",
    ];

    /// <summary>The base asset of a symbol, such as BTC of <c>BTCUSDT</c>, <c>BTC/USDT</c> or <c>BTC-USDT-SWAP</c>;
    /// empty when there is none.</summary>
    public static string CoinOf(ReadOnlySpan<char> symbol)
    {
        var end = symbol.IndexOfAny("/-_:.");
        var text = (end < 0 ? symbol : symbol[..end]).ToString().ToUpperInvariant();
        var quote = Quotes.FirstOrDefault(quote =>
            text.Length > quote.Length && text.EndsWith(quote, StringComparison.Ordinal));
        var coin = quote is null ? text : text[..^quote.Length];
        return coin.Length is > 0 and <= 20 && coin.All(char.IsAsciiLetterOrDigit) ? coin : string.Empty;
    }

    /// <summary>The coin that a file is named after: its first word in capitals that is no venue; empty when there is
    /// none.</summary>
    public static string CoinOfFile(string fileName)
    {
        foreach (var word in Words(fileName))
        {
            if (word.Length >= 2 && word.Any(char.IsAsciiLetterUpper) && !word.Any(char.IsAsciiLetterLower)
                && !Venues.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return CoinOf(word);
            }
        }

        return string.Empty;
    }

    /// <summary>The venue that a path below the folder names.</summary>
    public static string VenueOfPath(string path)
    {
        var words = Words(path);
        var venue = Venues.FirstOrDefault(venue => words.Contains(venue, StringComparer.OrdinalIgnoreCase));
        var isSum = words.Any(word => word.Equals("aggregated", StringComparison.OrdinalIgnoreCase)
            || word.Equals("coinglass", StringComparison.OrdinalIgnoreCase));
        return venue ?? (isSum ? AllVenues : UnknownVenue);
    }

    private static string[] Words(string path) =>
        path.Split(['_', '-', '.', '/', '\\', ' '], StringSplitOptions.RemoveEmptyEntries);
}
