using System.Collections.Immutable;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>What CoinGlass calls the exchanges whose instruments a node follows.</summary>
public static class CoinGlassExchanges
{
    /// <summary>The vendor's name, as people see it.</summary>
    public const string Source = "CoinGlass";

    private static readonly ImmutableDictionary<string, string> Names = ImmutableDictionary<string, string>.Empty
        .Add("bybit", "Bybit")
        .Add("binance", "Binance");

    /// <summary>The exchange of a venue's perpetuals; null for one that the vendor is not asked about.</summary>
    /// <param name="venue">The venue's name, as instruments carry it.</param>
    public static string? NameOf(string venue) => Names.GetValueOrDefault(venue);
}
