using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Modules;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation;

/// <summary>Small graphs around junctions, in the shape of a flow, for operators to use like any stage.</summary>
internal static class Junctions
{
    /// <summary>A flow that emits what comes in, then what the source gives.</summary>
    public static IGraph<FlowShape<T, T>, TMat> ConcatWith<T, TMat>(IGraph<SourceShape<T>, TMat> that) =>
        FanIn<T, T, T, TMat>(new Concat<T, T>(), that);

    /// <summary>A flow that emits what comes in and what the source gives, as it comes.</summary>
    public static IGraph<FlowShape<TIn, TOut>, TMat> MergeWith<TIn, TOut, TMat>(
        IGraph<SourceShape<TOut>, TMat> that, bool eagerComplete)
        where TIn : TOut => FanIn<TIn, TOut, TOut, TMat>(new Merge<TOut>(2, eagerComplete), that);

    /// <summary>A flow that emits what the source gives, then what comes in.</summary>
    public static IGraph<FlowShape<TIn, TOut>, TMat> PrependTo<TIn, TOut, TMat>(IGraph<SourceShape<TOut>, TMat> that)
        where TIn : TOut => FanIn<TIn, TOut, TOut, TMat>(new Concat<TOut, TOut>(), that, own: 1, other: 0);

    /// <summary>A flow that takes turns between what comes in and what the source gives.</summary>
    public static IGraph<FlowShape<TIn, TOut>, TMat> InterleaveWith<TIn, TOut, TMat>(
        IGraph<SourceShape<TOut>, TMat> that, int segmentSize)
        where TIn : TOut => FanIn<TIn, TOut, TOut, TMat>(Interleave.Create<TOut>(2, segmentSize), that);

    /// <summary>A flow that emits what comes in, or what the source gives when nothing does.</summary>
    public static IGraph<FlowShape<T, T>, TMat> OrElseWith<T, TMat>(IGraph<SourceShape<T>, TMat> that) =>
        FanIn<T, T, T, TMat>(OrElse.Create<T>(), that);

    /// <summary>A flow that emits what comes in and what the source gives, in order.</summary>
    public static IGraph<FlowShape<T, T>, TMat> MergeSortedWith<T, TMat>(
        IGraph<SourceShape<T>, TMat> that, Func<T, T, int> compare)
    {
        var builder = new CompositeBuilder();
        var ports = builder.Add(new MergeSorted<T>(compare));
        builder.Wire(builder.Add(that).Outlet, ports.In1);
        var shape = new FlowShape<T, T>(ports.In0, ports.Out);
        return new ModuleGraph<FlowShape<T, T>, TMat>(shape, builder.Build(shape, mats => mats[1]));
    }

    /// <summary>A flow that combines what comes in with what the source gives.</summary>
    public static IGraph<FlowShape<T1, T3>, TMat> ZipWith<T1, T2, T3, TMat>(
        IGraph<SourceShape<T2>, TMat> that, Func<T1, T2, T3> combine)
    {
        var builder = new CompositeBuilder();
        var ports = builder.Add(new ZipWith<T1, T2, T3>(combine));
        builder.Wire(builder.Add(that).Outlet, ports.In1);
        var shape = new FlowShape<T1, T3>(ports.In0, ports.Out);
        return new ModuleGraph<FlowShape<T1, T3>, TMat>(shape, builder.Build(shape, mats => mats[1]));
    }

    /// <summary>A flow that also sends everything to a sink.</summary>
    public static IGraph<FlowShape<T, T>, TMat> AlsoTo<T, TMat>(
        IGraph<SinkShape<T>, TMat> that, bool propagateFailure) => FanOut(new Broadcast<T>(2, propagateFailure), that);

    /// <summary>A flow that shows to a sink what that has time for.</summary>
    public static IGraph<FlowShape<T, T>, TMat> WireTap<T, TMat>(IGraph<SinkShape<T>, TMat> that) =>
        FanOut(new Tap<T>(), that);

    /// <summary>A flow that sends some elements to a sink, and the others on.</summary>
    public static IGraph<FlowShape<T, T>, TMat> DivertTo<T, TMat>(
        IGraph<SinkShape<T>, TMat> that, Func<T, bool> when) => FanOut(new Partition<T>(2, e => when(e) ? 1 : 0), that);

    /// <summary>A sink and a source side by side.</summary>
    public static Module SinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink,
        IGraph<SourceShape<TOut>, TMat2> source,
        Func<TMat1, TMat2, TMat> combine)
    {
        var builder = new CompositeBuilder();
        var inlet = builder.Add(sink).Inlet;
        var outlet = builder.Add(source).Outlet;
        return builder.Build(
            new FlowShape<TIn, TOut>(inlet, outlet), mats => combine((TMat1)mats[0]!, (TMat2)mats[1]!));
    }

    /// <summary>Several sources into one junction.</summary>
    public static Module Combine<T, TOut>(
        IReadOnlyList<IGraph<SourceShape<T>>> sources,
        IGraph<UniformFanInShape<T, TOut>> junction,
        Func<object?[], object?> materializedValue)
    {
        var builder = new CompositeBuilder();
        var outlets = sources.Select(s => builder.Add(s).Outlet).ToArray();
        var ports = builder.Add(junction);
        for (var i = 0; i < outlets.Length; i++)
        {
            builder.Wire(outlets[i], ports.In(i));
        }

        return builder.Build(new SourceShape<TOut>(ports.Out), materializedValue);
    }

    // The inlet of a junction may be wider than what flows into it: the wire converts.
    private static ModuleGraph<FlowShape<TIn, TOut>, TMat> FanIn<TIn, TPort, TOut, TMat>(
        IGraph<UniformFanInShape<TPort, TOut>, NotUsed> junction,
        IGraph<SourceShape<TPort>, TMat> that,
        int own = 0,
        int other = 1)
        where TIn : TPort
    {
        var builder = new CompositeBuilder();
        var ports = builder.Add(junction);
        var source = builder.Add(that);
        builder.Wire(source.Outlet, ports.In(other));
        var open = new FlowShape<TPort, TOut>(ports.In(own), ports.Out);
        var module = builder.Build(open, mats => mats[1]);
        var shape = new FlowShape<TIn, TOut>(new Inlet<TIn>(ports.In(own).Name), ports.Out);
        return new ModuleGraph<FlowShape<TIn, TOut>, TMat>(shape, module);
    }

    private static ModuleGraph<FlowShape<T, T>, TMat> FanOut<T, TMat>(
        IGraph<UniformFanOutShape<T, T>, NotUsed> junction, IGraph<SinkShape<T>, TMat> that)
    {
        var builder = new CompositeBuilder();
        var ports = builder.Add(junction);
        builder.Wire(ports.Out(1), builder.Add(that).Inlet);
        var shape = new FlowShape<T, T>(ports.In, ports.Out(0));
        return new ModuleGraph<FlowShape<T, T>, TMat>(shape, builder.Build(shape, mats => mats[1]));
    }
}
