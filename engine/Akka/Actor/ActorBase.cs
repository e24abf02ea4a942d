namespace Akka.Actor;

/// <summary>The base of all actors: a behaviour, a life cycle and a supervisor's strategy.</summary>
public abstract class ActorBase : IInternalActor
{
    private readonly ActorCell _context;

    /// <summary>Can only be called by the runtime while it makes the actor.</summary>
    protected ActorBase()
    {
        var cell = ActorCell.Current;
        if (cell is null || !cell.IsCreatingActor)
        {
            throw new ActorInitializationException(
                $"You cannot create an instance of {GetType().FullName} explicitly using the constructor (new). "
                + "You have to use one of the factory methods to create an actor. See Props and ActorOf.");
        }

        _context = cell;
        cell.EndCreation();
    }

    IActorContext IInternalActor.ActorContext => _context;

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>The context of the actor that is running on this thread.</summary>
    protected static IActorContext Context => ActorCell.CurrentOrThrow();

    /// <summary>The actor itself.</summary>
    protected IActorRef Self => _context.Self;

    /// <summary>The sender of the message being handled; the dead letters when it has none.</summary>
    protected IActorRef Sender => _context.Sender;

    /// <summary>
    /// True once a system with <c>akka.actor.debug.receive</c> was made: until then a message costs one look at a
    /// field that is always in the cache. Written before the first actor of that system is, so its actors see it.
    /// </summary>
    internal static bool SomeSystemLogsReceive { get; set; }

    internal ActorCell Cell => _context;

    /// <summary>Called in place of <see cref="PreStart"/>, for extensions.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Called in place of <see cref="PreRestart"/>, for extensions.</summary>
    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    /// <summary>Called in place of <see cref="PostRestart"/>, for extensions.</summary>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    /// <summary>Called in place of <see cref="PostStop"/>, for extensions.</summary>
    public virtual void AroundPostStop() => PostStop();

    /// <summary>Gives a message to a behaviour, and to <see cref="Unhandled"/> when it does not want it.</summary>
    protected virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
        {
            return true;
        }

        Unhandled(message);
        return false;
    }

    /// <summary>The first behaviour.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Runs when the actor is started, before its first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>
    /// Runs on the old instance before a restart; stops all children and calls <see cref="PostStop"/>.
    /// </summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _context.GetChildren())
        {
            _context.Unwatch(child);
            _context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Runs on the new instance after a restart; calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Runs after the actor stopped.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>The strategy for the children's failures; asked once for each instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>
    /// Called with a message that no behaviour handled: publishes <see cref="Event.UnhandledMessage"/>, and throws
    /// <see cref="DeathPactException"/> for a <see cref="Terminated"/>.
    /// </summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the behaviour on top of the stack.</summary>
    protected void Become(Receive receive) => _context.Become(receive);

    /// <summary>Puts a behaviour on the stack.</summary>
    protected void BecomeStacked(Receive receive) => _context.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour below.</summary>
    protected void UnbecomeStacked() => _context.UnbecomeStacked();

    internal Receive InitialBehaviour() => Receive;

    internal bool InvokeAroundReceive(Receive receive, object message)
    {
        var isHandled = AroundReceive(receive, message);
        if (SomeSystemLogsReceive)
        {
            LogReceive(message, isHandled);
        }

        return isHandled;
    }

    internal SupervisorStrategy AskForStrategy() => SupervisorStrategy();

    /// <summary>Asks for a <see cref="ReceiveTimeout"/> after silence, or ends it with null.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => _context.SetReceiveTimeout(timeout);

    private void LogReceive(object message, bool isHandled)
    {
        if (this is ILogReceive && _context.System.Settings.AddLoggingReceive)
        {
            var text = $"received {(isHandled ? "handled" : "unhandled")} message {message} from {Sender?.Path}";
            _context.System.EventStream.Publish(new Event.Debug(Self.Path.ToString(), GetType(), text));
        }
    }
}
