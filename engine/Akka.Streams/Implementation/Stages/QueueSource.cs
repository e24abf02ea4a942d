using Akka.Pattern;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A queue as a source: what is offered waits in a bounded buffer until downstream wants it.</summary>
/// <remarks>
/// While there is room, the thread that offers puts the element into the buffer itself and wakes the stage only when
/// that waits for one. What finds no room goes to the stage as a message, and so does all that follows until it is
/// answered: then the stage has the buffer to itself, and the order is kept.
/// </remarks>
internal sealed class QueueSource<T> :
    GraphStageWithMaterializedValue<SourceShape<T>, ISourceQueueWithComplete<T>>
{
    private readonly Outlet<T> _out = new("queueSource.out");
    private readonly int _size;
    private readonly OverflowStrategy _strategy;

    public QueueSource(int size, OverflowStrategy strategy)
    {
        _size = size;
        _strategy = strategy;
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("queueSource");

    public override ILogicAndMaterializedValue<ISourceQueueWithComplete<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<ISourceQueueWithComplete<T>>(logic, new Queue(logic));
    }

    private sealed record Offer(T Element, TaskCompletionSource<IQueueOfferResult> Result);

    private sealed class Logic : OutGraphStageLogic
    {
        private static readonly Task<IQueueOfferResult> s_enqueued =
            Task.FromResult<IQueueOfferResult>(QueueOfferResult.Enqueued.Instance);

        private readonly QueueSource<T> _stage;
        private readonly BoundedBuffer<T>? _buffer;
        private readonly AsyncNudge _wake;
        private readonly HashSet<Offer> _inFlight = [];
        private readonly Lock _lock = new();
        private readonly Action<Offer> _offer;
        private readonly Action _complete;
        private readonly Action<Exception> _fail;
        private Offer? _waiting;
        private bool _completing;

        // Under the lock: the stage waits for an element; nobody may enter the buffer any more; the stage is gone.
        private bool _isHungry;
        private bool _isClosed;
        private bool _stopped;

        public Logic(QueueSource<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _buffer = stage._size > 0 ? new BoundedBuffer<T>(stage._size) : null;
            _offer = GetAsyncCallback<Offer>(OnOffer);
            _wake = new AsyncNudge(this, OnWake);
            _complete = GetAsyncCallback(OnComplete);
            _fail = GetAsyncCallback<Exception>(OnFail);
            SetHandler(stage._out, this);
        }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Any thread. Offers that follow are refused; what is in the buffer still goes out.</summary>
        public void Complete()
        {
            Close();
            _complete();
        }

        /// <summary>Any thread. Fails the stream at once.</summary>
        public void Fail(Exception cause)
        {
            Close();
            _fail(cause);
        }

        /// <summary>Any thread. An offer that is still on its way when the stage stops is answered then.</summary>
        public Task<IQueueOfferResult> Enqueue(T element)
        {
            Offer offer;
            lock (_lock)
            {
                if (_stopped)
                {
                    return Task.FromException<IQueueOfferResult>(StreamDetachedException.Instance);
                }

                if (_buffer is { IsFull: false } && !_isClosed && _inFlight.Count == 0)
                {
                    _buffer.Enqueue(element);
                    if (!_isHungry)
                    {
                        return s_enqueued;
                    }

                    _isHungry = false;
                    offer = null!;
                }
                else
                {
                    offer = new Offer(element, NewResult());
                    _inFlight.Add(offer);
                }
            }

            if (offer is null)
            {
                SendToSelf(_wake);
                return s_enqueued;
            }

            _offer(offer);
            return offer.Result.Task;
        }

        public override void OnPull()
        {
            if (Next(out var element, out var accepted))
            {
                Push(_stage._out, element);
                if (accepted is not null)
                {
                    Answer(accepted, QueueOfferResult.Enqueued.Instance);
                }
            }

            CompleteIfDrained();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            Close();
            AnswerWaiting(QueueOfferResult.QueueClosed.Instance);
            if (cause is SubscriptionWithCancelException.NonFailureCancellation)
            {
                Ended.TrySetResult();
            }
            else
            {
                Ended.TrySetException(cause);
            }

            CancelStage(cause);
        }

        public override void PostStop()
        {
            Offer[] left;
            lock (_lock)
            {
                _stopped = true;
                left = [.. _inFlight];
                _inFlight.Clear();
            }

            foreach (var offer in left)
            {
                if (offer == _waiting)
                {
                    offer.Result.TrySetResult(QueueOfferResult.QueueClosed.Instance);
                }
                else
                {
                    offer.Result.TrySetException(StreamDetachedException.Instance);
                }
            }

            Ended.TrySetException(new AbruptStageTerminationException(this));
        }

        private static TaskCompletionSource<IQueueOfferResult> NewResult() =>
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private void Close()
        {
            lock (_lock)
            {
                _isClosed = true;
            }
        }

        // What goes out next, and the offer that could be accepted because of it.
        private bool Next(out T element, out Offer? accepted)
        {
            lock (_lock)
            {
                accepted = _waiting;
                _waiting = null;
                if (_buffer is { IsEmpty: false })
                {
                    element = _buffer.Dequeue();
                    if (accepted is not null)
                    {
                        _buffer.Enqueue(accepted.Element);
                    }

                    return true;
                }

                element = accepted is null ? default! : accepted.Element;
                _isHungry = accepted is null;
                return accepted is not null;
            }
        }

        private void OnWake()
        {
            if (IsAvailable(_stage._out))
            {
                OnPull();
            }
        }

        private void OnOffer(Offer offer)
        {
            if (_completing)
            {
                Answer(offer, QueueOfferResult.QueueClosed.Instance);
            }
            else if (_waiting is not null)
            {
                Refuse(offer);
            }
            else if (IsAvailable(_stage._out) && _buffer is null or { IsEmpty: true })
            {
                _isHungry = false;
                Push(_stage._out, offer.Element);
                Answer(offer, QueueOfferResult.Enqueued.Instance);
            }
            else if (_buffer is null)
            {
                OnOfferWithoutBuffer(offer);
            }
            else if (_buffer.IsFull && _stage._strategy == OverflowStrategy.Backpressure)
            {
                _waiting = offer;
            }
            else
            {
                OnOfferToBuffer(offer, _buffer);
            }
        }

        private void OnOfferToBuffer(Offer offer, BoundedBuffer<T> buffer)
        {
            switch (buffer.Offer(offer.Element, _stage._strategy))
            {
                case Offered.Enqueued:
                    Answer(offer, QueueOfferResult.Enqueued.Instance);
                    break;
                case Offered.Dropped:
                    Answer(offer, QueueOfferResult.Dropped.Instance);
                    break;
                default:
                    Overflow(offer);
                    break;
            }
        }

        // Without a buffer the one element that waits is the buffer.
        private void OnOfferWithoutBuffer(Offer offer)
        {
            switch (_stage._strategy)
            {
                case OverflowStrategy.Fail:
                    Overflow(offer);
                    break;
                case OverflowStrategy.DropNew:
                    Answer(offer, QueueOfferResult.Dropped.Instance);
                    break;
                default:
                    _waiting = offer;
                    break;
            }
        }

        private void Refuse(Offer offer)
        {
            if (_buffer is null
                && _stage._strategy is OverflowStrategy.DropHead or OverflowStrategy.DropTail
                    or OverflowStrategy.DropBuffer)
            {
                AnswerWaiting(QueueOfferResult.Dropped.Instance);
                _waiting = offer;
                return;
            }

            Remove(offer);
            offer.Result.TrySetException(new IllegalStateException(
                "You have to wait for the previous offer to be resolved to send another request"));
        }

        private void Overflow(Offer offer)
        {
            Close();
            var failure = new BufferOverflowException($"Buffer overflow (max capacity was: {_stage._size})!");
            Answer(offer, new QueueOfferResult.Failure(failure));
            Ended.TrySetException(failure);
            FailStage(failure);
        }

        private void OnComplete()
        {
            _completing = true;
            CompleteIfDrained();
        }

        private void OnFail(Exception cause)
        {
            AnswerWaiting(new QueueOfferResult.Failure(cause));
            Ended.TrySetException(cause);
            FailStage(cause);
        }

        // Once it completes, no other thread touches the buffer.
        private void CompleteIfDrained()
        {
            if (_completing && _waiting is null && _buffer is null or { IsEmpty: true })
            {
                Ended.TrySetResult();
                CompleteStage();
            }
        }

        private void AnswerWaiting(IQueueOfferResult result)
        {
            if (_waiting is { } waiting)
            {
                _waiting = null;
                Answer(waiting, result);
            }
        }

        private void Answer(Offer offer, IQueueOfferResult result)
        {
            Remove(offer);
            offer.Result.TrySetResult(result);
        }

        private void Remove(Offer offer)
        {
            lock (_lock)
            {
                _inFlight.Remove(offer);
            }
        }
    }

    private sealed class Queue(Logic logic) : ISourceQueueWithComplete<T>
    {
        public Task<IQueueOfferResult> OfferAsync(T element) => logic.Enqueue(element);

        public Task WatchCompletionAsync() => logic.Ended.Task;

        public void Complete() => logic.Complete();

        public void Fail(Exception ex) => logic.Fail(ex);
    }
}
