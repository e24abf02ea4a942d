using WhaleStack.Messages.Coins;

namespace WhaleStack.Domain.Coins;

/// <summary>What became of a command to a coin.</summary>
/// <param name="Refusal">Why it was refused, with field and value; null when it is in the state. Refused: state
/// unchanged.</param>
/// <param name="BookGap">True when the order book missed an update: it is unknown until the next snapshot.</param>
/// <param name="Gap">The hole in the candles that cleared the coin's state; null for none.</param>
public readonly record struct CoinOutcome(string? Refusal, bool BookGap, CoinEvents.GapFound? Gap)
{
    internal static CoinOutcome Accepted { get; }

    internal static CoinOutcome Refused(string reason) => new(reason, BookGap: false, Gap: null);
}
