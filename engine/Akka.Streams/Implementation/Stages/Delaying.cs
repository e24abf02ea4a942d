using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Every element a time after it came, from a bounded buffer.</summary>
/// <remarks>The input buffer of the stage's attributes says how many elements may wait.</remarks>
internal sealed class Delay<T>(TimeSpan time, DelayOverflowStrategy strategy) : LinearStage<T, T>("delay")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(
        this, time, strategy, inheritedAttributes.GetMandatoryAttribute<Attributes.InputBuffer>().Max);

    private sealed class Logic(Delay<T> stage, TimeSpan time, DelayOverflowStrategy strategy, int size)
        : TimedLogic<T, T>(stage)
    {
        private const string Timer = "delay";

        // A wait shorter than this is over: no timer is set for it.
        private static readonly TimeSpan s_precision = TimeSpan.FromMilliseconds(10);

        private readonly BoundedBuffer<(TimeSpan DueAt, T Element)> _buffer = new(size);

        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            if (_buffer.IsFull && strategy == DelayOverflowStrategy.EmitEarly)
            {
                EmitEarlyIfWanted();
                return;
            }

            if (_buffer.Offer((Now + time, Grab(Inlet)), Overflow) == Offered.Failed)
            {
                FailStage(new BufferOverflowException(
                    $"Buffer overflow for Delay combinator (max capacity was: {size})!"));
                return;
            }

            EmitIfDue();
            PullIfThereIsRoom();
        }

        public override void OnPull()
        {
            if (IsAvailable(Inlet))
            {
                EmitEarlyIfWanted();
                return;
            }

            EmitIfDue();
            PullIfThereIsRoom();
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.IsEmpty)
            {
                CompleteStage();
            }
        }

        protected override void OnTimer(object timerKey)
        {
            EmitIfDue();
            PullIfThereIsRoom();
        }

        private OverflowStrategy Overflow => strategy switch
        {
            DelayOverflowStrategy.EmitEarly or DelayOverflowStrategy.Backpressure => OverflowStrategy.Backpressure,
            DelayOverflowStrategy.DropHead => OverflowStrategy.DropHead,
            DelayOverflowStrategy.DropTail => OverflowStrategy.DropTail,
            DelayOverflowStrategy.DropBuffer => OverflowStrategy.DropBuffer,
            DelayOverflowStrategy.DropNew => OverflowStrategy.DropNew,
            DelayOverflowStrategy.Fail => OverflowStrategy.Fail,
            _ => throw new ArgumentException($"Unknown strategy {strategy}", nameof(strategy)),
        };

        // The element that came waits in the inlet until the oldest one is wanted.
        private void EmitEarlyIfWanted()
        {
            if (!IsAvailable(Outlet))
            {
                return;
            }

            Push(Outlet, _buffer.Dequeue().Element);
            _buffer.Enqueue((Now + time, Grab(Inlet)));
            CompleteIfDone();
            PullIfThereIsRoom();
        }

        private void EmitIfDue()
        {
            if (_buffer.IsEmpty || !IsAvailable(Outlet))
            {
                return;
            }

            var wait = _buffer.Peek().DueAt - Now;
            if (wait > s_precision)
            {
                if (!IsTimerActive(Timer))
                {
                    ScheduleOnce(Timer, wait);
                }

                return;
            }

            Push(Outlet, _buffer.Dequeue().Element);
            CompleteIfDone();
        }

        private void CompleteIfDone()
        {
            if (_buffer.IsEmpty && IsClosed(Inlet))
            {
                CompleteStage();
            }
        }

        private void PullIfThereIsRoom()
        {
            var hasRoom = strategy != DelayOverflowStrategy.Backpressure || !_buffer.IsFull;
            if (hasRoom && !IsClosed(Inlet) && !HasBeenPulled(Inlet) && !IsAvailable(Inlet))
            {
                Pull(Inlet);
            }
        }
    }
}

/// <summary>Takes one element ahead of demand.</summary>
internal sealed class Detach<T>() : LinearStage<T, T>("detacher")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(Detach<T> stage, Attributes attributes) : LinearLogic<T, T>(stage, attributes)
    {
        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            if (IsAvailable(Outlet))
            {
                Push(Outlet, Grab(Inlet));
                Pull(Inlet);
            }
        }

        public override void OnPull()
        {
            if (!IsAvailable(Inlet))
            {
                return;
            }

            Push(Outlet, Grab(Inlet));
            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
            else
            {
                Pull(Inlet);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(Inlet))
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>What a function makes of the last element, while downstream wants more than upstream gives.</summary>
internal sealed class Expand<TIn, TOut>(Func<TIn, IEnumerator<TOut>> extrapolate)
    : LinearStage<TIn, TOut>("expand")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, extrapolate, inheritedAttributes);

    // Each element is good for one emission before the next is asked for, unless it expands to nothing.
    private sealed class Logic(
        Expand<TIn, TOut> stage, Func<TIn, IEnumerator<TOut>> extrapolate, Attributes attributes)
        : LinearLogic<TIn, TOut>(stage, attributes)
    {
        // Stands on the element to push next; null when there is none.
        private IEnumerator<TOut>? _next;
        private bool _isFresh;

        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            Drop();
            _next = extrapolate(Grab(Inlet));
            _isFresh = true;
            Advance();
            if (_next is null)
            {
                Pull(Inlet);
            }
            else if (IsAvailable(Outlet))
            {
                Emit();
            }
        }

        public override void OnPull()
        {
            if (_next is not null)
            {
                Emit();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_next is null || !_isFresh)
            {
                CompleteStage();
            }
        }

        public override void PostStop() => Drop();

        private void Emit()
        {
            var isFirst = _isFresh;
            _isFresh = false;
            Push(Outlet, _next!.Current);
            if (IsClosed(Inlet))
            {
                CompleteStage();
                return;
            }

            Advance();
            if (isFirst)
            {
                Pull(Inlet);
            }
        }

        private void Advance()
        {
            if (!_next!.MoveNext())
            {
                Drop();
            }
        }

        private void Drop()
        {
            _next?.Dispose();
            _next = null;
        }
    }
}
