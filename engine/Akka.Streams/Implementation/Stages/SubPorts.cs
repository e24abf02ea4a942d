using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What a sub-stream tells the stage that runs it.</summary>
internal readonly record struct SubSignal<T>(SubSignalKind Kind, T Element = default!, Exception? Cause = null);

/// <summary>The kinds of signals of a sub-stream.</summary>
internal enum SubSignalKind
{
    Element,
    Finished,
    Failed,
    Pulled,
    Cancelled,
}

/// <summary>
/// A box for commands to a stage that may not have started: the last command waits, later ones go straight through.
/// </summary>
internal sealed class SubCommands<T>
{
    private readonly Lock _lock = new();
    private readonly List<SubSignal<T>> _early = [];
    private Action<SubSignal<T>>? _target;

    public void Send(SubSignal<T> command)
    {
        Action<SubSignal<T>>? target;
        lock (_lock)
        {
            target = _target;
            if (target is null)
            {
                _early.Add(command);
                return;
            }
        }

        target(command);
    }

    public void Open(Action<SubSignal<T>> target)
    {
        lock (_lock)
        {
            _early.ForEach(target);
            _early.Clear();
            _target = target;
        }
    }
}

/// <summary>The end of a sub-stream that feeds a stage: it pulls when it is told to.</summary>
internal sealed class SubSink<T> : GraphStage<SinkShape<T>>
{
    private readonly Inlet<T> _in = new("SubSink.in");
    private readonly Action<SubSignal<T>> _report;

    public SubSink(Action<SubSignal<T>> report)
    {
        _report = report;
        Shape = new SinkShape<T>(_in);
    }

    public SubCommands<T> Commands { get; } = new();

    public override SinkShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SubSink<T> _stage;
        private bool _over;

        public Logic(SubSink<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage._in, this);
        }

        public override void PreStart() => _stage.Commands.Open(GetAsyncCallback<SubSignal<T>>(Obey));

        public override void OnPush() => _stage._report(new SubSignal<T>(SubSignalKind.Element, Grab(_stage._in)));

        public override void OnUpstreamFinish() => Report(new SubSignal<T>(SubSignalKind.Finished));

        public override void OnUpstreamFailure(Exception e) =>
            Report(new SubSignal<T>(SubSignalKind.Failed, default!, e));

        public override void PostStop()
        {
            if (!_over)
            {
                Report(new SubSignal<T>(SubSignalKind.Failed, default!, new AbruptStageTerminationException(this)));
            }
        }

        private void Obey(SubSignal<T> command)
        {
            if (command.Kind == SubSignalKind.Pulled)
            {
                TryPull(_stage._in);
            }
            else
            {
                _over = true;
                Cancel(_stage._in, command.Cause!);
            }
        }

        private void Report(SubSignal<T> signal)
        {
            _over = true;
            _stage._report(signal);
        }
    }
}

/// <summary>The beginning of a sub-stream that a stage feeds: it pushes what it is given.</summary>
internal sealed class SubSource<T> : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("SubSource.out");
    private readonly Action<SubSignal<T>> _report;

    public SubSource(Action<SubSignal<T>> report)
    {
        _report = report;
        Shape = new SourceShape<T>(_out);
    }

    public SubCommands<T> Commands { get; } = new();

    public override SourceShape<T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SubSource<T> _stage;
        private bool _over;

        public Logic(SubSource<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage._out, this);
        }

        public override void PreStart() => _stage.Commands.Open(GetAsyncCallback<SubSignal<T>>(Obey));

        public override void OnPull() => _stage._report(new SubSignal<T>(SubSignalKind.Pulled));

        public override void OnDownstreamFinish(Exception cause)
        {
            _over = true;
            _stage._report(new SubSignal<T>(SubSignalKind.Cancelled, default!, cause));
            CompleteStage();
        }

        public override void PostStop()
        {
            if (!_over)
            {
                _stage._report(new SubSignal<T>(
                    SubSignalKind.Cancelled, default!, new AbruptStageTerminationException(this)));
            }
        }

        private void Obey(SubSignal<T> command)
        {
            switch (command.Kind)
            {
                case SubSignalKind.Element:
                    Push(_stage._out, command.Element);
                    break;
                case SubSignalKind.Failed:
                    _over = true;
                    FailStage(command.Cause!);
                    break;
                default:
                    _over = true;
                    CompleteStage();
                    break;
            }
        }
    }
}
