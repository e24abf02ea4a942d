namespace WhaleStack.Venues.CoinGlass;

/// <summary>CoinGlass sent something that is not in its documented form. Stays inside this folder.</summary>
internal sealed class CoinGlassFormatException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Field and what is wrong with it, in one line.</param>
    public CoinGlassFormatException(string message)
        : base(message)
    {
    }
}
