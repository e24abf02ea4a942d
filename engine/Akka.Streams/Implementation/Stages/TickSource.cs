using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// The same element again and again in time; a tick that nobody wants is lost. Cancelling the materialized value
/// completes the stream.
/// </summary>
internal sealed class TickSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, ICancelable>
{
    private readonly Outlet<T> _out = new("TickSource.out");
    private readonly TimeSpan _initialDelay;
    private readonly TimeSpan _interval;
    private readonly T _tick;

    public TickSource(TimeSpan initialDelay, TimeSpan interval, T tick)
    {
        _initialDelay = initialDelay;
        _interval = interval;
        _tick = tick;
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("tickSource");

    public override ILogicAndMaterializedValue<ICancelable> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var cancelable = new CancellationTokenSource();
        return new LogicAndMaterializedValue<ICancelable>(
            new Logic(this, cancelable), new Cancellation(cancelable));
    }

    private sealed class Logic : TimerGraphStageLogic, IOutHandler
    {
        private readonly TickSource<T> _stage;
        private readonly CancellationTokenSource _cancelable;
        private CancellationTokenRegistration _registration;

        public Logic(TickSource<T> stage, CancellationTokenSource cancelable)
            : base(stage.Shape)
        {
            _stage = stage;
            _cancelable = cancelable;
            SetHandler(stage._out, this);
        }

        public override void PreStart()
        {
            _registration = _cancelable.Token.Register(GetAsyncCallback(CompleteStage));
            ScheduleRepeatedly("TickTimer", _stage._initialDelay, _stage._interval);
        }

        public override void PostStop() => _registration.Dispose();

        public void OnPull()
        {
        }

        public void OnDownstreamFinish(Exception cause) => CancelStage(cause);

        protected override void OnTimer(object timerKey)
        {
            if (IsAvailable(_stage._out))
            {
                Push(_stage._out, _stage._tick);
            }
        }
    }

    private sealed class Cancellation(CancellationTokenSource source) : ICancelable
    {
        public bool IsCancellationRequested => source.IsCancellationRequested;

        public CancellationToken Token => source.Token;

        public void Cancel() => source.Cancel();

        public void Cancel(bool throwOnFirstException) => source.Cancel(throwOnFirstException);

        public void CancelAfter(TimeSpan delay) => source.CancelAfter(delay);

        public void CancelAfter(int millisecondsDelay) => source.CancelAfter(millisecondsDelay);
    }
}
