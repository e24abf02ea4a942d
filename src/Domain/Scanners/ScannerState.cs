using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners;

/// <summary>What a scanner knows from its own journal. Bounded by the number of instruments and labels.</summary>
public sealed record ScannerState
{
    /// <summary>How many ids are known again.</summary>
    public const int IdsMax = 1_024;

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

    /// <summary>The last signal of each instrument.</summary>
    private ImmutableSortedDictionary<InstrumentId, Signal> Newest { get; init; } =
        ImmutableSortedDictionary<InstrumentId, Signal>.Empty;

    /// <summary>Event time of the last signal of each instrument, label and direction.</summary>
    private ImmutableDictionary<(InstrumentId Coin, string? Label, Side? Direction), DateTimeOffset> Times
    {
        get;
        init;
    } = ImmutableDictionary<(InstrumentId, string?, Side?), DateTimeOffset>.Empty;

    /// <summary>Ids of the last signals.</summary>
    private RecentMap<bool> Ids { get; init; } = new(IdsMax);

    /// <summary>Whether a signal is among the last <see cref="IdsMax"/>.</summary>
    public bool Knows(string signalId) => Ids.ContainsKey(signalId);

    /// <summary>The last signal of an instrument; null before the first.</summary>
    public Signal? LastOf(InstrumentId coin) => Newest.GetValueOrDefault(coin);

    /// <summary>Whether a claim of this coin, label and direction was last made long enough ago.</summary>
    public bool IsRested(Signal signal, TimeSpan coolDown)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return !Times.TryGetValue((signal.Coin, signal.Label, signal.Direction), out var last)
            || signal.Time - last >= coolDown;
    }

    /// <summary>The state after an event.</summary>
    /// <exception cref="ArgumentException">The event is no scanner's.</exception>
    public ScannerState Apply(object happened) => happened is SignalEvents.SignalRaised raised
        ? Apply(raised)
        : throw new ArgumentException($"'{happened?.GetType().Name}' is no event of a scanner.", nameof(happened));

    /// <summary>The state after a signal.</summary>
    public ScannerState Apply(SignalEvents.SignalRaised raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        var signal = raised.Signal;
        return this with
        {
            LastRaised = raised.Watermark == LastRaisedAt ? LastRaised.Add(raised) : [raised],
            LastRaisedAt = raised.Watermark,
            Ids = Ids.SetItem(signal.SignalId, value: true),
            LastByCoin = LastByCoin.SetItem(signal.Coin, signal.Time),
            Newest = Newest.SetItem(signal.Coin, signal),
            Times = Times.SetItem((signal.Coin, signal.Label, signal.Direction), signal.Time),
        };
    }
}
