namespace Akka.Streams.Dsl;

/// <summary>Connects an output to what follows it.</summary>
public static class ForwardOps
{
    /// <summary>Connects to an input.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, Inlet<TIn> inlet)
        where TIn : TOut => ops.Builder.Wire(ops.Out, inlet);

    /// <summary>Connects to a sink.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, SinkShape<TIn> sink)
        where TIn : TOut => ops.Builder.Wire(ops.Out, sink.Inlet);

    /// <summary>Connects to a flow.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, FlowShape<TIn, TOut> flow)
        where TIn : TOut => ops.Builder.Wire(ops.Out, flow.Inlet);

    /// <summary>Adds a sink and connects to it.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat, TMat2>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, IGraph<SinkShape<TIn>, TMat2> sink)
        where TIn : TOut => ops.Builder.Wire(ops.Out, ops.Builder.Add(sink).Inlet);

    /// <summary>Connects to the first free input.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanInShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.Builder.Wire(ops.Out, ops.Builder.FreeInlet(junction));

    /// <summary>Connects to the input.</summary>
    public static GraphDsl.Builder<TMat> To<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanOutShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.Builder.Wire(ops.Out, junction.In);

    /// <summary>Connects to a flow and goes on from there.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, FlowShape<TIn, TOut2> flow)
        where TIn : TOut1 => ops.Builder.Wire(ops.Out, flow.Inlet).From(flow);

    /// <summary>Adds a flow, connects to it and goes on from there.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, IGraph<FlowShape<TIn, TOut2>, NotUsed> flow)
        where TIn : TOut1 => ops.Via(ops.Builder.Add(flow));

    /// <summary>Connects to the first free input and goes on from the output.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanInShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.To(junction).From(junction);

    /// <summary>Connects to the input and goes on from the first free output.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanOutShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.To(junction).From(junction);
}

/// <summary>Connects an input to what comes before it.</summary>
public static class ReverseOps
{
    /// <summary>Connects an output.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, Outlet<TOut> outlet)
        where TIn : TOut => ops.Builder.Wire(outlet, ops.In);

    /// <summary>Connects a source.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, SourceShape<TOut> source)
        where TIn : TOut => ops.Builder.Wire(source.Outlet, ops.In);

    /// <summary>Adds a source and connects it.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<SourceShape<TOut>, TMat> source)
        where TIn : TOut => ops.Builder.Wire(ops.Builder.Add(source).Outlet, ops.In);

    /// <summary>Connects a flow.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TIn, TOut> flow)
        where TIn : TOut => ops.Builder.Wire(flow.Outlet, ops.In);

    /// <summary>Connects the output.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanInShape<TIn, TOut> junction)
        where TIn : TOut => ops.Builder.Wire(junction.Out, ops.In);

    /// <summary>Connects the first free output.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TOut1, TOut2> junction)
        where TIn : TOut2 => ops.Builder.Wire(ops.Builder.FreeOutlet(junction), ops.In);

    /// <summary>Connects a flow and goes on towards its input.</summary>
    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TOut1, TOut2> flow)
        where TIn : TOut2 => ops.Builder.Wire(flow.Outlet, ops.In).To(flow);

    /// <summary>Adds a flow, connects it and goes on towards its input.</summary>
    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<FlowShape<TOut1, TOut2>, TMat> flow)
        where TIn : TOut2 => ops.Via(ops.Builder.Add(flow));

    /// <summary>Connects the output and goes on towards the first free input.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanInShape<TIn, TOut> junction)
        where TIn : TOut => ops.From(junction).To(junction);

    /// <summary>Connects the first free output and goes on towards the input.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TIn, TOut> junction)
        where TIn : TOut => ops.From(junction).To(junction);
}
