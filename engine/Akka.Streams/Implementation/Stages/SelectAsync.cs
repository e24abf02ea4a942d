using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Applies an asynchronous function to up to n elements at once and keeps their order.</summary>
internal sealed class SelectAsync<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper)
    : LinearStage<TIn, TOut>("selectAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, parallelism, mapper, inheritedAttributes);

    // A slot is filled, read and emptied in the stage's own turn only. A task that ends on another thread does no more
    // than put its slot on a list, and the first on the list asks for a turn, so an element can neither be overtaken
    // nor forgotten.
    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly int _parallelism;
        private readonly Func<TIn, Task<TOut>> _mapper;
        private readonly Queue<Slot> _slots;
        private readonly Stack<Slot> _free = new();
        private readonly AsyncNudge _nudge;
        private Slot? _done;

        public Logic(
            SelectAsync<TIn, TOut> stage, int parallelism, Func<TIn, Task<TOut>> mapper, Attributes attributes)
            : base(stage, attributes)
        {
            _parallelism = parallelism;
            _mapper = mapper;
            _slots = new Queue<Slot>(Math.Min(parallelism, 64));
            _nudge = new AsyncNudge(this, OnDone);
        }

        public override void OnPush()
        {
            Task<TOut> task;
            bool isCompleted;
            try
            {
                task = _mapper(Grab(Inlet));
                isCompleted = task.IsCompleted;
            }
            catch (Exception e)
            {
                if (Survives(e))
                {
                    Proceed();
                }

                return;
            }

            if (!isCompleted)
            {
                Wait(task);
            }
            else if (!Accept(task))
            {
                return;
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

        // False when the task has failed the stage: a failure that stops the stream does not wait for its turn.
        private bool Accept(Task<TOut> task)
        {
            if (AsyncResults.ErrorOf(task) is { } error)
            {
                return Survives(error);
            }

            if (_slots.Count == 0 && IsAvailable(Outlet))
            {
                Push(Outlet, task.Result);
            }
            else
            {
                Fill(task).IsDone = true;
            }

            return true;
        }

        private Slot Fill(Task<TOut> task)
        {
            if (!_free.TryPop(out var slot))
            {
                slot = new Slot(this);
            }

            slot.Task = task;
            _slots.Enqueue(slot);
            return slot;
        }

        private void Wait(Task<TOut> task) => AsyncResults.WhenDone(task, Fill(task).Report);

        // Any thread.
        private void Add(Slot slot)
        {
            Slot? head;
            do
            {
                head = Volatile.Read(ref _done);
                slot.Next = head;
            }
            while (Interlocked.CompareExchange(ref _done, slot, head) != head);

            if (head is null)
            {
                SendToSelf(_nudge);
            }
        }

        private void OnDone()
        {
            var slot = Interlocked.Exchange(ref _done, null);
            while (slot is not null)
            {
                slot.IsDone = true;
                if (AsyncResults.ErrorOf(slot.Task!) is { } error)
                {
                    slot.IsSkipped = Survives(error);
                    if (!slot.IsSkipped)
                    {
                        return;
                    }
                }

                slot = slot.TakeNext();
            }

            Proceed();
        }

        private void Proceed()
        {
            while (_slots.TryPeek(out var slot) && slot.IsDone && (slot.IsSkipped || IsAvailable(Outlet)))
            {
                _slots.Dequeue();
                if (!slot.IsSkipped)
                {
                    Push(Outlet, slot.Task!.Result);
                }

                slot.Clear();
                _free.Push(slot);
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

        private sealed class Slot
        {
            private readonly Logic _owner;

            public Slot(Logic owner)
            {
                _owner = owner;
                Report = () => _owner.Add(this);
            }

            public Action Report { get; }

            public Task<TOut>? Task { get; set; }

            public bool IsDone { get; set; }

            public bool IsSkipped { get; set; }

            /// <summary>The slot whose task ended before this one's, while both wait to be looked at.</summary>
            public Slot? Next { get; set; }

            public Slot? TakeNext()
            {
                var next = Next;
                Next = null;
                return next;
            }

            public void Clear()
            {
                Task = null;
                IsDone = IsSkipped = false;
            }
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
