namespace WhaleStack.Venues.Json;

/// <summary>A venue or vendor sent something that is not in its documented form. Stays inside the edge.</summary>
internal sealed class VenueFormatException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Field and what is wrong with it, in one line.</param>
    public VenueFormatException(string message)
        : base(message)
    {
    }
}
