using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One input, several outputs.</summary>
public abstract class FanOutShape<TIn> : Shape
{
    private readonly string _name;
    private readonly Queue<Outlet> _registered;
    private ImmutableArray<Outlet> _outlets = [];

    /// <summary>What a shape is made from: a name (new ports) or ports (a copy).</summary>
    public interface IInit
    {
        Inlet<TIn> Inlet { get; }

        IEnumerable<Outlet> Outlets { get; }

        string Name { get; }
    }

    /// <summary>New ports, named after the shape.</summary>
    public sealed class InitName : IInit
    {
        public InitName(string name)
        {
            Name = name;
            Inlet = new Inlet<TIn>($"{name}.in");
        }

        public string Name { get; }

        public Inlet<TIn> Inlet { get; }

        public IEnumerable<Outlet> Outlets => [];
    }

    /// <summary>Existing ports.</summary>
    public sealed class InitPorts : IInit
    {
        public InitPorts(Inlet<TIn> inlet, IEnumerable<Outlet> outlets)
        {
            Inlet = inlet;
            Outlets = outlets;
        }

        public Inlet<TIn> Inlet { get; }

        public IEnumerable<Outlet> Outlets { get; }

        public string Name => "FanOut";
    }

    protected FanOutShape(Inlet<TIn> inlet, IEnumerable<Outlet> registered, string name)
    {
        In = inlet;
        _name = name;
        _registered = new Queue<Outlet>(registered);
    }

    protected FanOutShape(IInit init)
        : this(init.Inlet, init.Outlets, init.Name)
    {
    }

    public Inlet<TIn> In { get; }

    public override ImmutableArray<Inlet> Inlets => [In];

    public override ImmutableArray<Outlet> Outlets => _outlets;

    public override Shape DeepCopy() => Construct(
        new InitPorts((Inlet<TIn>)In.CarbonCopy(), [.. _outlets.Select(o => o.CarbonCopy())]));

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, 1, outlets, _outlets.Length);
        return Construct(new InitPorts((Inlet<TIn>)inlets[0], outlets));
    }

    protected abstract FanOutShape<TIn> Construct(IInit init);

    /// <summary>Registers the next output: the next of the given ports, or a new one.</summary>
    protected Outlet<T> NewOutlet<T>(string name)
    {
        var outlet = _registered.TryDequeue(out var next) ? (Outlet<T>)next : new Outlet<T>($"{_name}.{name}");
        _outlets = _outlets.Add(outlet);
        return outlet;
    }
}

/// <summary>One input, several outputs of one type.</summary>
public class UniformFanOutShape<TIn, TOut> : FanOutShape<TIn>
{
    private readonly int _n;

    public UniformFanOutShape(int n, IInit init)
        : base(init)
    {
        _n = n;
        Outs = [.. Enumerable.Range(0, n).Select(i => NewOutlet<TOut>($"out{i}"))];
    }

    public UniformFanOutShape(int n)
        : this(n, new InitName("UniformFanOut"))
    {
    }

    public UniformFanOutShape(int n, string name)
        : this(n, new InitName(name))
    {
    }

    public UniformFanOutShape(Inlet<TIn> inlet, params Outlet<TOut>[] outlets)
        : this(outlets.Length, new InitPorts(inlet, outlets))
    {
    }

    public IImmutableList<Outlet<TOut>> Outs { get; }

    public Outlet<TOut> Out(int n) => Outs[n];

    protected override FanOutShape<TIn> Construct(IInit init) => new UniformFanOutShape<TIn, TOut>(_n, init);
}
