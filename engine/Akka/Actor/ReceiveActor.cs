using Akka.Actor.Receiving;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor whose behaviours are tables of handlers, one for each message type, tried in order.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private HandlerTable? _building = new();
    private Receive _behaviour = EmptyReceive;

    /// <summary>Handlers are added in the constructor of a derived class.</summary>
    protected ReceiveActor()
    {
    }

    void IInitializableActor.Init()
    {
        _behaviour = Build();
        Cell.ReplaceInitialBehaviour(_behaviour);
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message)
    {
        if (!_behaviour(message))
        {
            Unhandled(message);
        }
    }

    /// <summary>
    /// Replaces the behaviour on top of the stack by the handlers that <paramref name="configure"/> adds.
    /// </summary>
    protected void Become(Action configure) => base.Become(BuildFrom(configure));

    /// <summary>Puts a behaviour made of the handlers that <paramref name="configure"/> adds on the stack.</summary>
    protected void BecomeStacked(Action configure) => base.BecomeStacked(BuildFrom(configure));

    /// <summary>Adds a handler; the optional predicate is asked first.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Add(typeof(T), handler, shouldHandle);

    /// <summary>Adds a handler for the messages that the predicate accepts.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Adds a handler that says itself whether it handled the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) =>
        Table().Add(typeof(T), isUnconditional: false, new FunctionHandler<T>(handler));

    /// <summary>Adds a handler for a type; the optional predicate is asked first.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Add(messageType, handler, shouldHandle);

    /// <summary>Adds a handler for the messages of a type that the predicate accepts.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Adds a handler for a type that says itself whether it handled the message.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Table().Add(messageType, isUnconditional: false, new FunctionHandler<object>(handler));

    /// <summary>Adds the last handler, for every message that is left.</summary>
    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    /// <summary>Adds an asynchronous handler; no other message is handled until it ends.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(m => ActorTaskScheduler.RunTask(() => handler(m)), shouldHandle);

    /// <summary>Adds an asynchronous handler for the messages that the predicate accepts.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        ReceiveAsync(handler, shouldHandle);

    /// <summary>Adds an asynchronous handler for a type.</summary>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, m => ActorTaskScheduler.RunTask(() => handler(m)), shouldHandle);

    /// <summary>Adds an asynchronous handler for the messages of a type that the predicate accepts.</summary>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Adds the last handler, asynchronous, for every message that is left.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) =>
        ReceiveAny(m => ActorTaskScheduler.RunTask(() => handler(m)));

    private void Add<T>(Type type, Action<T> handler, Predicate<T>? shouldHandle) => Table().Add(
        type,
        shouldHandle is null,
        shouldHandle is null ? new ActionHandler<T>(handler) : new ConditionalHandler<T>(handler, shouldHandle));

    private HandlerTable Table() => _building ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");

    private Receive BuildFrom(Action configure)
    {
        var outer = _building;
        _building = new HandlerTable();
        try
        {
            configure();
            return Build();
        }
        finally
        {
            _building = outer;
        }
    }

    private Receive Build()
    {
        var table = Table();
        _building = null;
        return table.Handle;
    }
}
