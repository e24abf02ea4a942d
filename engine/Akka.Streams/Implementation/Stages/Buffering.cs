using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A bounded buffer between a fast upstream and a slow downstream.</summary>
internal sealed class Buffer<T>(int size, OverflowStrategy strategy) : LinearStage<T, T>("buffer")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, size, strategy, inheritedAttributes);

    private sealed class Logic(Buffer<T> stage, int size, OverflowStrategy strategy, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private readonly BoundedBuffer<T> _buffer = new(size);

        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            var element = Grab(Inlet);
            if (_buffer.IsEmpty && IsAvailable(Outlet))
            {
                Push(Outlet, element);
                Pull(Inlet);
            }
            else if (_buffer.Offer(element, strategy) == Offered.Failed)
            {
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was: {size})!"));
            }
            else
            {
                PullIfThereIsRoom();
            }
        }

        public override void OnPull()
        {
            if (!_buffer.IsEmpty)
            {
                Push(Outlet, _buffer.Dequeue());
            }

            if (!IsClosed(Inlet))
            {
                PullIfThereIsRoom();
            }
            else if (_buffer.IsEmpty)
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.IsEmpty)
            {
                CompleteStage();
            }
        }

        private void PullIfThereIsRoom()
        {
            if ((strategy != OverflowStrategy.Backpressure || !_buffer.IsFull) && !HasBeenPulled(Inlet))
            {
                Pull(Inlet);
            }
        }
    }
}

/// <summary>
/// Collects what comes while downstream is busy, until the cost reaches a limit; then upstream waits.
/// </summary>
internal sealed class Batch<TIn, TOut>(
    long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate)
    : LinearStage<TIn, TOut>("batch")
{
    private readonly long _max = max;
    private readonly Func<TIn, long> _cost = cost;
    private readonly Func<TIn, TOut> _seed = seed;
    private readonly Func<TOut, TIn, TOut> _aggregate = aggregate;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly Batch<TIn, TOut> _stage;
        private long _left;
        private bool _hasBatch;
        private TOut _batch = default!;
        private bool _hasPending;
        private TIn _pending = default!;

        public Logic(Batch<TIn, TOut> stage, Attributes attributes)
            : base(stage, attributes)
        {
            _stage = stage;
            _left = stage._max;
        }

        public override void PreStart() => Pull(Inlet);

        public override void OnPush()
        {
            var element = Grab(Inlet);
            try
            {
                Take(element);
            }
            catch (Exception e)
            {
                if (!Survives(e))
                {
                    return;
                }
            }

            if (IsAvailable(Outlet))
            {
                Flush();
            }

            if (!_hasPending)
            {
                PullIfNeeded();
            }
        }

        public override void OnPull()
        {
            if (_hasBatch)
            {
                Flush();
            }

            if (!IsClosed(Inlet))
            {
                PullIfNeeded();
            }
            else if (!_hasBatch)
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasBatch)
            {
                CompleteStage();
            }
        }

        protected override void OnRestart()
        {
            _hasBatch = false;
            _batch = default!;
            _left = _stage._max;
        }

        private void Take(TIn element)
        {
            var cost = _stage._cost(element);
            if (!_hasBatch)
            {
                Seed(element, cost);
            }
            else if (_left < cost)
            {
                _pending = element;
                _hasPending = true;
            }
            else
            {
                _batch = _stage._aggregate(_batch, element);
                _left -= cost;
            }
        }

        private void Seed(TIn element, long cost)
        {
            _batch = _stage._seed(element);
            _hasBatch = true;
            _left = _stage._max - cost;
        }

        private void Flush()
        {
            if (_hasBatch)
            {
                var batch = _batch;
                _hasBatch = false;
                _batch = default!;
                Push(Outlet, batch);
            }

            if (!_hasPending)
            {
                return;
            }

            var pending = _pending;
            _hasPending = false;
            _pending = default!;
            try
            {
                Seed(pending, _stage._cost(pending));
            }
            catch (Exception e)
            {
                Survives(e);
            }
        }
    }
}
