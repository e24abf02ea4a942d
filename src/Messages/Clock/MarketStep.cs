using System.Collections.Immutable;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Clock;

/// <summary>Where the inputs of a step come from.</summary>
public enum StepPhase
{
    /// <summary>Closed candles of the past, replayed in lock-step.</summary>
    History = 1,

    /// <summary>End of the recorded past: every position is to be closed, no other decision is made.</summary>
    Flatten = 2,

    /// <summary>The live feed.</summary>
    Live = 3,
}

/// <summary>
/// A point of event time: everything that happened before or at <see cref="Time"/> has been delivered.
/// </summary>
/// <param name="Time">Event time, UTC. Never goes back; only a flatten step may share its predecessor's.</param>
/// <param name="Phase">Where the inputs come from.</param>
public sealed record Watermark(DateTimeOffset Time, StepPhase Phase) : IComparable<Watermark>
{
    /// <inheritdoc/>
    public int CompareTo(Watermark? other) => other is null ? 1
        : Time != other.Time ? Time.CompareTo(other.Time)
        : Phase.CompareTo(other.Phase);

    /// <summary>Whether the left lies before the right; false where one is null.</summary>
    public static bool operator <(Watermark? left, Watermark? right) =>
        left is not null && right is not null && left.CompareTo(right) < 0;

    /// <summary>Whether the left lies after the right; false where one is null.</summary>
    public static bool operator >(Watermark? left, Watermark? right) =>
        left is not null && right is not null && left.CompareTo(right) > 0;

    /// <summary>Whether the left does not lie after the right; false where one is null.</summary>
    public static bool operator <=(Watermark? left, Watermark? right) =>
        left is not null && right is not null && left.CompareTo(right) <= 0;

    /// <summary>Whether the left does not lie before the right; false where one is null.</summary>
    public static bool operator >=(Watermark? left, Watermark? right) =>
        left is not null && right is not null && left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Time:yyyy-MM-dd'T'HH:mm:ss'Z'}/{Phase}";
}

/// <summary>All market facts that become known at one watermark, in the order (instrument, kind).</summary>
/// <param name="Watermark">The point of event time that the step completes.</param>
/// <param name="Candles">Candles that close at the watermark, at most one an instrument and interval.</param>
/// <param name="Fundings">Settlements at the watermark.</param>
/// <param name="LastPricesQuote">Last known price of every instrument, for marking positions.</param>
public sealed record MarketStep(
    Watermark Watermark,
    ImmutableArray<InstrumentCandle> Candles,
    ImmutableArray<InstrumentFunding> Fundings,
    ImmutableSortedDictionary<InstrumentId, decimal> LastPricesQuote)
{
    /// <summary>Open interest of the past at the watermark; the live feed tells it with its statistics.</summary>
    public ImmutableArray<InstrumentOpenInterest> OpenInterests { get; init; } = [];
}
