using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The end of a sub-stream that feeds a stage: it pulls when it is told to.</summary>
internal sealed class SubSink<T> : GraphStage<SinkShape<T>>
{
    private readonly Inlet<T> _in = new("SubSink.in");
    private readonly SubPipe<T> _pipe;

    public SubSink(SubPipe<T> pipe)
    {
        _pipe = pipe;
        Shape = new SinkShape<T>(_in);
    }

    public override SinkShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly SubPipe<T> _pipe;
        private bool _isOver = true;

        public Logic(SubSink<T> stage)
            : base(stage.Shape)
        {
            _in = stage._in;
            _pipe = stage._pipe;
            SetHandler(_in, this);
        }

        public override void PreStart()
        {
            _pipe.AttachInner(GetAsyncCallback(Look));
            _isOver = false;
        }

        public override void OnPush() => _pipe.Push(Grab(_in));

        public override void OnUpstreamFinish()
        {
            _isOver = true;
            _pipe.Finish();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _isOver = true;
            _pipe.Fail(e);
            CompleteStage();
        }

        public override void PostStop()
        {
            if (!_isOver)
            {
                _pipe.Fail(new AbruptStageTerminationException(this));
            }
        }

        private void Look()
        {
            var signals = _pipe.TakeForProducer();
            if (signals.Has(SubSignals.Cancelled))
            {
                _isOver = true;
                Cancel(_in, _pipe.CancelCause!);
            }
            else if (signals.Has(SubSignals.Pulled))
            {
                TryPull(_in);
            }
        }
    }
}

/// <summary>The beginning of a sub-stream that a stage feeds: it pushes what it is given.</summary>
internal sealed class SubSource<T> : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("SubSource.out");
    private readonly SubPipe<T> _pipe;

    public SubSource(SubPipe<T> pipe)
    {
        _pipe = pipe;
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Outlet<T> _out;
        private readonly SubPipe<T> _pipe;
        private bool _isOver = true;

        public Logic(SubSource<T> stage)
            : base(stage.Shape)
        {
            _out = stage._out;
            _pipe = stage._pipe;
            SetHandler(_out, this);
        }

        public override void PreStart()
        {
            _pipe.AttachInner(GetAsyncCallback(Look));
            _isOver = false;
        }

        public override void OnPull() => _pipe.Pull();

        public override void OnDownstreamFinish(Exception cause)
        {
            _isOver = true;
            _pipe.Cancel(cause);
            CompleteStage();
        }

        public override void PostStop()
        {
            if (!_isOver)
            {
                _pipe.Cancel(new AbruptStageTerminationException(this));
            }
        }

        private void Look()
        {
            var signals = _pipe.TakeForConsumer();
            if (signals.Has(SubSignals.Element))
            {
                Push(_out, _pipe.TakeElement());
            }

            if (signals.Has(SubSignals.Failed))
            {
                _isOver = true;
                FailStage(_pipe.Failure!);
            }
            else if (signals.Has(SubSignals.Finished))
            {
                _isOver = true;
                CompleteStage();
            }
        }
    }
}
