using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>One live connection and its limits.</summary>
/// <param name="Feed">The port to the venue.</param>
/// <param name="Coins">Instruments to subscribe to.</param>
/// <param name="BatchMax">Frames that may be gathered while the coins are busy; beyond it the socket is not
/// read.</param>
/// <param name="SilenceMax">A connection without any frame for so long is closed and opened again.</param>
/// <param name="CheckpointFrames">Frames between two journalled cursors.</param>
public sealed record FeedSetup(
    IMarketFeed Feed,
    ImmutableArray<InstrumentId> Coins,
    int BatchMax,
    TimeSpan SilenceMax,
    int CheckpointFrames);
