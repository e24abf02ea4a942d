using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of folds whose function is asynchronous: one call at a time, in the elements' order.</summary>
internal abstract class AsyncFoldLogic<TIn, TOut> : LinearLogic<TIn, TOut>
{
    private readonly TOut _zero;
    private readonly Func<TOut, TIn, Task<TOut>> _fold;
    private readonly Action _onDone;
    private Task<TOut>? _running;

    protected AsyncFoldLogic(
        LinearStage<TIn, TOut> stage, TOut zero, Func<TOut, TIn, Task<TOut>> fold, Attributes attributes)
        : base(stage, attributes)
    {
        _zero = Current = zero;
        _fold = fold;
        _onDone = GetAsyncCallback(OnDone);
    }

    protected TOut Current { get; private set; }

    protected bool IsRunning => _running is not null;

    public sealed override void OnPush()
    {
        try
        {
            _running = _fold(Current, Grab(Inlet));
        }
        catch (Exception e)
        {
            OnError(e);
            return;
        }

        if (_running.IsCompleted)
        {
            OnDone();
        }
        else
        {
            AsyncResults.WhenDone(_running, _onDone);
        }
    }

    /// <summary>There is a new result.</summary>
    protected abstract void OnResult();

    /// <summary>An element was skipped: the next may come, if there is one.</summary>
    protected abstract void OnSkipped();

    protected sealed override void OnRestart() => Current = _zero;

    private void OnDone()
    {
        var task = _running!;
        _running = null;
        if (AsyncResults.ErrorOf(task) is { } error)
        {
            OnError(error);
        }
        else
        {
            Current = task.Result;
            OnResult();
        }
    }

    private void OnError(Exception e)
    {
        if (Survives(e))
        {
            OnSkipped();
        }
    }
}

/// <summary>Every intermediate result of an asynchronous fold, beginning with the zero.</summary>
internal sealed class ScanAsync<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> fold)
    : LinearStage<TIn, TOut>("scanAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic(
        ScanAsync<TIn, TOut> stage, TOut zero, Func<TOut, TIn, Task<TOut>> fold, Attributes attributes)
        : AsyncFoldLogic<TIn, TOut>(stage, zero, fold, attributes)
    {
        private bool _zeroIsOut;

        public override void OnPull()
        {
            if (_zeroIsOut)
            {
                Pull(Inlet);
                return;
            }

            _zeroIsOut = true;
            Push(Outlet, Current);
            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
        }

        // The zero is always emitted, even when upstream is already over.
        public override void OnUpstreamFinish()
        {
            if (_zeroIsOut && !IsRunning)
            {
                CompleteStage();
            }
        }

        protected override void OnResult()
        {
            Push(Outlet, Current);
            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
        }

        protected override void OnSkipped()
        {
            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
            else
            {
                Pull(Inlet);
            }
        }
    }
}

/// <summary>The result of an asynchronous fold, when upstream completes.</summary>
internal sealed class AggregateAsync<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> fold)
    : LinearStage<TIn, TOut>("aggregateAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic(
        AggregateAsync<TIn, TOut> stage, TOut zero, Func<TOut, TIn, Task<TOut>> fold, Attributes attributes)
        : AsyncFoldLogic<TIn, TOut>(stage, zero, fold, attributes)
    {
        public override void OnPull() => Proceed();

        public override void OnUpstreamFinish()
        {
            if (!IsRunning && IsAvailable(Outlet))
            {
                Proceed();
            }
        }

        protected override void OnResult() => Proceed();

        protected override void OnSkipped() => Proceed();

        private void Proceed()
        {
            if (!IsClosed(Inlet))
            {
                Pull(Inlet);
            }
            else if (!IsRunning)
            {
                Push(Outlet, Current);
                CompleteStage();
            }
        }
    }
}
