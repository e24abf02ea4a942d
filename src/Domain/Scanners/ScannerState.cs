using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners;

/// <summary>What a scanner knows from its own journal. Bounded by the number of instruments.</summary>
public sealed record ScannerState
{
    private ScannerState()
    {
    }

    /// <summary>A scanner that never spoke.</summary>
    public static ScannerState Empty { get; } = new();

    /// <summary>Watermark of the last signals; null before the first.</summary>
    public Watermark? LastRaisedAt { get; private init; }

    /// <summary>All signals of that watermark, in the order they were raised.</summary>
    public ImmutableArray<SignalEvents.SignalRaised> LastRaised { get; private init; } = [];

    /// <summary>Event time of the last signal of each instrument.</summary>
    public ImmutableSortedDictionary<InstrumentId, DateTimeOffset> LastByCoin { get; private init; } =
        ImmutableSortedDictionary<InstrumentId, DateTimeOffset>.Empty;

    /// <summary>The state after an event.</summary>
    /// <exception cref="ArgumentException">The event is no scanner's.</exception>
    public ScannerState Apply(object happened) => happened is SignalEvents.SignalRaised raised
        ? Apply(raised)
        : throw new ArgumentException($"'{happened?.GetType().Name}' is no event of a scanner.", nameof(happened));

    /// <summary>The state after a signal.</summary>
    public ScannerState Apply(SignalEvents.SignalRaised raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return this with
        {
            LastRaised = raised.Watermark == LastRaisedAt ? LastRaised.Add(raised) : [raised],
            LastRaisedAt = raised.Watermark,
            LastByCoin = LastByCoin.SetItem(raised.Signal.Coin, raised.Signal.Time),
        };
    }
}
