using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Modules;

/// <summary>A stage whose materialized value is made with the materializer.</summary>
internal interface INeedsMaterializer<TMat>
{
    LogicAndMaterializedValue<TMat> Create(Attributes attributes, ActorMaterializerImpl materializer);
}

/// <summary>A single stage.</summary>
internal abstract class StageModule : Module
{
    protected StageModule(Shape shape, Attributes attributes)
        : base(shape, attributes)
    {
    }

    public abstract (GraphStageLogic Logic, object? MaterializedValue) CreateLogic(
        Attributes attributes, ActorMaterializerImpl materializer);
}

/// <inheritdoc/>
internal sealed class StageModule<TShape, TMat> : StageModule
    where TShape : Shape
{
    private readonly IGraphStageWithMaterializedValue<TShape, TMat> _stage;

    public StageModule(IGraphStageWithMaterializedValue<TShape, TMat> stage, Attributes attributes)
        : base(stage.Shape, attributes)
    {
        _stage = stage;
    }

    public override (GraphStageLogic Logic, object? MaterializedValue) CreateLogic(
        Attributes attributes, ActorMaterializerImpl materializer)
    {
        PortNumbers.Assign(Shape);
        var made = _stage is INeedsMaterializer<TMat> needy
            ? needy.Create(attributes, materializer)
            : _stage.CreateLogicAndMaterializedValue(attributes);
        made.Logic.Attributes = attributes;
        made.Logic.OriginalStage = _stage.ToString();
        return (made.Logic, made.MaterializedValue);
    }
}

/// <summary>The left graph's only outlet feeds the right graph's only inlet.</summary>
internal sealed class LinearModule : Module
{
    public LinearModule(Module left, Module right, Func<object?, object?, object?> combine, Shape shape)
        : base(shape, Attributes.None)
    {
        Left = left;
        Right = right;
        Combine = combine;
    }

    public Module Left { get; }

    public Module Right { get; }

    public Func<object?, object?, object?> Combine { get; }
}

/// <summary>Another materialized value for the same graph.</summary>
internal sealed class TransformModule : Module
{
    public TransformModule(Module inner, Func<object?, object?> transform)
        : base(inner.Shape, Attributes.None)
    {
        Inner = inner;
        Transform = transform;
    }

    public Module Inner { get; }

    public Func<object?, object?> Transform { get; }
}

/// <summary>Any graphs, wired by position; open ports form the shape.</summary>
internal sealed class CompositeModule : Module
{
    public CompositeModule(
        IReadOnlyList<Module> children,
        IReadOnlyList<(PortAddress From, PortAddress To)> wires,
        IReadOnlyList<PortAddress> openInlets,
        IReadOnlyList<PortAddress> openOutlets,
        Func<object?[], object?> materializedValue,
        Shape shape)
        : base(shape, Attributes.None)
    {
        Children = children;
        Wires = wires;
        OpenInlets = openInlets;
        OpenOutlets = openOutlets;
        MaterializedValue = materializedValue;
    }

    public IReadOnlyList<Module> Children { get; }

    public IReadOnlyList<(PortAddress From, PortAddress To)> Wires { get; }

    public IReadOnlyList<PortAddress> OpenInlets { get; }

    public IReadOnlyList<PortAddress> OpenOutlets { get; }

    public Func<object?[], object?> MaterializedValue { get; }
}

/// <summary>A port inside a composition: which child, and which of the child's ports.</summary>
internal readonly record struct PortAddress(int Child, int Port);

/// <summary>A graph known only by its blueprint.</summary>
internal sealed class ModuleGraph<TShape, TMat> : IGraph<TShape, TMat>
    where TShape : Shape
{
    private readonly Module _module;

    public ModuleGraph(TShape shape, Module module)
    {
        Shape = shape;
        _module = module;
    }

    public TShape Shape { get; }

    public IModule Module => _module;

    public IGraph<TShape, TMat> WithAttributes(Attributes attributes) =>
        new ModuleGraph<TShape, TMat>(Shape, _module.WithAttributes(attributes));

    public IGraph<TShape, TMat> AddAttributes(Attributes attributes) =>
        new ModuleGraph<TShape, TMat>(Shape, _module.AddAttributes(attributes));

    public IGraph<TShape, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMat> Async() => AddAttributes(new Attributes(Attributes.AsyncBoundary.Instance));
}
