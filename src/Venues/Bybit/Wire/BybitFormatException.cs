using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>Bybit sent something that is not in its documented form. Stays inside this folder.</summary>
internal sealed class BybitFormatException : VenueFormatException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Field and what is wrong with it, in one line.</param>
    public BybitFormatException(string message)
        : base(message)
    {
    }
}
