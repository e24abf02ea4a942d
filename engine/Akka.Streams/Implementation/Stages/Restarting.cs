using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A source that is started again.</summary>
internal sealed class RestartingSource<T, TMat> : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("RestartWithBackoffSource.out");
    private readonly Func<Source<T, TMat>> _factory;
    private readonly RestartSettings _settings;
    private readonly bool _onlyOnFailures;

    public RestartingSource(Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    {
        _factory = factory;
        _settings = settings;
        _onlyOnFailures = onlyOnFailures;
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : RestartLogic
    {
        private readonly RestartingSource<T, TMat> _stage;

        public Logic(RestartingSource<T, TMat> stage)
            : base(stage.Shape, "RestartSource", stage._settings, stage._onlyOnFailures)
        {
            _stage = stage;
            BackOff();
        }

        protected override void BackOff() => SetHandler(_stage._out, DoNothing);

        protected override void StartGraph()
        {
            var input = CreateSubSinkInlet<T>("RestartWithBackoffSource.subIn");
            input.SetHandler(new LambdaInHandler(
                () => Push(_stage._out, input.Grab()),
                () =>
                {
                    if (!RestartsAfterFinish())
                    {
                        CompleteStage();
                    }
                },
                cause =>
                {
                    if (!RestartsAfterFailure(cause))
                    {
                        FailStage(cause);
                    }
                }));
            SetHandler(_stage._out, input.Pull, cause =>
            {
                input.Cancel(cause);
                CancelStage(cause);
            });
            _stage._factory().RunWith(input.Sink, SubFusingMaterializer);
            if (IsAvailable(_stage._out))
            {
                input.Pull();
            }
        }
    }
}

/// <summary>A sink that is started again.</summary>
internal sealed class RestartingSink<T, TMat> : GraphStage<SinkShape<T>>
{
    private readonly Inlet<T> _in = new("RestartWithBackoffSink.in");
    private readonly Func<Sink<T, TMat>> _factory;
    private readonly RestartSettings _settings;

    public RestartingSink(Func<Sink<T, TMat>> factory, RestartSettings settings)
    {
        _factory = factory;
        _settings = settings;
        Shape = new SinkShape<T>(_in);
    }

    public override SinkShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : RestartLogic
    {
        private readonly RestartingSink<T, TMat> _stage;

        public Logic(RestartingSink<T, TMat> stage)
            : base(stage.Shape, "RestartSink", stage._settings, onlyOnFailures: false)
        {
            _stage = stage;
            BackOff();
        }

        // What was pulled before the sink ended stays in the inlet and goes to the next one.
        protected override void BackOff() => SetHandler(_stage._in, DoNothing);

        protected override void StartGraph()
        {
            var output = new SubSourceOutlet<T>(this, "RestartWithBackoffSink.subOut");
            output.SetHandler(new LambdaOutHandler(() => Feed(output, _stage._in), OnInnerCancel));
            SetHandler(
                _stage._in,
                () => Feed(output, _stage._in),
                () =>
                {
                    output.Complete();
                    CompleteStage();
                },
                cause =>
                {
                    output.Fail(cause);
                    FailStage(cause);
                });
            _stage._factory().RunWith(output.Source, SubFusingMaterializer);
        }

        private void OnInnerCancel(Exception cause)
        {
            var restarts = cause is SubscriptionWithCancelException.NonFailureCancellation
                ? RestartsAfterFinish()
                : RestartsAfterFailure(cause);
            if (!restarts)
            {
                Cancel(_stage._in, cause);
            }
        }
    }
}

/// <summary>A flow that is started again.</summary>
internal sealed class RestartingFlow<TIn, TOut, TMat> : GraphStage<FlowShape<TIn, TOut>>
{
    private readonly Inlet<TIn> _in = new("RestartWithBackoffFlow.in");
    private readonly Outlet<TOut> _out = new("RestartWithBackoffFlow.out");
    private readonly Func<Flow<TIn, TOut, TMat>> _factory;
    private readonly RestartSettings _settings;
    private readonly bool _onlyOnFailures;

    public RestartingFlow(Func<Flow<TIn, TOut, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    {
        _factory = factory;
        _settings = settings;
        _onlyOnFailures = onlyOnFailures;
        Shape = new FlowShape<TIn, TOut>(_in, _out);
    }

    public override FlowShape<TIn, TOut> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : RestartLogic
    {
        private readonly RestartingFlow<TIn, TOut, TMat> _stage;
        private SubSourceOutlet<TIn>? _inner;

        public Logic(RestartingFlow<TIn, TOut, TMat> stage)
            : base(stage.Shape, "RestartFlow", stage._settings, stage._onlyOnFailures)
        {
            _stage = stage;
            BackOff();
        }

        protected override void BackOff()
        {
            SetHandler(_stage._in, DoNothing);
            SetHandler(_stage._out, DoNothing);
        }

        protected override void StartGraph()
        {
            var output = new SubSourceOutlet<TIn>(this, "RestartWithBackoffFlow.subOut");
            var input = CreateSubSinkInlet<TOut>("RestartWithBackoffFlow.subIn");
            _inner = output;
            ConnectInput(output);
            ConnectOutput(input);
            Source.FromGraph(output.Source).Via(_stage._factory()).RunWith(input.Sink, SubFusingMaterializer);
            if (IsClosed(_stage._in))
            {
                output.Complete();
            }

            if (IsAvailable(_stage._out))
            {
                input.Pull();
            }
        }

        private void ConnectInput(SubSourceOutlet<TIn> output)
        {
            // A flow that wants no more input is not over: it says how it ends at its output.
            output.SetHandler(new LambdaOutHandler(() => Feed(output, _stage._in), static _ => { }));
            SetHandler(_stage._in, () => Feed(output, _stage._in), output.Complete, output.Fail);
        }

        private void ConnectOutput(SubSinkInlet<TOut> input)
        {
            input.SetHandler(new LambdaInHandler(
                () => Push(_stage._out, input.Grab()),
                () =>
                {
                    if (IsClosed(_stage._in) || !RestartsAfterFinish())
                    {
                        CompleteStage();
                    }
                },
                cause =>
                {
                    _inner!.Fail(cause);
                    if (IsClosed(_stage._in) || !RestartsAfterFailure(cause))
                    {
                        FailStage(cause);
                    }
                }));
            SetHandler(_stage._out, input.Pull, cause =>
            {
                input.Cancel(cause);
                CancelStage(cause);
            });
        }
    }
}
