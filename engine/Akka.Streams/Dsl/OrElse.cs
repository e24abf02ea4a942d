using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>
/// Emits the primary input, or the secondary one when the primary completes without an element. With the first element
/// of the primary input the secondary one is cancelled; until then it waits.
/// </summary>
public sealed class OrElse<T> : GraphStage<UniformFanInShape<T, T>>
{
    public OrElse()
    {
        Shape = new UniformFanInShape<T, T>(2, "OrElse");
    }

    public Inlet<T> Primary => Shape.In(0);

    public Inlet<T> Secondary => Shape.In(1);

    public Outlet<T> Out => Shape.Out;

    public override UniformFanInShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("OrElse");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly OrElse<T> _stage;
        private Inlet<T> _current;
        private bool _primaryGave;

        public Logic(OrElse<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _current = stage.Primary;
            SetHandlers(stage.Primary, stage.Out, this);
            SetHandler(stage.Secondary, () => Push(stage.Out, Grab(stage.Secondary)), OnSecondaryFinish);
        }

        public override void OnPull() => Pull(_current);

        public override void OnPush()
        {
            if (!_primaryGave)
            {
                _primaryGave = true;
                Cancel(_stage.Secondary);
            }

            Push(_stage.Out, Grab(_stage.Primary));
        }

        public override void OnUpstreamFinish()
        {
            if (_primaryGave || IsClosed(_stage.Secondary))
            {
                CompleteStage();
                return;
            }

            _current = _stage.Secondary;
            if (IsAvailable(_stage.Out))
            {
                Pull(_stage.Secondary);
            }
        }

        private void OnSecondaryFinish()
        {
            if (IsClosed(_stage.Primary))
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>Makes junctions with a primary and a secondary input.</summary>
public static class OrElse
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>() => new OrElse<T>();
}
