namespace WhaleStack.Domain.Coins;

/// <summary>What any market's numbers lie within: beyond it they are garbage, and arithmetic on them could
/// overflow.</summary>
internal static class MarketLimits
{
    private const decimal PriceQuoteMin = 0.000000000001m;
    private const decimal PriceQuoteMax = 1_000_000_000_000m;
    private const decimal AmountMax = 1_000_000_000_000_000_000m;

    /// <summary>What a price must be, in words.</summary>
    public const string PriceRange = "not a price from 1e-12 to 1e12";

    /// <summary>What a size, volume or turnover must be, in words.</summary>
    public const string AmountRange = "not an amount from 0 to 1e18";

    public static bool IsPrice(decimal quote) => quote is >= PriceQuoteMin and <= PriceQuoteMax;

    public static bool IsAmount(decimal amount) => amount is >= 0m and <= AmountMax;
}
