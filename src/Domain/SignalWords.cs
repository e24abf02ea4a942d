using WhaleStack.Messages.Units;

namespace WhaleStack.Domain;

/// <summary>Words for signals that tables and the outside share.</summary>
internal static class SignalWords
{
    /// <summary><c>buy</c> or <c>sell</c>; null for information.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no side.</exception>
    public static string? SideOf(Side? side) => side switch
    {
        null => null,
        Side.Buy => "buy",
        Side.Sell => "sell",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };
}
