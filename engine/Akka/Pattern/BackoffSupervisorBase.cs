using Akka.Actor;

namespace Akka.Pattern;

/// <summary>The base of supervisors that start their one child again after a pause that grows.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    internal BackoffSupervisorBase(
        Props childProps,
        string childName,
        IBackoffReset reset,
        object? replyWhileStopped,
        Func<object, bool>? finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
    }

    /// <summary>What the child is made from.</summary>
    protected Props ChildProps { get; }

    /// <summary>The child's name.</summary>
    protected string ChildName { get; }

    /// <summary>When the pause becomes short again.</summary>
    protected IBackoffReset Reset { get; }

    /// <summary>What is answered while the child is stopped.</summary>
    protected object? ReplyWhileStopped { get; }

    /// <summary>Which message is the last.</summary>
    protected Func<object, bool>? FinalStopMessage { get; }

    /// <summary>The child, or null while it is stopped.</summary>
    protected IActorRef? Child { get; set; }

    /// <summary>How often the child was started again.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>True once the last message was seen.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    internal static void Validate(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        if (minBackoff <= TimeSpan.Zero)
        {
            throw new ArgumentException("MinBackoff must be greater than 0", nameof(minBackoff));
        }

        if (maxBackoff < minBackoff)
        {
            throw new ArgumentException("MaxBackoff must be greater than MinBackoff", nameof(maxBackoff));
        }

        if (randomFactor is < 0.0 or > 1.0)
        {
            throw new ArgumentException("RandomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        }
    }

    /// <summary>The pause before a restart: doubled each time up to the longest, and a little random.</summary>
    internal static TimeSpan CalculateDelay(
        int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var factor = 1.0 + (Random.Shared.NextDouble() * randomFactor);
        if (restartCount >= 30)
        {
            return maxBackoff;
        }

        var ticks = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restartCount)) * factor;
        return ticks >= TimeSpan.MaxValue.Ticks ? maxBackoff : TimeSpan.FromTicks((long)ticks);
    }

    /// <inheritdoc/>
    protected override void PreStart() => StartChild();

    /// <summary>Handles the messages of the supervisor itself, and passes on the others.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset auto)
                {
                    Context.System.Scheduler.ScheduleTellOnce(
                        auto.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                }

                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                break;
            case BackoffSupervisor.ResetRestartCount reset:
                RestartCountN = reset.Current == RestartCountN ? 0 : RestartCountN;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                break;
            default:
                PassOn(message);
                break;
        }

        return true;
    }

    private void StartChild() => Child ??= Context.Watch(Context.ActorOf(ChildProps, ChildName));

    private void PassOn(object message)
    {
        if (Child is { } child)
        {
            if (Sender.Equals(child))
            {
                Context.Parent.Forward(message);
                return;
            }

            child.Forward(message);
            FinalStopMessageReceived |= FinalStopMessage?.Invoke(message) ?? false;
        }
        else if (FinalStopMessage?.Invoke(message) ?? false)
        {
            Context.Stop(Self);
        }
        else if (ReplyWhileStopped is not null)
        {
            Sender.Tell(ReplyWhileStopped);
        }
        else
        {
            Context.System.DeadLetters.Forward(message);
        }
    }
}
