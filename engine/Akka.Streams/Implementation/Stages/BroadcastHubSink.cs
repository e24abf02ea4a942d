using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// The producing side of a <see cref="BroadcastHub"/>. A consumer asks for more when it has emitted what it got, and
/// gets all that has come since; what all consumers have emitted leaves the buffer.
/// </summary>
internal sealed class BroadcastHubSink<T>(int capacity) :
    GraphStageWithMaterializedValue<SinkShape<T>, Source<T, NotUsed>>
{
    private readonly Inlet<T> _in = new("BroadcastHub.in");
    private SinkShape<T>? _shape;

    public override SinkShape<T> Shape => _shape ??= new SinkShape<T>(_in);

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("BroadcastHub");

    public override ILogicAndMaterializedValue<Source<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this, capacity);
        var source = Source.FromGraph(new BroadcastHubSource<T>(logic));
        return new LogicAndMaterializedValue<Source<T, NotUsed>>(logic, source);
    }

    private sealed class Logic : InGraphStageLogic, IBroadcastHub<T>
    {
        private readonly BroadcastHubSink<T> _stage;
        private readonly int _capacity;
        private readonly List<T> _buffer = [];
        private readonly Dictionary<IBroadcastConsumer<T>, Position> _positions = [];
        private readonly Action<IBroadcastConsumer<T>> _ask;
        private readonly Action<IBroadcastConsumer<T>> _leave;
        private readonly HashSet<IBroadcastConsumer<T>> _present = [];
        private readonly Lock _lock = new();
        private long _base;
        private bool _isOver;
        private Exception? _failure;

        public Logic(BroadcastHubSink<T> stage, int capacity)
            : base(stage.Shape)
        {
            _stage = stage;
            _capacity = capacity;
            _ask = GetAsyncCallback<IBroadcastConsumer<T>>(OnAsk);
            _leave = GetAsyncCallback<IBroadcastConsumer<T>>(OnLeave);
            SetHandler(stage._in, this);
        }

        private long End => _base + _buffer.Count;

        public bool TryJoin(IBroadcastConsumer<T> consumer, out Exception? failure)
        {
            lock (_lock)
            {
                failure = _failure;
                return !_isOver && _present.Add(consumer);
            }
        }

        public void Ask(IBroadcastConsumer<T> consumer) => _ask(consumer);

        public void Leave(IBroadcastConsumer<T> consumer)
        {
            lock (_lock)
            {
                _present.Remove(consumer);
            }

            _leave(consumer);
        }

        public override void PreStart() => Pull(_stage._in);

        public override void OnPush()
        {
            _buffer.Add(Grab(_stage._in));
            foreach (var (consumer, position) in _positions)
            {
                if (position.IsWaiting)
                {
                    Serve(consumer, position);
                }
            }

            PullIfRoom();
        }

        // Consumers that are behind still get what they have not seen.
        public override void OnUpstreamFinish()
        {
            SetKeepGoing(true);
            foreach (var (consumer, position) in _positions.ToArray())
            {
                if (position.IsWaiting)
                {
                    Dismiss(consumer);
                }
            }

            StopIfAlone();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _failure = e;
            FailStage(e);
        }

        public override void PostStop()
        {
            IBroadcastConsumer<T>[] left;
            lock (_lock)
            {
                _isOver = true;
                left = [.. _present];
                _present.Clear();
            }

            foreach (var consumer in left)
            {
                consumer.End(_failure);
            }
        }

        private void OnAsk(IBroadcastConsumer<T> consumer)
        {
            if (!_positions.TryGetValue(consumer, out var position))
            {
                position = new Position { Seen = _base, Sent = _base };
                _positions.Add(consumer, position);
            }

            position.Seen = position.Sent;
            position.IsWaiting = true;
            if (position.Sent < End)
            {
                Serve(consumer, position);
            }
            else if (IsClosed(_stage._in))
            {
                Dismiss(consumer);
                StopIfAlone();
            }

            Trim();
        }

        private void OnLeave(IBroadcastConsumer<T> consumer)
        {
            _positions.Remove(consumer);
            Trim();
            StopIfAlone();
        }

        private void Serve(IBroadcastConsumer<T> consumer, Position position)
        {
            position.IsWaiting = false;
            consumer.Give(_buffer.GetRange((int)(position.Sent - _base), (int)(End - position.Sent)));
            position.Sent = End;
        }

        private void Dismiss(IBroadcastConsumer<T> consumer)
        {
            _positions.Remove(consumer);
            lock (_lock)
            {
                _present.Remove(consumer);
            }

            consumer.End(null);
        }

        // Without consumers the buffer is kept for the first that comes.
        private void Trim()
        {
            if (_positions.Count == 0)
            {
                return;
            }

            var seen = _positions.Values.Min(static p => p.Seen);
            _buffer.RemoveRange(0, (int)(seen - _base));
            _base = seen;
            PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_buffer.Count < _capacity && !IsClosed(_stage._in) && !HasBeenPulled(_stage._in))
            {
                Pull(_stage._in);
            }
        }

        // Whoever has joined is waited for, even before the first question.
        private void StopIfAlone()
        {
            if (!IsClosed(_stage._in))
            {
                return;
            }

            lock (_lock)
            {
                if (_present.Count > 0)
                {
                    return;
                }
            }

            CompleteStage();
        }

        private sealed class Position
        {
            /// <summary>The consumer has emitted all before this.</summary>
            public long Seen { get; set; }

            /// <summary>The consumer has got all before this.</summary>
            public long Sent { get; set; }

            public bool IsWaiting { get; set; }
        }
    }
}
