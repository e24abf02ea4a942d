using System.Threading.Channels;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Tests.Support;

/// <summary>A sink that a test works by hand: it pulls when the test says so, and records what comes.</summary>
internal sealed class HandSink<T> : GraphStageWithMaterializedValue<SinkShape<T>, HandSink<T>.Hand>
{
    private readonly Inlet<T> _in = new("hand.in");

    public HandSink()
    {
        Shape = new SinkShape<T>(_in);
    }

    public override SinkShape<T> Shape { get; }

    public override ILogicAndMaterializedValue<Hand> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<Hand>(logic, logic.Hand);
    }

    /// <summary>What the test holds.</summary>
    internal sealed class Hand(Action<long> request, Action<Exception> cancel)
    {
        private readonly Channel<object> _signals = Channel.CreateUnbounded<object>();

        /// <summary>Asks for n elements more.</summary>
        public void Request(long n = 1) => request(n);

        public void Cancel() => cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause) => cancel(cause);

        public async Task<T> Next() => (T)await Signal();

        /// <summary>Asks for one element and waits for it.</summary>
        public async Task<T> RequestNext()
        {
            Request();
            return await Next();
        }

        public async Task ExpectComplete() => Assert.Same(Done.Instance, await Signal());

        public async Task<Exception> ExpectError() => Assert.IsAssignableFrom<Exception>(await Signal());

        /// <summary>Nothing has come so far, nor does it within a moment.</summary>
        public async Task ExpectNothing()
        {
            await Task.Delay(50);
            Assert.False(_signals.Reader.TryRead(out var signal), $"unexpected {signal}");
        }

        internal void Record(object signal) => _signals.Writer.TryWrite(signal);

        private async Task<object> Signal() =>
            await _signals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly HandSink<T> _stage;
        private long _wanted;

        public Logic(HandSink<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            Hand = new Hand(GetAsyncCallback<long>(OnRequest), GetAsyncCallback<Exception>(c => Cancel(stage._in, c)));
            SetHandler(stage._in, this);
        }

        public Hand Hand { get; }

        public override void OnPush()
        {
            Hand.Record(Grab(_stage._in)!);
            PullIfWanted();
        }

        public override void OnUpstreamFinish()
        {
            Hand.Record(Done.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Hand.Record(e);
            CompleteStage();
        }

        private void OnRequest(long n)
        {
            _wanted += n;
            PullIfWanted();
        }

        private void PullIfWanted()
        {
            if (_wanted > 0 && !HasBeenPulled(_stage._in) && !IsClosed(_stage._in))
            {
                _wanted--;
                Pull(_stage._in);
            }
        }
    }
}

/// <summary>A source that a test works by hand: it pushes when the test says so, and records what is wanted.</summary>
internal sealed class HandSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, HandSource<T>.Hand>
{
    private readonly Outlet<T> _out = new("hand.out");

    public HandSource()
    {
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    public override ILogicAndMaterializedValue<Hand> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<Hand>(logic, logic.Hand);
    }

    /// <summary>What the test holds.</summary>
    internal sealed class Hand(Action<T> push, Action complete, Action<Exception> fail)
    {
        private readonly TaskCompletionSource<Exception> _cancelled =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _pulls;

        /// <summary>How often downstream has pulled.</summary>
        public int Pulls => Volatile.Read(ref _pulls);

        /// <summary>Pushes as soon as it may.</summary>
        public void Push(T element) => push(element);

        public void Complete() => complete();

        public void Fail(Exception e) => fail(e);

        public Task<Exception> Cancelled => _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));

        public bool IsCancelled => _cancelled.Task.IsCompleted;

        internal void RecordPull() => Interlocked.Increment(ref _pulls);

        internal void RecordCancel(Exception cause) => _cancelled.TrySetResult(cause);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly HandSource<T> _stage;
        private readonly Queue<T> _waiting = new();
        private bool _completing;

        public Logic(HandSource<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            Hand = new Hand(
                GetAsyncCallback<T>(OnElement), GetAsyncCallback(OnComplete), GetAsyncCallback<Exception>(FailStage));
            SetHandler(stage._out, this);
        }

        public Hand Hand { get; }

        public override void OnPull()
        {
            Hand.RecordPull();
            PushNext();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            Hand.RecordCancel(cause);
            CompleteStage();
        }

        private void OnElement(T element)
        {
            _waiting.Enqueue(element);
            PushNext();
        }

        private void OnComplete()
        {
            _completing = true;
            PushNext();
        }

        private void PushNext()
        {
            if (IsAvailable(_stage._out) && _waiting.TryDequeue(out var element))
            {
                Push(_stage._out, element);
            }

            if (_completing && _waiting.Count == 0)
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>A flow between two hands.</summary>
internal static class Hands
{
    public static (HandSource<TIn>.Hand In, HandSink<TOut>.Hand Out) Around<TIn, TOut, TMat>(
        Flow<TIn, TOut, TMat> flow, IMaterializer materializer) =>
        flow.RunWith(
            Source.FromGraph(new HandSource<TIn>()), Sink.FromGraph(new HandSink<TOut>()), materializer);
}
