using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Fails the stream when its first element comes too late.</summary>
internal sealed class InitialTimeout<T>(TimeSpan timeout) : LinearStage<T, T>("initialTimeout")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(InitialTimeout<T> stage, TimeSpan timeout) : TimedLogic<T, T>(stage)
    {
        public override void PreStart() => ScheduleOnce("initial", timeout);

        public override void OnPush()
        {
            CancelTimer("initial");
            Push(Outlet, Grab(Inlet));
        }

        protected override void OnTimer(object timerKey) =>
            FailStage(new TimeoutException($"The first element has not yet passed through in {timeout}."));
    }
}

/// <summary>Fails the stream when it has not completed in time.</summary>
internal sealed class CompletionTimeout<T>(TimeSpan timeout) : LinearStage<T, T>("completionTimeout")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(CompletionTimeout<T> stage, TimeSpan timeout) : TimedLogic<T, T>(stage)
    {
        public override void PreStart() => ScheduleOnce("completion", timeout);

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        protected override void OnTimer(object timerKey) =>
            FailStage(new TimeoutException($"The stream has not been completed in {timeout}."));
    }
}

/// <summary>Fails the stream when downstream leaves it without demand for too long.</summary>
internal sealed class BackpressureTimeout<T>(TimeSpan timeout) : LinearStage<T, T>("backpressureTimeout")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(BackpressureTimeout<T> stage, TimeSpan timeout) : TimedLogic<T, T>(stage)
    {
        private const int ChecksPerTimeout = 8;
        private TimeSpan _lastAt;
        private bool _isWaiting;

        public override void PreStart() => ScheduleRepeatedly("backpressure", timeout / ChecksPerTimeout);

        public override void OnPush()
        {
            _isWaiting = true;
            _lastAt = Now;
            Push(Outlet, Grab(Inlet));
        }

        public override void OnPull()
        {
            _isWaiting = false;
            Pull(Inlet);
        }

        protected override void OnTimer(object timerKey)
        {
            if (_isWaiting && Now - _lastAt >= timeout)
            {
                FailStage(new TimeoutException($"No demand signalled in the last {timeout}."));
            }
        }
    }
}

/// <summary>The elements that come before a time is over.</summary>
internal sealed class TakeWithin<T>(TimeSpan duration) : LinearStage<T, T>("takeWithin")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, duration);

    private sealed class Logic(TakeWithin<T> stage, TimeSpan duration) : TimedLogic<T, T>(stage)
    {
        public override void PreStart() => ScheduleOnce("takeWithin", duration);

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        protected override void OnTimer(object timerKey) => CompleteStage();
    }
}

/// <summary>The elements that come after a time is over.</summary>
internal sealed class SkipWithin<T>(TimeSpan duration) : LinearStage<T, T>("skipWithin")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, duration);

    private sealed class Logic(SkipWithin<T> stage, TimeSpan duration) : TimedLogic<T, T>(stage)
    {
        private bool _isOver;

        public override void PreStart() => ScheduleOnce("skipWithin", duration);

        public override void OnPush()
        {
            if (_isOver)
            {
                Push(Outlet, Grab(Inlet));
            }
            else
            {
                Pull(Inlet);
            }
        }

        protected override void OnTimer(object timerKey) => _isOver = true;
    }
}

/// <summary>Holds the first demand back for a time.</summary>
internal sealed class InitialDelay<T>(TimeSpan delay) : LinearStage<T, T>("initialDelay")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, delay);

    private sealed class Logic(InitialDelay<T> stage, TimeSpan delay) : TimedLogic<T, T>(stage)
    {
        private bool _isOpen = delay == TimeSpan.Zero;

        public override void PreStart()
        {
            if (!_isOpen)
            {
                ScheduleOnce("initialDelay", delay);
            }
        }

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        public override void OnPull()
        {
            if (_isOpen)
            {
                Pull(Inlet);
            }
        }

        protected override void OnTimer(object timerKey)
        {
            _isOpen = true;
            if (IsAvailable(Outlet))
            {
                Pull(Inlet);
            }
        }
    }
}
