using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Elements from a state that a function carries on until it gives none.</summary>
internal sealed class Unfold<TState, T>(TState state, Func<TState, Option<(TState, T)>> function)
    : SourceStage<T>("unfold")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, state, function);

    private sealed class Logic(
        Unfold<TState, T> stage, TState initial, Func<TState, Option<(TState, T)>> function) : SourceLogic<T>(stage)
    {
        private TState _state = initial;

        public override void OnPull()
        {
            var next = function(_state);
            if (!next.HasValue)
            {
                CompleteStage();
                return;
            }

            (_state, var element) = next.Value;
            Push(Outlet, element);
        }
    }
}

/// <summary>The same with a function that takes its time.</summary>
internal sealed class UnfoldAsync<TState, T>(TState state, Func<TState, Task<Option<(TState, T)>>> function)
    : SourceStage<T>("unfoldAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, state, function);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly Func<TState, Task<Option<(TState, T)>>> _function;
        private readonly Action<Task<Option<(TState, T)>>> _onDone;
        private TState _state;

        public Logic(
            UnfoldAsync<TState, T> stage, TState initial, Func<TState, Task<Option<(TState, T)>>> function)
            : base(stage)
        {
            _function = function;
            _state = initial;
            _onDone = GetAsyncCallback<Task<Option<(TState, T)>>>(OnDone);
        }

        public override void OnPull()
        {
            var task = _function(_state);
            if (task.IsCompleted)
            {
                OnDone(task);
            }
            else
            {
                AsyncResults.WhenDone(task, () => _onDone(task));
            }
        }

        private void OnDone(Task<Option<(TState, T)>> task)
        {
            if (AsyncResults.ErrorOf((Task)task) is { } error)
            {
                FailStage(error);
            }
            else if (!task.Result.HasValue)
            {
                CompleteStage();
            }
            else
            {
                (_state, var element) = task.Result.Value;
                Push(Outlet, element);
            }
        }
    }
}
