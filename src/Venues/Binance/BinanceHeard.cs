using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Binance;

/// <summary>What stands in the line between the sockets of a feed and whoever reads it.</summary>
internal enum BinanceHeardKind
{
    /// <summary>A frame of a socket.</summary>
    Frame = 1,

    /// <summary>A book's snapshot from REST.</summary>
    Snapshot = 2,

    /// <summary>The sockets will be replaced: what comes from now on is remembered.</summary>
    Watch = 3,

    /// <summary>The next sockets take over; the old ones are closed, and nothing of them follows.</summary>
    TakeOver = 4,

    /// <summary>The next sockets are gone, and nothing of them follows.</summary>
    GiveUp = 5,
}

/// <summary>One entry of the line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Generation">Of which sockets: each set has a number one above the last.</param>
/// <param name="Frame">The frame, if it is one.</param>
internal readonly record struct BinanceHeard(BinanceHeardKind Kind, int Generation, RawFrame Frame);
