using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Several inputs, one output.</summary>
public abstract class FanInShape<TOut> : Shape
{
    private readonly string _name;
    private readonly Queue<Inlet> _registered;
    private ImmutableArray<Inlet> _inlets = [];

    /// <summary>What a shape is made from: a name (new ports) or ports (a copy).</summary>
    public interface IInit
    {
        Outlet<TOut> Outlet { get; }

        IEnumerable<Inlet> Inlets { get; }

        string Name { get; }
    }

    /// <summary>New ports, named after the shape.</summary>
    public sealed class InitName : IInit
    {
        public InitName(string name)
        {
            Name = name;
            Outlet = new Outlet<TOut>($"{name}.out");
        }

        public string Name { get; }

        public Outlet<TOut> Outlet { get; }

        public IEnumerable<Inlet> Inlets => [];
    }

    /// <summary>Existing ports.</summary>
    public sealed class InitPorts : IInit
    {
        public InitPorts(Outlet<TOut> outlet, IEnumerable<Inlet> inlets)
        {
            Outlet = outlet;
            Inlets = inlets;
        }

        public Outlet<TOut> Outlet { get; }

        public IEnumerable<Inlet> Inlets { get; }

        public string Name => "FanIn";
    }

    protected FanInShape(Outlet<TOut> outlet, IEnumerable<Inlet> registered, string name)
    {
        Out = outlet;
        _name = name;
        _registered = new Queue<Inlet>(registered);
    }

    protected FanInShape(IInit init)
        : this(init.Outlet, init.Inlets, init.Name)
    {
    }

    public Outlet<TOut> Out { get; }

    public override ImmutableArray<Inlet> Inlets => _inlets;

    public override ImmutableArray<Outlet> Outlets => [Out];

    public override Shape DeepCopy() => Construct(
        new InitPorts((Outlet<TOut>)Out.CarbonCopy(), [.. _inlets.Select(i => i.CarbonCopy())]));

    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, _inlets.Length, outlets, 1);
        return Construct(new InitPorts((Outlet<TOut>)outlets[0], inlets));
    }

    protected abstract FanInShape<TOut> Construct(IInit init);

    /// <summary>Registers the next input: the next of the given ports, or a new one.</summary>
    protected Inlet<T> NewInlet<T>(string name)
    {
        var inlet = _registered.TryDequeue(out var next) ? (Inlet<T>)next : new Inlet<T>($"{_name}.{name}");
        _inlets = _inlets.Add(inlet);
        return inlet;
    }
}

/// <summary>Several inputs of one type, one output.</summary>
public class UniformFanInShape<TIn, TOut> : FanInShape<TOut>
{
    public readonly int N;

    public UniformFanInShape(int n, IInit init)
        : base(init)
    {
        N = n;
        Ins = [.. Enumerable.Range(0, n).Select(i => NewInlet<TIn>($"in{i}"))];
    }

    public UniformFanInShape(int n)
        : this(n, new InitName("UniformFanIn"))
    {
    }

    public UniformFanInShape(int n, string name)
        : this(n, new InitName(name))
    {
    }

    public UniformFanInShape(Outlet<TOut> outlet, params Inlet<TIn>[] inlets)
        : this(inlets.Length, new InitPorts(outlet, inlets))
    {
    }

    public IImmutableList<Inlet<TIn>> Ins { get; }

    public Inlet<TIn> In(int n) => Ins[n];

    protected override FanInShape<TOut> Construct(IInit init) => new UniformFanInShape<TIn, TOut>(N, init);
}
