using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of linear stages with timers.</summary>
internal abstract class TimedLogic<TIn, TOut> : TimerGraphStageLogic, IInHandler, IOutHandler
{
    protected readonly Inlet<TIn> Inlet;
    protected readonly Outlet<TOut> Outlet;

    protected TimedLogic(LinearStage<TIn, TOut> stage)
        : base(stage.Shape)
    {
        Inlet = stage.In;
        Outlet = stage.Out;
        SetHandler(Inlet, this);
        SetHandler(Outlet, this);
    }

    /// <summary>The time by the scheduler that also drives the timers.</summary>
    protected TimeSpan Now => Materializer is ActorMaterializer { System.Scheduler: var scheduler }
        ? scheduler.MonotonicClock
        : TimeSpan.FromMilliseconds(Environment.TickCount64);

    public abstract void OnPush();

    public virtual void OnPull() => Pull(Inlet);

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);
}

/// <summary>Fails the stream when no element passes for too long.</summary>
internal sealed class IdleTimeout<T>(TimeSpan timeout) : LinearStage<T, T>("idleTimeout")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(IdleTimeout<T> stage, TimeSpan timeout) : TimedLogic<T, T>(stage)
    {
        private const int ChecksPerTimeout = 8;
        private TimeSpan _lastAt;

        public override void PreStart()
        {
            _lastAt = Now;
            ScheduleRepeatedly("idle", timeout / ChecksPerTimeout);
        }

        public override void OnPush()
        {
            _lastAt = Now;
            Push(Outlet, Grab(Inlet));
        }

        protected override void OnTimer(object timerKey)
        {
            if (Now - _lastAt >= timeout)
            {
                FailStage(new TimeoutException($"No elements passed in the last {timeout}."));
            }
        }
    }
}

/// <summary>Injects an element whenever downstream has waited too long for one.</summary>
internal sealed class IdleInject<TIn, TOut>(TimeSpan timeout, Func<TOut> inject) : LinearStage<TIn, TOut>("keepAlive")
    where TIn : TOut
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, timeout, inject);

    private sealed class Logic(IdleInject<TIn, TOut> stage, TimeSpan timeout, Func<TOut> inject)
        : TimedLogic<TIn, TOut>(stage)
    {
        private bool _isDue;

        public override void PreStart()
        {
            Restart();
            Pull(Inlet);
        }

        public override void OnPush()
        {
            _isDue = false;
            CancelTimer("idle");
            if (IsAvailable(Outlet))
            {
                Pass();
            }
        }

        public override void OnPull()
        {
            if (IsAvailable(Inlet))
            {
                Pass();
                if (IsClosed(Inlet))
                {
                    CompleteStage();
                }
            }
            else if (_isDue)
            {
                Inject();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(Inlet))
            {
                CompleteStage();
            }
        }

        protected override void OnTimer(object timerKey)
        {
            _isDue = true;
            if (IsAvailable(Outlet))
            {
                Inject();
            }
        }

        private void Pass()
        {
            Push(Outlet, Grab(Inlet));
            Restart();
            TryPull(Inlet);
        }

        private void Inject()
        {
            _isDue = false;
            Push(Outlet, inject());
            Restart();
        }

        private void Restart() => ScheduleOnce("idle", timeout);
    }
}

/// <summary>Lets elements through at a bounded rate, by a token bucket.</summary>
internal sealed class Throttle<T>(int cost, TimeSpan per, int burst, Func<T, int> costOf, ThrottleMode mode)
    : LinearStage<T, T>("throttle")
{
    private readonly TimeSpan _perToken = per / cost;
    private readonly int _burst = burst;
    private readonly Func<T, int> _costOf = costOf;
    private readonly ThrottleMode _mode = mode;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    // Tokens are counted as time: the credit grows with the clock up to the burst, an element costs a stretch of it.
    private sealed class Logic(Throttle<T> stage) : TimedLogic<T, T>(stage)
    {
        private readonly TimeSpan _creditMax = stage._perToken * stage._burst;
        private TimeSpan _credit = stage._perToken * stage._burst;
        private TimeSpan _asOf;
        private bool _holds;
        private T _held = default!;

        public override void PreStart() => _asOf = Now;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            var wait = Spend(stage._costOf(element));
            if (wait <= TimeSpan.Zero)
            {
                Push(Outlet, element);
            }
            else if (stage._mode == ThrottleMode.Enforcing)
            {
                FailStage(new OverflowException("Maximum throttle throughput exceeded."));
            }
            else
            {
                _held = element;
                _holds = true;
                ScheduleOnce("throttle", wait);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_holds)
            {
                CompleteStage();
            }
        }

        protected override void OnTimer(object timerKey)
        {
            var element = _held;
            _holds = false;
            _held = default!;
            Push(Outlet, element);
            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
        }

        private TimeSpan Spend(int tokens)
        {
            var now = Now;
            var credit = _credit + (now - _asOf);
            _credit = (credit < _creditMax ? credit : _creditMax) - (stage._perToken * tokens);
            _asOf = now;
            return -_credit;
        }
    }
}
