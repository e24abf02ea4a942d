using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Clock;

/// <summary>What the market clock needs to know.</summary>
/// <param name="Coins">Instruments that are scanned and traded.</param>
/// <param name="Participants">Persistence ids that must be ready before the first step.</param>
/// <param name="Acknowledgers">Those of them that must acknowledge each step.</param>
/// <param name="Traders">Names of the autotraders.</param>
/// <param name="LiveInterval">Length of a live step.</param>
/// <param name="LiveGrace">How long late live messages are waited for.</param>
/// <param name="Patience">How long a step may take, in scheduler time, before it is run again.</param>
public sealed record ClockSetup(
    ImmutableArray<InstrumentId> Coins,
    ImmutableArray<string> Participants,
    ImmutableArray<string> Acknowledgers,
    ImmutableArray<string> Traders,
    TimeSpan LiveInterval,
    TimeSpan LiveGrace,
    TimeSpan Patience)
{
    /// <summary>Instruments that scanners see beside those; none unless given.</summary>
    public ImmutableArray<InstrumentId> Beside { get; init; } = [];
}
