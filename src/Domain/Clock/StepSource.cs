using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Clock;

/// <summary>What a source of steps brings.</summary>
public enum StepSourceKind
{
    /// <summary>Closed candles.</summary>
    Candles = 1,

    /// <summary>Funding settlements.</summary>
    Fundings = 2,

    /// <summary>Open interest.</summary>
    OpenInterests = 3,
}

/// <summary>One sorted source of market facts; ordered by instrument, then kind.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="Kind">What it brings.</param>
public readonly record struct StepSource(InstrumentId Coin, StepSourceKind Kind) : IComparable<StepSource>
{
    /// <inheritdoc/>
    public int CompareTo(StepSource other)
    {
        var byCoin = Coin.CompareTo(other.Coin);
        return byCoin != 0 ? byCoin : Kind.CompareTo(other.Kind);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Coin} {Kind}";
}
