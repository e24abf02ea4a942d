using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Modules;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open outlet.</summary>
public sealed class Source<TOut, TMat> : IFlow<TOut, TMat>, IGraph<SourceShape<TOut>, TMat>
{
    public Source(IModule module)
    {
        Module = module;
    }

    public SourceShape<TOut> Shape => (SourceShape<TOut>)Module.Shape;

    public IModule Module { get; }

    /// <summary>Adds a flow and keeps this source's materialized value.</summary>
    public Source<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        new(Module.Connect(flow.Module, new SourceShape<T2>(flow.Shape.Outlet)));

    /// <summary>Adds a flow and combines the materialized values.</summary>
    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new(Module.Connect(flow.Module, combine, new SourceShape<TOut2>(flow.Shape.Outlet)));

    /// <summary>Adds a sink and keeps this source's materialized value.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) =>
        new RunnableGraph<TMat>(Module.Connect(sink.Module, ClosedShape.Instance));

    /// <summary>Adds a sink and combines the materialized values.</summary>
    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(
        IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new RunnableGraph<TMat3>(Module.Connect(sink.Module, combine, ClosedShape.Instance));

    /// <summary>After this source ends, the other one.</summary>
    public Source<TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        ViaMaterialized(Junctions.ConcatWith(that), materializedFunction);

    public Source<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Module.Transform(mapFunc));

    /// <summary>Runs with a sink and gives the sink's materialized value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        ToMaterialized(sink, Keep.Right).Run(materializer);

    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, ActorSystem materializer) =>
        RunWith(sink, SystemMaterializer.Of(materializer));

    /// <summary>Folds all elements; the task fails with the stream.</summary>
    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, IMaterializer materializer) =>
        RunWith(Sink.Aggregate(zero, aggregate), materializer);

    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, ActorSystem materializer) =>
        RunAggregate(zero, aggregate, SystemMaterializer.Of(materializer));

    /// <summary>Folds all elements by an asynchronous function; the task fails with the stream.</summary>
    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero, Func<TOut2, TOut, Task<TOut2>> aggregate, IMaterializer materializer) =>
        RunWith(Sink.AggregateAsync(zero, aggregate), materializer);

    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero, Func<TOut2, TOut, Task<TOut2>> aggregate, ActorSystem materializer) =>
        RunAggregateAsync(zero, aggregate, SystemMaterializer.Of(materializer));

    /// <summary>Folds all elements into one, with the first as the beginning.</summary>
    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, IMaterializer materializer) =>
        RunWith(Sink.Sum(reduce), materializer);

    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, ActorSystem materializer) =>
        RunSum(reduce, SystemMaterializer.Of(materializer));

    /// <summary>Calls the action for every element; the task ends with the stream.</summary>
    public Task RunForeach(Action<TOut> action, IMaterializer materializer) =>
        RunWith(Sink.ForEach(action), materializer);

    public Task RunForeach(Action<TOut> action, ActorSystem materializer) =>
        RunForeach(action, SystemMaterializer.Of(materializer));

    public Source<TOut, TMat> WithAttributes(Attributes attributes) => new(Module.With(attributes));

    public Source<TOut, TMat> AddAttributes(Attributes attributes) => new(Module.Plus(attributes));

    public Source<TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public Source<TOut, TMat> Async() => new(Module.PlusAsync());

    IFlow<T, TMat> IFlow<TOut, TMat>.Via<T, TMat2>(IGraph<FlowShape<TOut, T>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        MapMaterializedValue(mapFunc);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.WithAttributes(Attributes attributes) =>
        WithAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.AddAttributes(Attributes attributes) =>
        AddAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Named(string name) => Named(name);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Async() => Async();

    public override string ToString() => $"Source({Module.Shape})";
}
