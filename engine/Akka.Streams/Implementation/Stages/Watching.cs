using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Passes everything on and tells, by a task, how the stream ended.</summary>
internal sealed class TerminationWatcher<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, Task<Done>>
{
    private readonly Inlet<T> _in = new("terminationWatcher.in");
    private readonly Outlet<T> _out = new("terminationWatcher.out");

    public TerminationWatcher()
    {
        Shape = new FlowShape<T, T>(_in, _out);
    }

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("terminationWatcher");

    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<Task<Done>>(logic, logic.Ended.Task);
    }

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly TerminationWatcher<T> _stage;

        public Logic(TerminationWatcher<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandlers(stage._in, stage._out, this);
        }

        public TaskCompletionSource<Done> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void OnPush() => Push(_stage._out, Grab(_stage._in));

        public override void OnPull() => Pull(_stage._in);

        public override void OnUpstreamFinish()
        {
            Ended.TrySetResult(Done.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Ended.TrySetException(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (cause is SubscriptionWithCancelException.NonFailureCancellation)
            {
                Ended.TrySetResult(Done.Instance);
            }
            else
            {
                Ended.TrySetException(cause);
            }

            CancelStage(cause);
        }

        public override void PostStop() => Ended.TrySetException(new AbruptStageTerminationException(this));
    }
}

/// <summary>Passes everything on and logs it.</summary>
internal sealed class Log<T>(string name, Func<T, object>? extract, ILoggingAdapter? adapter)
    : LinearStage<T, T>("log")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, name, extract, adapter, inheritedAttributes);

    private sealed class Logic : LinearLogic<T, T>
    {
        private static readonly Attributes.LogLevels s_defaults =
            new(LogLevel.DebugLevel, LogLevel.DebugLevel, LogLevel.ErrorLevel);

        private readonly string _name;
        private readonly Func<T, object>? _extract;
        private readonly ILoggingAdapter? _adapter;
        private readonly Attributes.LogLevels _levels;

        public Logic(
            Log<T> stage, string name, Func<T, object>? extract, ILoggingAdapter? adapter, Attributes attributes)
            : base(stage, attributes)
        {
            _name = name;
            _extract = extract;
            _adapter = adapter;
            _levels = attributes.GetAttribute(s_defaults);
        }

        private ILoggingAdapter Target => _adapter ?? Log;

        public override void OnPush()
        {
            try
            {
                var element = Grab(Inlet);
                if (IsOn(_levels.OnElement))
                {
                    var shown = _extract is null ? element! : _extract(element);
                    Target.Log(_levels.OnElement, "[{0}] Element: {1}", _name, shown);
                }

                Push(Outlet, element);
            }
            catch (Exception e)
            {
                SkipOrFail(e);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (IsOn(_levels.OnFinish))
            {
                Target.Log(_levels.OnFinish, "[{0}] Upstream finished.", _name);
            }

            base.OnUpstreamFinish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (IsOn(_levels.OnFailure))
            {
                Target.Log(_levels.OnFailure, e, "[{0}] Upstream failed, cause: {1}", _name, e.Message);
            }

            base.OnUpstreamFailure(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (IsOn(_levels.OnFinish))
            {
                Target.Log(_levels.OnFinish, "[{0}] Downstream finished, cause: {1}", _name, cause.Message);
            }

            base.OnDownstreamFinish(cause);
        }

        private bool IsOn(LogLevel level) => level != Attributes.LogLevels.Off && Target.IsEnabled(level);
    }
}
