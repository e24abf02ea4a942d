namespace Akka.Actor.Dsl;

/// <summary>An actor that is described by a delegate instead of a class of its own.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    /// <summary>Runs the description once for each instance: at the start, and again after a restart.</summary>
    public Act(Action<IActorDsl> config)
    {
        config(this);
    }

    /// <summary>Runs the description once for each instance: at the start, and again after a restart.</summary>
    public Act(Action<IActorDsl, IActorContext> config)
    {
        config(this, Context);
    }

    /// <inheritdoc/>
    public Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <inheritdoc/>
    public Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPostStop { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPreStart { get; set; }

    /// <inheritdoc/>
    public SupervisorStrategy? Strategy { get; set; }

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler) => Receive<T>(m => handler(m, Context));

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) =>
        Receive<T>(m => handler(m, Context), shouldHandle);

    /// <inheritdoc/>
    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) =>
        Receive<T>(m => handler(m, Context), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(m => handler(m, Context));

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) =>
        ReceiveAsync<T>(m => handler(m, Context), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) =>
        ReceiveAsync<T>(m => handler(m, Context), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) =>
        ReceiveAnyAsync(m => handler(m, Context));

    /// <inheritdoc/>
    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    /// <inheritdoc/>
    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    /// <inheritdoc/>
    public void DefaultPreStart() => base.PreStart();

    /// <inheritdoc/>
    public void DefaultPostStop() => base.PostStop();

    /// <inheritdoc/>
    public void Become(Action<object, IActorContext> handler) => base.Become(Behaviour(handler));

    /// <inheritdoc/>
    public void BecomeStacked(Action<object, IActorContext> handler) => base.BecomeStacked(Behaviour(handler));

    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    /// <inheritdoc/>
    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (OnPreStart is { } start)
        {
            start(Context);
        }
        else
        {
            base.PreStart();
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (OnPostStop is { } stop)
        {
            stop(Context);
        }
        else
        {
            base.PostStop();
        }
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        if (OnPreRestart is { } restart)
        {
            restart(reason, message, Context);
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
        if (OnPostRestart is { } restarted)
        {
            restarted(reason, Context);
        }
        else
        {
            base.PostRestart(reason);
        }
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    private static Receive Behaviour(Action<object, IActorContext> handler) => message =>
    {
        handler(message, Context);
        return true;
    };
}
