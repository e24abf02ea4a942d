namespace Akka.Dispatch;

/// <summary>Work for a dispatcher.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Does the work.</summary>
    void Run();
}

/// <summary>An action as a runnable.</summary>
public sealed class ActionRunnable : IRunnable
{
    private readonly Action _action;

    /// <summary>Wraps an action.</summary>
    public ActionRunnable(Action action)
    {
        _action = action;
    }

    /// <inheritdoc/>
    public void Run() => _action();

    /// <inheritdoc/>
    public void Execute() => _action();
}

/// <summary>An action and its argument as a runnable.</summary>
public sealed class ActionWithStateRunnable : IRunnable
{
    private readonly Action<object?> _action;
    private readonly object? _state;

    /// <summary>Wraps an action.</summary>
    public ActionWithStateRunnable(Action<object?> actionWithState, object? state)
    {
        _action = actionWithState;
        _state = state;
    }

    /// <inheritdoc/>
    public void Run() => _action(_state);

    /// <inheritdoc/>
    public void Execute() => _action(_state);
}
