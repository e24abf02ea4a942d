using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Merges two sorted inputs into one sorted output; of equal elements the left one goes first.</summary>
public sealed class MergeSorted<T> : GraphStage<FanInShape<T, T, T>>
{
    public readonly Inlet<T> Left;
    public readonly Inlet<T> Right;
    public readonly Outlet<T> Out;
    private readonly Func<T, T, int> _compare;

    /// <summary>The function compares as <see cref="IComparer{T}.Compare"/> does.</summary>
    public MergeSorted(Func<T, T, int> compare)
    {
        ArgumentNullException.ThrowIfNull(compare);
        _compare = compare;
        Shape = new FanInShape<T, T, T>("MergeSorted");
        Left = Shape.In0;
        Right = Shape.In1;
        Out = Shape.Out;
    }

    public override FanInShape<T, T, T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly MergeSorted<T> _stage;
        private readonly Side _left;
        private readonly Side _right;

        public Logic(MergeSorted<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _left = new Side(this, stage.Left);
            _right = new Side(this, stage.Right);
            SetHandler(stage.Left, _left);
            SetHandler(stage.Right, _right);
            SetHandler(stage.Out, this);
        }

        public override void PreStart()
        {
            Pull(_stage.Left);
            Pull(_stage.Right);
        }

        public override void OnPull() => EmitIfKnown();

        // The smaller is known when both sides have one, or when one side has none any more.
        private void EmitIfKnown()
        {
            if (_left.IsOver && _right.IsOver)
            {
                CompleteStage();
            }
            else if (IsAvailable(_stage.Out) && (_left.HasElement || _left.IsOver)
                && (_right.HasElement || _right.IsOver))
            {
                var takeLeft = _right.IsOver
                    || (!_left.IsOver && _stage._compare(_left.Element, _right.Element) <= 0);
                Push(_stage.Out, (takeLeft ? _left : _right).Take());
                EmitIfKnown();
            }
        }

        private sealed class Side(Logic logic, Inlet<T> inlet) : InHandler
        {
            public T Element { get; private set; } = default!;

            public bool HasElement { get; private set; }

            public bool IsOver => !HasElement && logic.IsClosed(inlet);

            public T Take()
            {
                var element = Element;
                Element = default!;
                HasElement = false;
                logic.TryPull(inlet);
                return element;
            }

            public override void OnPush()
            {
                Element = logic.Grab(inlet);
                HasElement = true;
                logic.EmitIfKnown();
            }

            public override void OnUpstreamFinish() => logic.EmitIfKnown();
        }
    }
}
