using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// The consuming side of a <see cref="MergeHub"/>. Producers send their elements as events and have credit for as many
/// as their share of the buffer; emitting an element gives the credit back, half a share at a time.
/// </summary>
internal sealed class MergeHubSource<T>(int share) :
    GraphStageWithMaterializedValue<SourceShape<T>, Sink<T, NotUsed>>
{
    private readonly Outlet<T> _out = new("MergeHub.out");
    private SourceShape<T>? _shape;

    public override SourceShape<T> Shape => _shape ??= new SourceShape<T>(_out);

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("MergeHub");

    public override ILogicAndMaterializedValue<Sink<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this, share);
        var sink = Sink.FromGraph(new Producers(logic));
        return new LogicAndMaterializedValue<Sink<T, NotUsed>>(logic, sink);
    }

    private readonly record struct Arrival(Producer From, T Element);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly MergeHubSource<T> _stage;
        private readonly Action<Arrival> _arrive;
        private readonly Queue<Arrival> _waiting = new();
        private readonly HashSet<Producer> _producers = [];
        private readonly Lock _lock = new();
        private bool _isOver;

        public Logic(MergeHubSource<T> stage, int share)
            : base(stage.Shape)
        {
            _stage = stage;
            Share = share;
            _arrive = GetAsyncCallback<Arrival>(OnArrival);
            SetHandler(stage._out, this);
        }

        public int Share { get; }

        /// <summary>Any thread. False when the hub has ended.</summary>
        public bool TryRegister(Producer producer)
        {
            lock (_lock)
            {
                return !_isOver && _producers.Add(producer);
            }
        }

        /// <summary>Any thread.</summary>
        public void Unregister(Producer producer)
        {
            lock (_lock)
            {
                _producers.Remove(producer);
            }
        }

        /// <summary>Any thread. What a producer has sent is emitted even when the producer is gone.</summary>
        public void Send(Producer producer, T element) => _arrive(new Arrival(producer, element));

        public override void OnPull()
        {
            if (_waiting.TryDequeue(out var next))
            {
                Emit(next);
            }
        }

        public override void PostStop()
        {
            Producer[] left;
            lock (_lock)
            {
                _isOver = true;
                left = [.. _producers];
                _producers.Clear();
            }

            foreach (var producer in left)
            {
                producer.Close();
            }
        }

        private void OnArrival(Arrival arrival)
        {
            if (_waiting.Count == 0 && IsAvailable(_stage._out))
            {
                Emit(arrival);
            }
            else
            {
                _waiting.Enqueue(arrival);
            }
        }

        private void Emit(Arrival arrival)
        {
            Push(_stage._out, arrival.Element);
            arrival.From.OnEmitted();
        }
    }

    private sealed class Producers(Logic hub) : GraphStage<SinkShape<T>>
    {
        private readonly Inlet<T> _in = new("MergeHub.in");
        private SinkShape<T>? _shape;

        public override SinkShape<T> Shape => _shape ??= new SinkShape<T>(_in);

        protected override Attributes InitialAttributes { get; } = Attributes.CreateName("MergeHub");

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Producer(Shape, hub);
    }

    private sealed class Producer : InGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly Logic _hub;
        private readonly Action<int> _grant;
        private readonly Action _close;
        private int _credit;

        // The hub's own count of what it has not given back yet.
        private int _emitted;

        public Producer(SinkShape<T> shape, Logic hub)
            : base(shape)
        {
            _in = shape.Inlet;
            _hub = hub;
            _credit = hub.Share;
            _grant = GetAsyncCallback<int>(OnGrant);
            _close = GetAsyncCallback(CompleteStage);
            SetHandler(_in, this);
        }

        /// <summary>Any thread. The hub has ended.</summary>
        public void Close() => _close();

        /// <summary>The hub's turn: one element of this producer is out.</summary>
        public void OnEmitted()
        {
            if (++_emitted >= Math.Max(_hub.Share / 2, 1))
            {
                _grant(_emitted);
                _emitted = 0;
            }
        }

        public override void PreStart()
        {
            if (_hub.TryRegister(this))
            {
                Pull(_in);
            }
            else
            {
                CompleteStage();
            }
        }

        public override void OnPush()
        {
            _credit--;
            _hub.Send(this, Grab(_in));
            if (_credit > 0)
            {
                Pull(_in);
            }
        }

        public override void OnUpstreamFailure(Exception e) => throw new MergeHub.ProducerFailed(
            "Upstream producer failed with exception, removing from MergeHub now", e);

        public override void PostStop() => _hub.Unregister(this);

        private void OnGrant(int credit)
        {
            _credit += credit;
            if (!IsClosed(_in) && !HasBeenPulled(_in))
            {
                Pull(_in);
            }
        }
    }
}
