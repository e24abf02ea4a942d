namespace Akka.Streams.Implementation.Modules;

/// <summary>
/// Wires graphs by port. Every graph that is added gets ports of its own, so one graph can be added twice.
/// </summary>
internal sealed class CompositeBuilder
{
    private readonly List<Module> _children = [];
    private readonly List<(PortAddress From, PortAddress To)> _wires = [];
    private readonly Dictionary<InPort, PortAddress> _inlets = [];
    private readonly Dictionary<OutPort, PortAddress> _outlets = [];

    public TShape Add<TShape>(IGraph<TShape> graph)
        where TShape : Shape
    {
        var shape = (TShape)graph.Shape.DeepCopy();
        var child = _children.Count;
        _children.Add((Module)graph.Module);
        for (var i = 0; i < shape.Inlets.Length; i++)
        {
            _inlets.Add(shape.Inlets[i], new PortAddress(child, i));
        }

        for (var i = 0; i < shape.Outlets.Length; i++)
        {
            _outlets.Add(shape.Outlets[i], new PortAddress(child, i));
        }

        return shape;
    }

    public bool IsFree(InPort inlet) => _inlets.ContainsKey(inlet);

    public bool IsFree(OutPort outlet) => _outlets.ContainsKey(outlet);

    public void Wire(Outlet from, Inlet to)
    {
        if (!_outlets.Remove(from, out var source))
        {
            throw new ArgumentException($"The output port [{from}] is not part of the underlying graph.", nameof(from));
        }

        if (!_inlets.Remove(to, out var target))
        {
            throw new ArgumentException($"The input port [{to}] is not part of the underlying graph.", nameof(to));
        }

        _wires.Add((source, target));
    }

    /// <summary>The composition, open at the ports of the shape and nowhere else.</summary>
    public Module Build(Shape shape, Func<object?[], object?> materializedValue)
    {
        var openInlets = shape.Inlets.Select(i => Take(_inlets, i, shape)).ToArray();
        var openOutlets = shape.Outlets.Select(o => Take(_outlets, o, shape)).ToArray();
        if (_inlets.Count > 0 || _outlets.Count > 0)
        {
            throw new ArgumentException(
                $"The inlets [{string.Join(", ", _inlets.Keys)}] and outlets [{string.Join(", ", _outlets.Keys)}] "
                + $"must correspond to the inlets and outlets of {shape}",
                nameof(shape));
        }

        return new CompositeModule(_children, _wires, openInlets, openOutlets, materializedValue, shape);
    }

    private static PortAddress Take<TPort>(Dictionary<TPort, PortAddress> ports, TPort port, Shape shape)
        where TPort : notnull =>
        ports.Remove(port, out var address)
            ? address
            : throw new ArgumentException($"The port [{port}] of {shape} is not open in the graph.", nameof(shape));
}
