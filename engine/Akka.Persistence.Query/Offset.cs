namespace Akka.Persistence.Query;

/// <summary>A place in the events of a read journal; a query goes on behind it.</summary>
#pragma warning disable CA1036 // Akka.NET has no operators here.
public abstract class Offset : IComparable<Offset>
{
    /// <summary>Creates the offset.</summary>
    protected Offset()
    {
    }

    /// <summary>From the beginning.</summary>
    public static Offset NoOffset() => Query.NoOffset.Instance;

    /// <summary>Behind a number.</summary>
    public static Offset Sequence(long value) => new Sequence(value);

    /// <summary>Behind a version 1 UUID.</summary>
    public static Offset TimeBasedUuid(Guid value) => new TimeBasedUuid(value);

    /// <summary>Compares with an offset of the same kind; another kind is refused.</summary>
    public abstract int CompareTo(Offset? other);

    private protected InvalidOperationException Incomparable(Offset? other) =>
        new($"Can't compare offset of type {GetType()} to offset of type {other?.GetType()}");
}

/// <summary>From the beginning.</summary>
public sealed class NoOffset : Offset
{
    private NoOffset()
    {
    }

    /// <summary>The only instance.</summary>
    public static NoOffset Instance { get; } = new();

    /// <inheritdoc/>
    public override int CompareTo(Offset? other) => other is NoOffset ? 0 : throw Incomparable(other);
}

/// <summary>A number that grows with every event; the event with this number itself is not read again.</summary>
public sealed class Sequence : Offset, IComparable<Sequence>
{
    /// <summary>Creates the offset.</summary>
    public Sequence(long value) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public int CompareTo(Sequence? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override int CompareTo(Offset? other) =>
        other is Sequence sequence ? CompareTo(sequence) : throw Incomparable(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sequence other && other.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A version 1 UUID; the event with this UUID itself is not read again.</summary>
public sealed class TimeBasedUuid : Offset, IComparable<TimeBasedUuid>
{
    /// <summary>Creates the offset.</summary>
    public TimeBasedUuid(Guid value) => Value = value;

    /// <summary>The UUID.</summary>
    public Guid Value { get; }

    /// <inheritdoc/>
    public int CompareTo(TimeBasedUuid? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override int CompareTo(Offset? other) =>
        other is TimeBasedUuid uuid ? CompareTo(uuid) : throw Incomparable(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimeBasedUuid other && other.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}
#pragma warning restore CA1036
