using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Applies an asynchronous function to up to n elements at once and keeps their order.</summary>
internal sealed class SelectAsync<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper)
    : LinearStage<TIn, TOut>("selectAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, parallelism, mapper, inheritedAttributes);

    // A slot is filled, read and emptied in the stage's own turn only: a task that ends on another thread does no more
    // than send its slot, so an element can neither be overtaken nor forgotten.
    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly int _parallelism;
        private readonly Func<TIn, Task<TOut>> _mapper;
        private readonly Queue<Slot> _slots;
        private readonly Action<Slot> _onDone;

        public Logic(
            SelectAsync<TIn, TOut> stage, int parallelism, Func<TIn, Task<TOut>> mapper, Attributes attributes)
            : base(stage, attributes)
        {
            _parallelism = parallelism;
            _mapper = mapper;
            _slots = new Queue<Slot>(Math.Min(parallelism, 64));
            _onDone = GetAsyncCallback<Slot>(OnDone);
        }

        public override void OnPush()
        {
            try
            {
                var slot = new Slot(_mapper(Grab(Inlet)), _onDone);
                _slots.Enqueue(slot);
                if (!slot.IsDone)
                {
                    slot.Watch();
                }
                else if (!Accept(slot))
                {
                    return;
                }
            }
            catch (Exception e)
            {
                if (!Survives(e))
                {
                    return;
                }
            }

            Proceed();
        }

        public override void OnPull() => Proceed();

        public override void OnUpstreamFinish()
        {
            if (_slots.Count == 0)
            {
                CompleteStage();
            }
        }

        private void OnDone(Slot slot)
        {
            slot.IsDone = true;
            if (Accept(slot))
            {
                Proceed();
            }
        }

        // A failure that stops the stream does not wait for its turn.
        private bool Accept(Slot slot)
        {
            if (slot.Error is { } error)
            {
                slot.IsSkipped = Survives(error);
                return slot.IsSkipped;
            }

            return true;
        }

        private void Proceed()
        {
            while (_slots.TryPeek(out var slot) && slot.IsDone && (slot.IsSkipped || IsAvailable(Outlet)))
            {
                _slots.Dequeue();
                if (!slot.IsSkipped)
                {
                    Push(Outlet, slot.Result);
                }
            }

            if (_slots.Count == 0 && IsClosed(Inlet))
            {
                CompleteStage();
            }
            else if (_slots.Count < _parallelism)
            {
                PullIfNeeded();
            }
        }

        private sealed class Slot(Task<TOut> task, Action<Slot> onDone)
        {
            public bool IsDone { get; set; } = task.IsCompleted;

            public bool IsSkipped { get; set; }

            public TOut Result => task.Result;

            public Exception? Error => AsyncResults.ErrorOf(task);

            public void Watch() => AsyncResults.WhenDone(task, Report);

            private void Report() => onDone(this);
        }
    }
}

/// <summary>Applies an asynchronous function to up to n elements at once and emits results as they come.</summary>
internal sealed class SelectAsyncUnordered<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper)
    : LinearStage<TIn, TOut>("selectAsyncUnordered")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, parallelism, mapper, inheritedAttributes);

    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly int _parallelism;
        private readonly Func<TIn, Task<TOut>> _mapper;
        private readonly Queue<TOut> _ready = new();
        private readonly Action<Task<TOut>> _onDone;
        private int _running;

        public Logic(
            SelectAsyncUnordered<TIn, TOut> stage,
            int parallelism,
            Func<TIn, Task<TOut>> mapper,
            Attributes attributes)
            : base(stage, attributes)
        {
            _parallelism = parallelism;
            _mapper = mapper;
            _onDone = GetAsyncCallback<Task<TOut>>(OnDone);
        }

        public override void OnPush()
        {
            try
            {
                var task = _mapper(Grab(Inlet));
                _running++;
                if (task.IsCompleted)
                {
                    OnDone(task);
                    return;
                }

                AsyncResults.WhenDone(task, () => _onDone(task));
            }
            catch (Exception e)
            {
                if (!Survives(e))
                {
                    return;
                }
            }

            Proceed();
        }

        public override void OnPull() => Proceed();

        public override void OnUpstreamFinish() => CompleteIfDone();

        private void OnDone(Task<TOut> task)
        {
            _running--;
            if (AsyncResults.ErrorOf(task) is not { } error)
            {
                _ready.Enqueue(task.Result);
            }
            else if (!Survives(error))
            {
                return;
            }

            Proceed();
        }

        private void Proceed()
        {
            if (_ready.Count > 0 && IsAvailable(Outlet))
            {
                Push(Outlet, _ready.Dequeue());
            }

            CompleteIfDone();
            if (_running + _ready.Count < _parallelism)
            {
                PullIfNeeded();
            }
        }

        private void CompleteIfDone()
        {
            if (_running == 0 && _ready.Count == 0 && IsClosed(Inlet))
            {
                CompleteStage();
            }
        }
    }
}
