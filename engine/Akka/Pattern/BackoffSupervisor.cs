using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Starts its child again after a pause, each time the child stops.</summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly SupervisorStrategy _strategy;

    /// <summary>Holds its arguments; the pause is short again once the child has run for the shortest pause.</summary>
    public BackoffSupervisor(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(
            childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor,
            Actor.SupervisorStrategy.DefaultStrategy)
    {
    }

    /// <summary>Holds its arguments.</summary>
    public BackoffSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        SupervisorStrategy strategy,
        object? replyWhileStopped = null,
        Func<object, bool>? finalStopMessage = null)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    /// <summary>What to make the supervisor from.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <summary>What to make the supervisor from.</summary>
    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>What to make the supervisor from.</summary>
    public static Props Props(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries).Props;

    /// <summary>What to make the supervisor from.</summary>
    public static Props PropsWithSupervisorStrategy(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        SupervisorStrategy strategy)
    {
        Validate(minBackoff, maxBackoff, randomFactor);
        return Actor.Props.Create(() => new BackoffSupervisor(
            childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, strategy,
            null, null));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
        {
            return HandleBackoff(message);
        }

        Child = null;
        var max = (_strategy as OneForOneStrategy)?.MaxNumberOfRetries ?? -1;
        if (FinalStopMessageReceived || (max != -1 && RestartCountN >= max))
        {
            Context.System.Log.Debug(
                "Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, max);
            Context.Stop(Self);
            return true;
        }

        var delay = CalculateDelay(RestartCountN, _minBackoff, _maxBackoff, _randomFactor);
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, StartChild.Instance, Self);
        RestartCountN++;
        return true;
    }

    /// <summary>Asks for the child.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only instance.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The answer to <see cref="GetCurrentChild"/>.</summary>
    public sealed class CurrentChild
    {
        /// <summary>Holds the child.</summary>
        public CurrentChild(IActorRef? @ref)
        {
            Ref = @ref;
        }

        /// <summary>The child, or null while it is stopped.</summary>
        public IActorRef? Ref { get; }
    }

    /// <summary>Makes the pause short again.</summary>
    public new sealed class Reset
    {
        /// <summary>The only instance.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks how often the child was started again.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only instance.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>The answer to <see cref="GetRestartCount"/>.</summary>
    public sealed class RestartCount
    {
        /// <summary>Holds the count.</summary>
        public RestartCount(int count)
        {
            Count = count;
        }

        /// <summary>The count.</summary>
        public int Count { get; }
    }

    /// <summary>The pause is over.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        /// <summary>The only instance.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    /// <summary>The child has run long enough, if it was not started again meanwhile.</summary>
    public sealed class ResetRestartCount : IDeadLetterSuppression
    {
        /// <summary>Holds the count at the start.</summary>
        public ResetRestartCount(int current)
        {
            Current = current;
        }

        /// <summary>The count at the start.</summary>
        public int Current { get; }
    }
}

/// <summary>Starts its child again after a pause, each time the child fails in a way that is restarted.</summary>
internal sealed class BackoffOnRestartSupervisor(
    Props childProps,
    string childName,
    TimeSpan minBackoff,
    TimeSpan maxBackoff,
    IBackoffReset reset,
    double randomFactor,
    OneForOneStrategy strategy,
    object? replyWhileStopped,
    Func<object, bool>? finalStopMessage)
    : BackoffSupervisorBase(childProps, childName, reset, replyWhileStopped, finalStopMessage)
{
    private bool _restarting;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        strategy.MaxNumberOfRetries, strategy.WithinTimeRangeMilliseconds, Decide);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(Child):
                OnChildGone();
                return true;
            case WindowEnded:
                RestartCountN = 0;
                return true;
            case BackoffSupervisor.StartChild when _restarting:
                // The old one is still about; a new one is started once it is gone.
                return true;
            default:
                return HandleBackoff(message);
        }
    }

    private void OnChildGone()
    {
        Child = null;
        if (!_restarting || FinalStopMessageReceived)
        {
            // The child stopped by itself: so does its supervisor.
            Context.Stop(Self);
            return;
        }

        _restarting = false;
        var delay = CalculateDelay(RestartCountN, minBackoff, maxBackoff, randomFactor);
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, BackoffSupervisor.StartChild.Instance, Self);
        if (RestartCountN == 0 && strategy.WithinTimeRangeMilliseconds > 0)
        {
            Context.System.Scheduler.ScheduleTellOnce(
                TimeSpan.FromMilliseconds(strategy.WithinTimeRangeMilliseconds), Self, WindowEnded.Instance, Self);
        }

        RestartCountN++;
    }

    private Directive Decide(Exception cause)
    {
        var directive = strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
        {
            return directive;
        }

        var max = strategy.MaxNumberOfRetries;
        if (max >= 0 && RestartCountN >= max)
        {
            Context.System.Log.Debug(
                "Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, max);
            return Directive.Stop;
        }

        _restarting = true;
        return Directive.Stop;
    }

    /// <summary>The time in which the strategy counts restarts is over.</summary>
    private sealed class WindowEnded : IDeadLetterSuppression
    {
        public static readonly WindowEnded Instance = new();
    }
}
