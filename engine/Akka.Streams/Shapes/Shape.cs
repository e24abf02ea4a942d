using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>The ports of a graph: where it can be connected.</summary>
public abstract class Shape : ICloneable
{
    /// <summary>The input ports, in order.</summary>
    public abstract ImmutableArray<Inlet> Inlets { get; }

    /// <summary>The output ports, in order.</summary>
    public abstract ImmutableArray<Outlet> Outlets { get; }

    /// <summary>The same shape with new ports.</summary>
    public abstract Shape DeepCopy();

    /// <summary>The same shape made of the given ports.</summary>
    public abstract Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets);

    /// <summary>True when both shapes have the very same ports, whatever their order.</summary>
    public bool HasSamePortsAs(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new HashSet<InPort>(Inlets).SetEquals(shape.Inlets)
            && new HashSet<OutPort>(Outlets).SetEquals(shape.Outlets);
    }

    /// <summary>True when both are of one class and have the very same ports.</summary>
    public bool HasSamePortsAndShapeAs(Shape shape) => GetType() == shape?.GetType() && HasSamePortsAs(shape);

    public object Clone() => DeepCopy();

    public sealed override string ToString() =>
        $"{GetType().Name}([{string.Join(", ", Inlets)}] [{string.Join(", ", Outlets)}])";

    private protected void RequirePorts(
        ImmutableArray<Inlet> inlets, int inCount, ImmutableArray<Outlet> outlets, int outCount)
    {
        if (inlets.Length != inCount)
        {
            throw new ArgumentException(
                $"Proposed inlets [{string.Join(", ", inlets)}] do not fit {GetType().Name}", nameof(inlets));
        }

        if (outlets.Length != outCount)
        {
            throw new ArgumentException(
                $"Proposed outlets [{string.Join(", ", outlets)}] do not fit {GetType().Name}", nameof(outlets));
        }
    }
}

/// <summary>The shape of a graph without open ports: it can be run.</summary>
public class ClosedShape : Shape
{
    public static readonly ClosedShape Instance = new();

    private ClosedShape()
    {
    }

    public override ImmutableArray<Inlet> Inlets => [];

    public override ImmutableArray<Outlet> Outlets => [];

    public override Shape DeepCopy() => this;

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, 0, outlets, 0);
        return this;
    }
}

/// <summary>Any number of ports in no particular arrangement.</summary>
public class AmorphousShape : Shape
{
    public AmorphousShape(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Inlets = inlets;
        Outlets = outlets;
    }

    public override ImmutableArray<Inlet> Inlets { get; }

    public override ImmutableArray<Outlet> Outlets { get; }

    public override Shape DeepCopy() => new AmorphousShape(
        [.. Inlets.Select(i => i.CarbonCopy())], [.. Outlets.Select(o => o.CarbonCopy())]);

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        new AmorphousShape(inlets, outlets);
}
