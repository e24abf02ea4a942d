using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Runs the sources that come in, up to <paramref name="breadth"/> at once, and emits their elements as they come, in
/// the order in which they began to wait.
/// </summary>
/// <remarks>
/// Each running source may be one element ahead. Fails with the first of them that fails, and cancels the others;
/// completes when upstream and all of them have.
/// </remarks>
internal sealed class FlattenMerge<TGraph, T, TMat>(int breadth) : LinearStage<TGraph, T>("flattenMerge")
    where TGraph : IGraph<SourceShape<T>, TMat>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, breadth, inheritedAttributes);

    private sealed class Logic(FlattenMerge<TGraph, T, TMat> stage, int breadth, Attributes attributes)
        : LinearLogic<TGraph, T>(stage, attributes)
    {
        private readonly Queue<SubSinkInlet<T>> _waiting = new();
        private int _running;

        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            Start(Grab(Inlet));
            if (_running < breadth)
            {
                TryPull(Inlet);
            }
        }

        public override void OnPull()
        {
            if (_waiting.TryDequeue(out var input))
            {
                Pass(input);
            }
        }

        public override void OnUpstreamFinish() => CompleteIfDone();

        private void Start(TGraph source)
        {
            var input = CreateSubSinkInlet<T>("FlattenMergeSink");
            input.SetHandler(new LambdaInHandler(() => OnElement(input), () => OnFinish(input), FailStage));
            _running++;
            input.Pull();
            var graph = Source.FromGraph(source).To(input.Sink);
            SubFusingMaterializer.Materialize(graph, Attributes);
        }

        private void OnElement(SubSinkInlet<T> input)
        {
            if (IsAvailable(Outlet))
            {
                Pass(input);
            }
            else
            {
                _waiting.Enqueue(input);
            }
        }

        private void Pass(SubSinkInlet<T> input)
        {
            Push(Outlet, input.Grab());
            if (input.IsClosed)
            {
                Remove();
            }
            else
            {
                input.Pull();
            }
        }

        // A source whose last element waits for demand counts as running until that is out.
        private void OnFinish(SubSinkInlet<T> input)
        {
            if (!input.IsAvailable)
            {
                Remove();
            }
        }

        private void Remove()
        {
            _running--;
            PullIfNeeded();
            CompleteIfDone();
        }

        private void CompleteIfDone()
        {
            if (_running == 0 && IsClosed(Inlet))
            {
                CompleteStage();
            }
        }
    }
}
