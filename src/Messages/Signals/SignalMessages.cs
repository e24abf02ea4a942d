using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Signals;

/// <summary>A scanner's claim that an instrument will move, or that something worth knowing happened to
/// it.</summary>
/// <param name="SignalId">Unique; a pure function of agent, instrument, type, time and label.</param>
/// <param name="Agent">Name of the scanner.</param>
/// <param name="SignalType">Such as <c>whale_target</c>.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Time">Event time of the claim.</param>
/// <param name="Direction">Where price is expected to go; null for information.</param>
/// <param name="EntryQuote">Price at the time of the claim.</param>
/// <param name="StopQuote">Price at which the claim is wrong; null where it has none.</param>
/// <param name="TargetQuote">Price it is expected to reach, or is about; null where there is none.</param>
/// <param name="ConfidenceFraction">In (0, 1]; comparable within one scanner only.</param>
/// <param name="Reasons">Why, for a person.</param>
/// <param name="ExpiresAt">Event time after which it must not be acted on.</param>
/// <param name="Label">What exactly, within the type, such as <c>cascade_longs</c>; null for nothing more.</param>
/// <param name="MoreTargetsQuote">Targets behind the first, in the order of the way; null for none.</param>
/// <param name="Author">The person whose claim it is; null for a scanner's.</param>
public sealed record Signal(
    string SignalId,
    string Agent,
    string SignalType,
    InstrumentId Coin,
    DateTimeOffset Time,
    Side? Direction,
    decimal EntryQuote,
    decimal? StopQuote,
    decimal? TargetQuote,
    double ConfidenceFraction,
    ImmutableArray<string> Reasons,
    DateTimeOffset ExpiresAt,
    string? Label = null,
    ImmutableList<decimal>? MoreTargetsQuote = null,
    string? Author = null) : IWithCoin;

/// <summary>What a scanner journals and publishes.</summary>
public static class SignalEvents
{
    /// <summary>The scanner made a claim.</summary>
    public sealed record SignalRaised(Signal Signal, Watermark Watermark);
}
