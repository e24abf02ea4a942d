using Akka.Pattern;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Materializes a publisher, for one subscriber or for many. Upstream waits until there is one; it is cancelled when
/// the last has gone, or when none came in time.
/// </summary>
/// <remarks>
/// Of many, each gets what comes after it subscribed; the fastest may be as far ahead of the slowest as the input
/// buffer allows.
/// </remarks>
internal sealed class PublisherSink<T>(bool fanout) : SinkStage<T, IPublisher<T>>("publisherSink")
{
    public override ILogicAndMaterializedValue<IPublisher<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = fanout ? inheritedAttributes.GetMandatoryAttribute<Attributes.InputBuffer>().Max : 1;
        var logic = new Logic(Shape, size, fanout);
        return new LogicAndMaterializedValue<IPublisher<T>>(logic, logic.Publisher);
    }

    private sealed class Logic : TimerGraphStageLogic, IInHandler
    {
        private readonly Inlet<T> _in;
        private readonly bool _fanout;
        private readonly int _size;
        private readonly List<Reader> _readers = [];

        // What some reader has still to get; the first has the number _first.
        private readonly BoundedBuffer<T> _elements;
        private long _first;
        private bool _hadReader;
        private Exception? _failure;

        public Logic(SinkShape<T> shape, int size, bool fanout)
            : base(shape)
        {
            _in = shape.Inlet;
            _size = size;
            _fanout = fanout;
            _elements = new BoundedBuffer<T>(size);
            Publisher = new Gate(GetAsyncCallback(LetIn));
            SetHandler(_in, this);
        }

        public Gate Publisher { get; }

        private long Next => _first + _elements.Count;

        public override void PreStart()
        {
            SetKeepGoing(true);
            if (Materializer is ActorMaterializer
                {
                    Settings.SubscriptionTimeoutSettings:
                    { Mode: StreamSubscriptionTimeoutTerminationMode.CancelTermination } timeout
                })
            {
                ScheduleOnce("subscription", timeout.Timeout);
            }
        }

        public void OnPush()
        {
            _elements.Enqueue(Grab(_in));
            Serve();
        }

        public void OnUpstreamFinish()
        {
            if (_hadReader)
            {
                Serve();
            }
        }

        public void OnUpstreamFailure(Exception e)
        {
            _failure = e;
            if (_hadReader)
            {
                End(e);
            }
        }

        public override void PostStop()
        {
            var abrupt = new AbruptStageTerminationException(this);
            _readers.ForEach(reader => reader.Subscriber.OnError(abrupt));
            Publisher.Close();
        }

        protected override void OnTimer(object timerKey)
        {
            if (!_hadReader)
            {
                Cancel(_in, new SubscriptionTimeoutException("Publisher was not subscribed to in time"));
                End(null);
            }
        }

        private void LetIn()
        {
            while (Publisher.Next() is { } subscriber)
            {
                OnSubscribe(subscriber);
            }
        }

        private void OnSubscribe(ISubscriber<T> subscriber)
        {
            if (_hadReader && !_fanout)
            {
                Gate.Refuse(subscriber, new IllegalStateException("This publisher supports only one subscriber"));
                return;
            }

            _hadReader = true;
            var reader = new Reader(subscriber, Next);
            reader.Connect(GetAsyncCallback<long>(n => OnRequest(reader, n)), GetAsyncCallback(() => OnCancel(reader)));
            _readers.Add(reader);
            subscriber.OnSubscribe(reader);
            if (_failure is not null)
            {
                End(_failure);
            }
            else
            {
                Serve();
            }
        }

        private void OnRequest(Reader reader, long n)
        {
            if (n > 0)
            {
                reader.Wanted = Demand.Plus(reader.Wanted, n);
                Serve();
            }
            else if (_readers.Contains(reader))
            {
                reader.Subscriber.OnError(Demand.NotPositive(n));
                OnCancel(reader);
            }
        }

        private void OnCancel(Reader reader)
        {
            if (!_readers.Remove(reader))
            {
                return;
            }

            if (_readers.Count == 0)
            {
                Cancel(_in);
                End(null);
            }
            else
            {
                Serve();
            }
        }

        private void Serve()
        {
            var slowest = Next;
            var isWanted = false;
            foreach (var reader in _readers)
            {
                Give(reader);
                slowest = Math.Min(slowest, reader.Position);
                isWanted |= reader.Wanted > 0;
            }

            while (_first < slowest)
            {
                _elements.Dequeue();
                _first++;
            }

            if (IsClosed(_in))
            {
                CompleteServed();
            }
            else if (isWanted && _elements.Count < _size && !HasBeenPulled(_in))
            {
                Pull(_in);
            }
        }

        private void Give(Reader reader)
        {
            while (reader.Wanted > 0 && reader.Position < Next)
            {
                reader.Wanted -= reader.Wanted == long.MaxValue ? 0 : 1;
                var element = _elements[(int)(reader.Position - _first)];
                reader.Position++;
                reader.Subscriber.OnNext(element);
            }
        }

        private void CompleteServed()
        {
            foreach (var reader in _readers.FindAll(r => r.Position == Next))
            {
                _readers.Remove(reader);
                reader.Subscriber.OnComplete();
            }

            if (_readers.Count == 0 && _hadReader)
            {
                End(null);
            }
        }

        private void End(Exception? failure)
        {
            Reader[] readers = [.. _readers];
            _readers.Clear();
            foreach (var reader in readers)
            {
                reader.Subscriber.OnError(failure!);
            }

            Publisher.Close();
            CompleteStage();
        }
    }

    /// <summary>One subscription: how far its subscriber has come, and how much further it wants to go.</summary>
    private sealed class Reader(ISubscriber<T> subscriber, long position) : ISubscription
    {
        private Action<long>? _request;
        private Action? _cancel;

        public ISubscriber<T> Subscriber { get; } = subscriber;

        public long Position { get; set; } = position;

        public long Wanted { get; set; }

        public void Connect(Action<long> request, Action cancel)
        {
            _request = request;
            _cancel = cancel;
        }

        public void Request(long n) => _request!(n);

        public void Cancel() => _cancel!();
    }

    /// <summary>Where subscribers wait for the stage; any thread may come, and nobody is left when it ends.</summary>
    private sealed class Gate(Action wake) : IPublisher<T>
    {
        private readonly Lock _lock = new();
        private readonly Queue<ISubscriber<T>> _waiting = new();
        private bool _isClosed;

        public static void Refuse(ISubscriber<T> subscriber, Exception why)
        {
            subscriber.OnSubscribe(NoSubscription.Instance);
            subscriber.OnError(why);
        }

        public void Subscribe(ISubscriber<T> subscriber)
        {
            ArgumentNullException.ThrowIfNull(subscriber);
            lock (_lock)
            {
                if (!_isClosed)
                {
                    _waiting.Enqueue(subscriber);
                    wake();
                    return;
                }
            }

            RefuseAsClosed(subscriber);
        }

        public ISubscriber<T>? Next()
        {
            lock (_lock)
            {
                return _waiting.TryDequeue(out var subscriber) ? subscriber : null;
            }
        }

        public void Close()
        {
            lock (_lock)
            {
                _isClosed = true;
            }

            while (Next() is { } subscriber)
            {
                RefuseAsClosed(subscriber);
            }
        }

        private static void RefuseAsClosed(ISubscriber<T> subscriber) =>
            Refuse(subscriber, new IllegalStateException("Cannot subscribe to shut-down Publisher"));
    }

    private sealed class NoSubscription : ISubscription
    {
        public static readonly NoSubscription Instance = new();

        public void Request(long n)
        {
        }

        public void Cancel()
        {
        }
    }
}
