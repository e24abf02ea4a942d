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

    // With at most so many places all digits of the largest price fit 64 bits.
    private const int PlacesMax = 6;
    private const ulong AmountDigitsMax = 1_000_000_000_000_000_000;

    private static readonly ulong[] PriceDigitsMax =
        [.. Enumerable.Range(0, PlacesMax + 1).Select(places => (ulong)PriceQuoteMax * (ulong)Math.Pow(10, places))];

    public static bool IsPrice(decimal quote) => TryDigits(quote, out var digits, out var places) && places <= PlacesMax
        ? digits > 0 && digits <= PriceDigitsMax[places]
        : quote is >= PriceQuoteMin and <= PriceQuoteMax;

    public static bool IsAmount(decimal amount) =>
        (TryDigits(amount, out var digits, out _) && digits <= AmountDigitsMax) || amount is >= 0m and <= AmountMax;

    // Comparing decimals of different scale is slow, and market data is nothing but such comparisons: what 64 bits hold
    // is compared as a whole number. False for what they do not hold, and for a minus.
    public static bool TryDigits(decimal value, out ulong digits, out int places)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        digits = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        places = (bits[3] >> 16) & 0xff;
        return bits[2] == 0 && bits[3] >= 0;
    }
}
