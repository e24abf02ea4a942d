using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>One element, or none, when the materialized source of a task is completed; null means none.</summary>
internal sealed class MaybeSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, TaskCompletionSource<T>>
{
    private readonly Outlet<T> _out = new("MaybeSource.out");

    public MaybeSource()
    {
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("maybeSource");

    public override ILogicAndMaterializedValue<TaskCompletionSource<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var promise = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<TaskCompletionSource<T>>(new Logic(this, promise), promise);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly MaybeSource<T> _stage;
        private readonly TaskCompletionSource<T> _promise;

        public Logic(MaybeSource<T> stage, TaskCompletionSource<T> promise)
            : base(stage.Shape)
        {
            _stage = stage;
            _promise = promise;
            SetHandler(stage._out, this);
        }

        public override void PreStart() => AsyncResults.WhenDone(_promise.Task, GetAsyncCallback(OnDone));

        public override void OnPull()
        {
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _promise.TrySetResult(default!);
            CancelStage(cause);
        }

        public override void PostStop() => _promise.TrySetException(new AbruptStageTerminationException(this));

        private void OnDone()
        {
            if (AsyncResults.ErrorOf((Task)_promise.Task) is { } error)
            {
                FailStage(error);
            }
            else if (_promise.Task.Result is { } element)
            {
                Emit(_stage._out, element, CompleteStage);
            }
            else
            {
                CompleteStage();
            }
        }
    }
}
