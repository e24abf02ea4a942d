using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Modules;

namespace Akka.Streams.Stage;

/// <summary>A running logic and what its materialization gave.</summary>
public interface ILogicAndMaterializedValue<out TMaterialized>
{
    GraphStageLogic Logic { get; }

    TMaterialized MaterializedValue { get; }
}

/// <inheritdoc cref="ILogicAndMaterializedValue{TMaterialized}"/>
public readonly struct LogicAndMaterializedValue<TMaterialized> : ILogicAndMaterializedValue<TMaterialized>
{
    public LogicAndMaterializedValue(GraphStageLogic logic, TMaterialized materializedValue)
    {
        Logic = logic;
        MaterializedValue = materializedValue;
    }

    public GraphStageLogic Logic { get; }

    public TMaterialized MaterializedValue { get; }
}

/// <summary>A stage that gives a value when it is materialized.</summary>
public interface IGraphStageWithMaterializedValue<TShape, TMaterialized> : IGraph<TShape, TMaterialized>
    where TShape : Shape
{
    ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(Attributes attributes);
}

/// <summary>
/// The reusable description of a stage: its shape and how to make its logic. It holds no state of a running stream.
/// </summary>
public abstract class GraphStageWithMaterializedValue<TShape, TMaterialized> :
    IGraphStageWithMaterializedValue<TShape, TMaterialized>
    where TShape : Shape
{
    private IModule? _module;

    /// <summary>The ports. The same object every time.</summary>
    public abstract TShape Shape { get; }

    public IModule Module => _module ??= new StageModule<TShape, TMaterialized>(this, InitialAttributes);

    /// <summary>What is known about the stage before anyone adds attributes.</summary>
    protected virtual Attributes InitialAttributes => Attributes.None;

    /// <summary>Makes the logic of one materialization; called once for each.</summary>
    public abstract ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes);

    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) =>
        new ModuleGraph<TShape, TMaterialized>(Shape, ((Module)Module).WithAttributes(attributes));

    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) =>
        WithAttributes(Module.Attributes.And(attributes));

    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMaterialized> Async() =>
        AddAttributes(new Attributes(Attributes.AsyncBoundary.Instance));

    public override string ToString() => GetType().Name.Split('`')[0];
}

/// <summary>A stage without a materialized value.</summary>
public abstract class GraphStage<TShape> : GraphStageWithMaterializedValue<TShape, NotUsed>
    where TShape : Shape
{
    public sealed override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(CreateLogic(inheritedAttributes), NotUsed.Instance);

    protected abstract GraphStageLogic CreateLogic(Attributes inheritedAttributes);
}
