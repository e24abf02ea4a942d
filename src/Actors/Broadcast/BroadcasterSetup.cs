using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Actors.Broadcast;

/// <summary>What a broadcaster is made of.</summary>
/// <param name="Channel">The way to people.</param>
/// <param name="SignalText">Text of a signal.</param>
/// <param name="FillText">Text of a booked fill.</param>
/// <param name="Scanners">Names of the scanners whose signals it waits for at each watermark.</param>
public sealed record BroadcasterSetup(
    IBroadcastChannel Channel,
    Func<Signal, string> SignalText,
    Func<PortfolioEvents.FillBooked, string> FillText,
    IReadOnlyCollection<string> Scanners);
