using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance;

/// <summary>Binance's name in this system.</summary>
public static class BinanceVenue
{
    /// <summary>The venue of USD-margined perpetuals in <see cref="InstrumentId"/>.</summary>
    public const string Name = "binance";

    /// <summary>The symbol of an instrument of this venue.</summary>
    /// <exception cref="ArgumentException">The instrument is of another venue.</exception>
    public static string SymbolOf(InstrumentId coin) => coin.Venue == Name
        ? coin.Symbol
        : throw new ArgumentException($"coin '{coin}' is not of venue {Name}.", nameof(coin));
}
