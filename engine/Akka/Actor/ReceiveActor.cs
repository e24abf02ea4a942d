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
        Table().Add(typeof(T), shouldHandle is null, m => Handle(m, handler, shouldHandle));

    /// <summary>Adds a handler for the messages that the predicate accepts.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Adds a handler that says itself whether it handled the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) =>
        Table().Add(typeof(T), false, m => m is T typed && handler(typed));

    /// <summary>Adds a handler for a type; the optional predicate is asked first.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Table().Add(messageType, shouldHandle is null, m => Handle(messageType, m, handler, shouldHandle));

    /// <summary>Adds a handler for the messages of a type that the predicate accepts.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Adds a handler for a type that says itself whether it handled the message.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Table().Add(messageType, false, m => messageType.IsInstanceOfType(m) && handler(m));

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

    private static bool Handle<T>(object message, Action<T> handler, Predicate<T>? shouldHandle)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
        {
            return false;
        }

        handler(typed);
        return true;
    }

    private static bool Handle(Type type, object message, Action<object> handler, Predicate<object>? shouldHandle)
    {
        if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message)))
        {
            return false;
        }

        handler(message);
        return true;
    }

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
        var handlers = Table().ToArray();
        _building = null;
        return message =>
        {
            foreach (var handler in handlers)
            {
                if (handler(message))
                {
                    return true;
                }
            }

            return false;
        };
    }

    private sealed class HandlerTable
    {
        private readonly List<Func<object, bool>> _handlers = [];
        private bool _complete;

        public Func<object, bool>[] ToArray() => [.. _handlers];

        public void Add(Type type, bool unconditional, Func<object, bool> handler)
        {
            if (_complete)
            {
                throw new InvalidOperationException(
                    "A handler that catches all messages has been added. No handler can be added after that.");
            }

            _complete = unconditional && type == typeof(object);
            _handlers.Add(handler);
        }
    }
}
