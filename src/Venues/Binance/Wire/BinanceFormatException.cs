using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>Binance sent something that is not in its documented form. Stays inside this folder.</summary>
internal sealed class BinanceFormatException : VenueFormatException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Field and what is wrong with it, in one line.</param>
    public BinanceFormatException(string message)
        : base(message)
    {
    }
}
