using Akka.Streams.Implementation.Modules;

namespace Akka.Streams.Dsl;

public static partial class GraphDsl
{
    /// <summary>
    /// Collects the parts of a graph and the wires between them. For the block it is given to, and no longer.
    /// </summary>
    public sealed class Builder<T>
    {
        private readonly CompositeBuilder _parts = new();

        internal Builder()
        {
        }

        /// <summary>
        /// Adds a graph with ports of its own, so the same one may be added again. What it materializes is lost.
        /// </summary>
        public TShape Add<TShape, TMat>(IGraph<TShape, TMat> graph)
            where TShape : Shape => _parts.Add(graph);

        public ForwardOps<TOut, T> From<TOut>(Outlet<TOut> outlet) => new(this, outlet);

        public ForwardOps<TOut, T> From<TOut>(SourceShape<TOut> source) => new(this, source.Outlet);

        public ForwardOps<TOut, T> From<TOut>(IGraph<SourceShape<TOut>, T> source) => new(this, Add(source).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(IGraph<FlowShape<TIn, TOut>, T> flow) =>
            new(this, Add(flow).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn) => new(this, fanIn.Out);

        /// <summary>From the first output that is still free.</summary>
        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) =>
            new(this, FreeOutlet(fanOut));

        public ReverseOps<TIn, T> To<TIn>(Inlet<TIn> inlet) => new(this, inlet);

        public ReverseOps<TIn, T> To<TIn>(SinkShape<TIn> sink) => new(this, sink.Inlet);

        public ReverseOps<TIn, T> To<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> sink) => new(this, Add(sink).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> flow) =>
            new(this, Add(flow).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, fanOut.In);

        /// <summary>To the first input that is still free.</summary>
        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanInShape<TIn, TOut> fanOut) => new(this, FreeInlet(fanOut));

        internal TShape Import<TShape>(IGraph<TShape> graph)
            where TShape : Shape => _parts.Add(graph);

        internal Builder<T> Wire(Outlet from, Inlet to)
        {
            _parts.Wire(from, to);
            return this;
        }

        internal Inlet<TIn> FreeInlet<TIn, TOut>(UniformFanInShape<TIn, TOut> junction) =>
            junction.Ins.FirstOrDefault(_parts.IsFree)
            ?? throw new ArgumentException("No more inlets on junction", nameof(junction));

        internal Outlet<TOut> FreeOutlet<TIn, TOut>(UniformFanOutShape<TIn, TOut> junction) =>
            junction.Outs.FirstOrDefault(_parts.IsFree)
            ?? throw new ArgumentException("No more outlets on junction", nameof(junction));

        internal IGraph<TShape, T> Build<TShape>(TShape shape, Func<object?[], object?> materializedValue)
            where TShape : Shape =>
            new ModuleGraph<TShape, T>(shape, _parts.Build(shape, materializedValue));
    }

    /// <summary>An output that is about to be connected.</summary>
    public sealed class ForwardOps<TOut, TMat>
    {
        internal readonly Builder<TMat> Builder;

        public ForwardOps(Builder<TMat> builder, Outlet<TOut> outlet)
        {
            Builder = builder;
            Out = outlet;
        }

        public Outlet<TOut> Out { get; }
    }

    /// <summary>An input that is about to be connected.</summary>
    public sealed class ReverseOps<TIn, TMat>
    {
        internal readonly Builder<TMat> Builder;

        public ReverseOps(Builder<TMat> builder, Inlet<TIn> inlet)
        {
            Builder = builder;
            In = inlet;
        }

        public Inlet<TIn> In { get; }
    }
}
