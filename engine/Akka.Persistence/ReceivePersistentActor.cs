using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// A persistent actor whose handlers are registered in its constructor: <c>Recover</c> for stored events,
/// <c>Command</c> for commands. What no handler takes goes to <c>Unhandled</c>.
/// </summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly HandlerTable _recovers = new();
    private HandlerTable? _configuring = new();
    private HandlerTable? _commands;
    private bool _isBuilt;

    /// <inheritdoc/>
    void IInitializableActor.Init()
    {
        _isBuilt = true;
        _commands = _configuring;
        _configuring = null;
    }

    /// <summary>Runs the first recovery handler that takes the message.</summary>
    protected sealed override void OnRecover(object message)
    {
        if (!_recovers.Handle(message))
        {
            Unhandled(message);
        }
    }

    /// <summary>Runs the first command handler that takes the message.</summary>
    protected sealed override void OnCommand(object message) => Run(_commands!, message);

    /// <summary>Replaces the command handlers by those that <paramref name="configure"/> registers.</summary>
    protected void Become(Action configure)
    {
        var table = Configure(configure);
        base.Become(message => Run(table, message));
    }

    /// <summary>Replaces the command handlers until <c>UnbecomeStacked</c>.</summary>
    protected void BecomeStacked(Action configure)
    {
        var table = Configure(configure);
        base.BecomeStacked(message => Run(table, message));
    }

    /// <summary>Handles commands of a type; the handler says whether it took the message.</summary>
    protected void Command<T>(Func<T, bool> handler) => AddCommand(typeof(T), m => handler((T)m), always: false);

    /// <summary>Handles every command.</summary>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <summary>Handles commands of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        AddCommand(typeof(T), When(handler, shouldHandle), shouldHandle is null);

    /// <summary>Handles commands of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    /// <summary>Handles commands of a type; the handler says whether it took the message.</summary>
    protected void Command(Type messageType, Func<object, bool> handler) =>
        AddCommand(messageType, handler, always: false);

    /// <summary>Handles commands of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        AddCommand(messageType, When(handler, shouldHandle), shouldHandle is null);

    /// <summary>Handles commands of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Command(messageType, handler, shouldHandle);

    /// <summary>Handles every command that no handler before took.</summary>
    protected void CommandAny(Action<object> handler) =>
        AddCommand(typeof(object), When(handler, null), always: true);

    /// <summary>Handles, asynchronously, every command that no handler before took.</summary>
    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAny(m => RunTask(() => handler(m)));

    /// <summary>Handles commands of a type asynchronously; the next message waits until the task has ended.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Command(m => RunTask(() => handler(m)), shouldHandle);

    /// <summary>Handles commands of a type asynchronously, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        CommandAsync(handler, shouldHandle);

    /// <summary>Handles commands of a type asynchronously; the next message waits until the task has ended.</summary>
    protected void CommandAsync(
        Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Command(messageType, m => RunTask(() => handler(m)), shouldHandle);

    /// <summary>Handles commands of a type asynchronously, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    /// <summary>Handles stored messages of a type; the handler says whether it took the message.</summary>
    protected void Recover<T>(Func<T, bool> handler) => AddRecover(typeof(T), m => handler((T)m), always: false);

    /// <summary>Handles stored messages of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        AddRecover(typeof(T), When(handler, shouldHandle), shouldHandle is null);

    /// <summary>Handles stored messages of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    /// <summary>Handles stored messages of a type; the handler says whether it took the message.</summary>
    protected void Recover(Type messageType, Func<object, bool> handler) =>
        AddRecover(messageType, handler, always: false);

    /// <summary>Handles stored messages of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        AddRecover(messageType, When(handler, shouldHandle), shouldHandle is null);

    /// <summary>Handles stored messages of a type, if <paramref name="shouldHandle"/> agrees.</summary>
    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Recover(messageType, handler, shouldHandle);

    /// <summary>Handles every stored message that no handler before took.</summary>
    protected void RecoverAny(Action<object> handler) =>
        AddRecover(typeof(object), When(handler, null), always: true);

    private static Func<object, bool> When<T>(Action<T> handler, Predicate<T>? shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message =>
        {
            var typed = (T)message;
            if (shouldHandle is not null && !shouldHandle(typed))
            {
                return false;
            }

            handler(typed);
            return true;
        };
    }

    private void Run(HandlerTable table, object message)
    {
        if (!table.Handle(message))
        {
            Unhandled(message);
        }
    }

    private HandlerTable Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var outer = _configuring;
        var table = _configuring = new HandlerTable();
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }

        return table;
    }

    private void AddCommand(Type messageType, Func<object, bool> handler, bool always)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_configuring is null)
        {
            throw new InvalidOperationException(
                "You may only call Command-methods when constructing the actor and inside Become().");
        }

        _configuring.Add(messageType, handler, always);
    }

    private void AddRecover(Type messageType, Func<object, bool> handler, bool always)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_isBuilt)
        {
            throw new InvalidOperationException("You may only call Recover-methods when constructing the actor.");
        }

        _recovers.Add(messageType, handler, always);
    }
}
