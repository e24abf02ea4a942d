namespace Akka.Streams;

/// <summary>Two inputs of different types, one output.</summary>
public class FanInShape<T0, T1, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;

    public readonly Inlet<T1> In1;

    public FanInShape(IInit init)
        : base(init)
    {
        In0 = NewInlet<T0>("in0");
        In1 = NewInlet<T1>("in1");
    }

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1)
        : this(new InitPorts(outlet, [in0, in1]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, TOut>(init);
}
