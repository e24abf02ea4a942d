using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation.Modules;

/// <summary>
/// The empty flow. In a chain it costs nothing: the assembler leaves it out; anywhere else it becomes a stage.
/// </summary>
internal abstract class IdentityModule : Module
{
    protected IdentityModule(Shape shape)
        : base(shape, Attributes.None)
    {
    }

    public abstract Module AsStage { get; }
}

/// <inheritdoc/>
internal sealed class IdentityModule<T> : IdentityModule
{
    private readonly Identity<T> _stage;

    public IdentityModule()
        : this(new Identity<T>())
    {
    }

    private IdentityModule(Identity<T> stage)
        : base(stage.Shape)
    {
        _stage = stage;
    }

    public override Module AsStage => (Module)_stage.Module;
}
