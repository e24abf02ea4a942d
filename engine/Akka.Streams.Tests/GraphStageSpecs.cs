using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

public class GraphStageSpecs : StreamSpec
{
    [Fact]
    public async Task Emitted_elements_wait_for_demand_and_keep_their_order()
    {
        var stage = new LambdaStage<int, int>(s => new Steps(s)
        {
            Push = (logic, x) =>
            {
                logic.DoEmit(x);
                logic.DoEmitMany([x + 1, x + 2], () => logic.DoEmit(x + 3));
                logic.DoEmit(x + 4);
            },
            Pull = logic => logic.DoTryPull(),
            Finish = logic => logic.CompleteStage(),
        });
        var (source, sink) = Hands.Around(Flow.FromGraph(stage), Materializer);
        sink.Request();
        source.Push(10);
        source.Complete();
        Assert.Equal(10, await sink.Next());
        await sink.ExpectNothing();
        Assert.Equal(11, await sink.RequestNext());
        Assert.Equal(12, await sink.RequestNext());
        Assert.Equal(14, await sink.RequestNext());
        Assert.Equal(13, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Read_hands_over_elements_and_the_end()
    {
        var stage = new LambdaStage<int, int>(s => new Steps(s)
        {
            Start = logic => logic.DoRead(x => logic.DoEmit(x * 10), () => logic.DoEmit(-1)),
            Push = (logic, x) => logic.DoEmit(x),
            Pull = logic => logic.DoPullOnce(),
        });
        Assert.Equal([10, 2, 3], await AllOf(Source.From([1, 2, 3]).Via(stage)));
        Assert.Equal([-1], await AllOf(Source.Empty<int>().Via(stage)));
    }

    [Fact]
    public async Task A_mistake_with_a_port_fails_the_stage()
    {
        Assert.Contains("Cannot pull port", await MistakeOf((logic, _) => { logic.DoPull(); logic.DoPull(); }));
        Assert.Contains("already empty input port", await MistakeOf((logic, _) => logic.DoGrab()));
        Assert.Contains("Cannot push port", await MistakeOf((logic, x) => { logic.DoPush(x); logic.DoPush(x); }));
        Assert.Contains("Cannot pull closed port", await MistakeOf((logic, _) =>
        {
            logic.DoCancel();
            logic.DoPull();
        }));
        Assert.Contains("Cannot push closed port", await MistakeOf((logic, x) =>
        {
            logic.DoComplete();
            logic.DoPush(x);
        }));
    }

    [Fact]
    public async Task Callbacks_from_other_threads_enter_in_the_turn_of_the_stage()
    {
        Action<int>? callback = null;
        var inside = 0;
        var overlaps = 0;
        var sum = 0L;
        var stopped = new TaskCompletionSource();
        var stage = new LambdaStage<int, int>(s => new Steps(s)
        {
            Start = logic => callback = logic.Callback<int>(x =>
            {
                if (Interlocked.Increment(ref inside) != 1)
                {
                    overlaps++;
                }

                sum += x;
                Interlocked.Decrement(ref inside);
            }),
            Stop = _ => stopped.SetResult(),
        });
        var sink = Source.Never<int>().Via(stage).RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        await Eventually(() => Volatile.Read(ref callback) is not null, "started");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                callback!(1);
            }
        })));
        await Eventually(() => Volatile.Read(ref sum) == 20_000, "all have entered");
        Assert.Equal(0, overlaps);
        sink.Cancel();
        await stopped.Task.WaitAsync(Patience);
        callback!(1);
        await Task.Delay(20);
        Assert.Equal(20_000, sum);
    }

    [Fact]
    public async Task A_stage_that_keeps_going_lives_until_it_is_completed()
    {
        var stopped = new TaskCompletionSource();
        Action<int>? finish = null;
        var stage = new LambdaStage<int, int>(s => new Steps(s)
        {
            Start = logic =>
            {
                logic.KeepGoing(true);
                Volatile.Write(ref finish, logic.Callback<int>(_ => logic.CompleteStage()));
            },
            Stop = _ => stopped.SetResult(),
            Finish = logic => logic.DoComplete(),
        });
        await AllOf(Source.Empty<int>().Via(stage));
        await Task.Delay(30);
        Assert.False(stopped.Task.IsCompleted);
        finish!(0);
        await stopped.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Every_stage_is_stopped_once_however_the_stream_ends()
    {
        foreach (var end in new[] { "complete", "fail", "cancel", "throw" })
        {
            var stops = 0;
            var stage = new LambdaStage<int, int>(s => new Steps(s)
            {
                Push = (logic, x) => logic.DoPush(x > 0 ? x : throw new InvalidOperationException()),
                Pull = logic => logic.DoTryPull(),
                Stop = _ => Interlocked.Increment(ref stops),
            });
            var (source, sink) = Hands.Around(Flow.FromGraph(stage).Via(stage).Async().Via(stage), Materializer);
            sink.Request(2);
            switch (end)
            {
                case "complete":
                    source.Complete();
                    break;
                case "fail":
                    source.Fail(new InvalidOperationException());
                    break;
                case "cancel":
                    sink.Cancel();
                    break;
                default:
                    source.Push(-1);
                    break;
            }

            await Eventually(() => Volatile.Read(ref stops) == 3, end);
        }
    }

    [Fact]
    public async Task A_busy_stream_lets_other_actors_of_its_dispatcher_run()
    {
        var endless = Source.Repeat(1).RunWith(Sink.Ignore<int>(), Materializer);
        var alsoEndless = Source.Repeat(1).RunWith(Sink.Ignore<int>(), Materializer);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(3, (await AllOf(Source.From([1, 2, 3]).Async().Select(x => x))).Count);
        }

        Assert.False(endless.IsCompleted || alsoEndless.IsCompleted);
        Materializer.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => endless.WaitAsync(Patience));
    }

    private async Task<string> MistakeOf(Action<Steps, int> mistake)
    {
        Exception? caught = null;
        var stage = new LambdaStage<int, int>(s => new Steps(s)
        {
            Push = (logic, x) =>
            {
                caught = Record.Exception(() => mistake(logic, x));
                logic.CompleteStage();
            },
        });
        await AllOf(Source.From([1, 2]).Via(stage));
        return Assert.IsType<ArgumentException>(caught).Message;
    }

    private sealed class LambdaStage<TIn, TOut>(Func<LambdaStage<TIn, TOut>, GraphStageLogic> logic)
        : GraphStage<FlowShape<TIn, TOut>>
    {
        public Inlet<TIn> In => Shape.Inlet;

        public Outlet<TOut> Out => Shape.Outlet;

        public override FlowShape<TIn, TOut> Shape { get; } = new(new Inlet<TIn>("l.in"), new Outlet<TOut>("l.out"));

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => logic(this);
    }

    // A logic made of functions, with its operations opened to them.
    private sealed class Steps : InAndOutGraphStageLogic
    {
        private readonly LambdaStage<int, int> _stage;

        public Steps(LambdaStage<int, int> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandlers(stage.In, stage.Out, this);
        }

        public Action<Steps, int> Push { get; init; } = (logic, x) => logic.DoPush(x);

        public Action<Steps> Pull { get; init; } = logic => logic.DoTryPull();

        public Action<Steps> Start { get; init; } = _ => { };

        public Action<Steps> Stop { get; init; } = _ => { };

        public Action<Steps> Finish { get; init; } = logic => logic.CompleteStage();

        public override void PreStart() => Start(this);

        public override void PostStop() => Stop(this);

        public override void OnPush() => Push(this, Grab(_stage.In));

        public override void OnPull() => Pull(this);

        public override void OnUpstreamFinish() => Finish(this);

        public void DoEmit(int x) => Emit(_stage.Out, x);

        public void DoEmitMany(IEnumerable<int> all, Action andThen) => EmitMultiple(_stage.Out, all, andThen);

        public void DoRead(Action<int> andThen, Action onClose) => Read(_stage.In, andThen, onClose);

        public void DoPush(int x) => base.Push(_stage.Out, x);

        public void DoPull() => base.Pull(_stage.In);

        public void DoTryPull() => TryPull(_stage.In);

        public void DoPullOnce()
        {
            if (!HasBeenPulled(_stage.In))
            {
                TryPull(_stage.In);
            }
        }

        public void DoGrab() => Grab(_stage.In);

        public void DoCancel() => Cancel(_stage.In);

        public void DoComplete() => Complete(_stage.Out);

        public void KeepGoing(bool enabled) => SetKeepGoing(enabled);

        public Action<T> Callback<T>(Action<T> handler) => GetAsyncCallback(handler);
    }
}
