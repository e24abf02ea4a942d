using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The root guardian and the user guardian: parents that do nothing else.</summary>
public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WatchChild watch:
                Context.Watch(watch.Child);
                break;
            case Terminated:
                Context.Stop(Self);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // The children live on: they are not this actor's business.
    }

    internal sealed record WatchChild(IActorRef Child) : INoSerializationVerificationNeeded;
}

/// <summary>The parent of the system's own actors. It ends when the user guardian has ended.</summary>
public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;

    /// <summary>Called by the provider.</summary>
    public SystemGuardianActor(IActorRef userGuardian)
    {
        _userGuardian = userGuardian;
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.Watch(_userGuardian);

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // The system's actors live on.
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                Context.System.EventStream.StopDefaultLoggers(Context.System);
                Context.Stop(Self);
                break;
            case Terminated:
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }
}

/// <summary>Stands above the root guardian: stops it when it fails, and says when it is gone.</summary>
internal sealed class RootGuardianSupervisor(IActorRefProvider provider, Action onTerminated) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.RootPath / "_Root-guardian-supervisor";

    public override IActorRefProvider Provider { get; } = provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                failed.Child.Stop();
                break;
            case DeathWatchNotification:
                onTerminated();
                break;
            default:
                break;
        }
    }
}

internal static class GuardianStrategies
{
    /// <summary>A guardian that fails is stopped, and the system with it.</summary>
    public static readonly SupervisorStrategy Root = new OneForOneStrategy(static _ => Directive.Stop);

    public static readonly SupervisorStrategy System = new OneForOneStrategy(
        Decider.From(
            Directive.Restart,
            Directive.Stop.When<ActorKilledException>(),
            Directive.Stop.When<ActorInitializationException>()));
}
