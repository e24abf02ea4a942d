using Akka.Pattern;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What a publisher gives; the stream subscribes when it starts.</summary>
internal sealed class PublisherSource<T>(IPublisher<T> publisher) : SourceStage<T>("publisherSource")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new SubscriberSourceLogic<T>(Shape, inheritedAttributes, publisher);
}

/// <summary>What the materialized subscriber is given.</summary>
internal sealed class SubscriberSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, ISubscriber<T>>
{
    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("subscriberSource.out"));

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("subscriberSource");

    public override ILogicAndMaterializedValue<ISubscriber<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new SubscriberSourceLogic<T>(Shape, inheritedAttributes, null);
        return new LogicAndMaterializedValue<ISubscriber<T>>(logic, logic.Subscriber);
    }
}

/// <summary>
/// Asks for as many elements as the input buffer holds, and for more when half of them have gone on. Failures do not
/// wait for the elements before them; completion does.
/// </summary>
internal sealed class SubscriberSourceLogic<T> : OutGraphStageLogic
{
    private readonly Outlet<T> _out;
    private readonly IPublisher<T>? _publisher;
    private readonly int _capacity;
    private readonly int _batch;
    private ISubscription? _subscription;
    private int _taken;
    private bool _isOver;

    public SubscriberSourceLogic(SourceShape<T> shape, Attributes attributes, IPublisher<T>? publisher)
        : base(shape)
    {
        _out = shape.Outlet;
        _publisher = publisher;
        _capacity = attributes.GetMandatoryAttribute<Attributes.InputBuffer>().Max;
        _batch = Math.Max(1, _capacity / 2);
        Subscriber = new Inbox(_capacity, GetAsyncCallback(Look));
        SetHandler(_out, this);
    }

    public ISubscriber<T> Subscriber { get; }

    private Inbox Mail => (Inbox)Subscriber;

    public override void PreStart() => _publisher?.Subscribe(Subscriber);

    public override void OnPull() => PushNext();

    public override void OnDownstreamFinish(Exception cause)
    {
        _isOver = true;
        Mail.Close();
        CancelStage(cause);
    }

    public override void PostStop()
    {
        if (!_isOver)
        {
            Mail.Close();
        }
    }

    private void Look()
    {
        var (subscription, failure) = Mail.Open();
        if (failure is not null)
        {
            _isOver = true;
            Mail.Close();
            FailStage(failure);
            return;
        }

        if (_subscription is null && subscription is not null)
        {
            _subscription = subscription;
            subscription.Request(_capacity);
        }

        PushNext();
    }

    private void PushNext()
    {
        if (IsAvailable(_out) && Mail.TryTake(out var element))
        {
            Push(_out, element);
            if (++_taken == _batch)
            {
                _taken = 0;
                _subscription!.Request(_batch);
            }
        }

        if (Mail.IsDrained)
        {
            _isOver = true;
            CompleteStage();
        }
    }

    /// <summary>Takes the calls of the publisher, on any thread, and wakes the stage.</summary>
    private sealed class Inbox(int capacity, Action wake) : ISubscriber<T>
    {
        private readonly Lock _lock = new();
        private readonly BoundedBuffer<T> _elements = new(capacity);
        private ISubscription? _subscription;
        private Exception? _failure;
        private bool _isCompleted;
        private bool _isClosed;
        private bool _isWoken;

        public bool IsDrained
        {
            get
            {
                lock (_lock)
                {
                    return _isCompleted && _elements.IsEmpty;
                }
            }
        }

        public void OnSubscribe(ISubscription subscription)
        {
            ArgumentNullException.ThrowIfNull(subscription);
            lock (_lock)
            {
                if (!_isClosed && _subscription is null)
                {
                    _subscription = subscription;
                    Wake();
                    return;
                }
            }

            subscription.Cancel();
        }

        public void OnNext(T element)
        {
            Fusing.Elements.Require(element);
            lock (_lock)
            {
                if (!_isClosed && _elements.Offer(element, OverflowStrategy.Fail) == Offered.Failed)
                {
                    _failure ??= new IllegalStateException("Input buffer overrun: more came than was asked for");
                }

                Wake();
            }
        }

        public void OnError(Exception cause)
        {
            ArgumentNullException.ThrowIfNull(cause);
            lock (_lock)
            {
                _failure ??= cause;
                _subscription = null;
                Wake();
            }
        }

        public void OnComplete()
        {
            lock (_lock)
            {
                _isCompleted = true;
                Wake();
            }
        }

        public (ISubscription? Subscription, Exception? Failure) Open()
        {
            lock (_lock)
            {
                _isWoken = false;
                return (_subscription, _failure);
            }
        }

        public bool TryTake(out T element)
        {
            lock (_lock)
            {
                if (_elements.IsEmpty)
                {
                    element = default!;
                    return false;
                }

                element = _elements.Dequeue();
                return true;
            }
        }

        /// <summary>Wants no more, unless the publisher has already ended.</summary>
        public void Close()
        {
            ISubscription? subscription;
            lock (_lock)
            {
                _isClosed = true;
                _elements.Clear();
                subscription = _isCompleted ? null : _subscription;
                _subscription = null;
            }

            subscription?.Cancel();
        }

        private void Wake()
        {
            if (!_isWoken)
            {
                _isWoken = true;
                wake();
            }
        }
    }
}
