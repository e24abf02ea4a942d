using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

/// <summary>Reacts to the signals that reach an inlet.</summary>
public interface IInHandler
{
    /// <summary>An element can be grabbed from the inlet.</summary>
    void OnPush();

    /// <summary>The inlet is closed: no element will follow.</summary>
    void OnUpstreamFinish();

    /// <summary>The inlet is closed: upstream failed.</summary>
    void OnUpstreamFailure(Exception e);
}

/// <summary>Reacts to the signals that reach an outlet.</summary>
public interface IOutHandler
{
    /// <summary>One element may be pushed to the outlet.</summary>
    void OnPull();

    /// <summary>The outlet is closed: downstream wants no more.</summary>
    void OnDownstreamFinish(Exception cause);
}

/// <summary>Completes the stage with its upstream and fails with it, unless told otherwise.</summary>
public abstract class InHandler : IInHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => GraphInterpreter.Current.ActiveStage!.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.Current.ActiveStage!.FailStage(e);
}

/// <summary>Cancels the stage with its downstream, unless told otherwise.</summary>
public abstract class OutHandler : IOutHandler
{
    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) =>
        GraphInterpreter.Current.ActiveStage!.CancelStage(cause);
}

/// <summary>Both handlers in one object.</summary>
public abstract class InAndOutHandler : IInHandler, IOutHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => GraphInterpreter.Current.ActiveStage!.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.Current.ActiveStage!.FailStage(e);

    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) =>
        GraphInterpreter.Current.ActiveStage!.CancelStage(cause);
}

/// <summary>Takes part in termination, ignores elements.</summary>
public sealed class EagerTerminateInput : InHandler
{
    public static readonly EagerTerminateInput Instance = new();

    private EagerTerminateInput()
    {
    }

    public override void OnPush()
    {
    }
}

/// <summary>Ignores elements and the end of upstream, fails with upstream.</summary>
public sealed class IgnoreTerminateInput : InHandler
{
    public static readonly IgnoreTerminateInput Instance = new();

    private IgnoreTerminateInput()
    {
    }

    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
    }
}

/// <summary>Completes with upstream only when a condition holds.</summary>
public class ConditionalTerminateInput : InHandler
{
    private readonly Func<bool> _predicate;

    public ConditionalTerminateInput(Func<bool> predicate)
    {
        _predicate = predicate;
    }

    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
        if (_predicate())
        {
            base.OnUpstreamFinish();
        }
    }
}

/// <summary>Ignores everything, failures included.</summary>
public sealed class TotallyIgnorantInput : InHandler
{
    public static readonly TotallyIgnorantInput Instance = new();

    private TotallyIgnorantInput()
    {
    }

    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
    }

    public override void OnUpstreamFailure(Exception e)
    {
    }
}

/// <summary>Takes part in termination, ignores pulls.</summary>
public sealed class EagerTerminateOutput : OutHandler
{
    public static readonly EagerTerminateOutput Instance = new();

    private EagerTerminateOutput()
    {
    }

    public override void OnPull()
    {
    }
}

/// <summary>Ignores pulls and cancellation.</summary>
public sealed class IgnoreTerminateOutput : OutHandler
{
    public static readonly IgnoreTerminateOutput Instance = new();

    private IgnoreTerminateOutput()
    {
    }

    public override void OnPull()
    {
    }

    public override void OnDownstreamFinish(Exception cause)
    {
    }
}

/// <summary>Is cancelled with downstream only when a condition holds.</summary>
public class ConditionalTerminateOutput : OutHandler
{
    private readonly Func<bool> _predicate;

    public ConditionalTerminateOutput(Func<bool> predicate)
    {
        _predicate = predicate;
    }

    public override void OnPull()
    {
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (_predicate())
        {
            base.OnDownstreamFinish(cause);
        }
    }
}

internal sealed class LambdaInHandler : InHandler
{
    private readonly Action _onPush;
    private readonly Action? _onUpstreamFinish;
    private readonly Action<Exception>? _onUpstreamFailure;

    public LambdaInHandler(Action onPush, Action? onUpstreamFinish, Action<Exception>? onUpstreamFailure)
    {
        _onPush = onPush;
        _onUpstreamFinish = onUpstreamFinish;
        _onUpstreamFailure = onUpstreamFailure;
    }

    public override void OnPush() => _onPush();

    public override void OnUpstreamFinish()
    {
        if (_onUpstreamFinish is null)
        {
            base.OnUpstreamFinish();
        }
        else
        {
            _onUpstreamFinish();
        }
    }

    public override void OnUpstreamFailure(Exception e)
    {
        if (_onUpstreamFailure is null)
        {
            base.OnUpstreamFailure(e);
        }
        else
        {
            _onUpstreamFailure(e);
        }
    }
}

internal sealed class LambdaOutHandler : OutHandler
{
    private readonly Action _onPull;
    private readonly Action<Exception>? _onDownstreamFinish;

    public LambdaOutHandler(Action onPull, Action<Exception>? onDownstreamFinish)
    {
        _onPull = onPull;
        _onDownstreamFinish = onDownstreamFinish;
    }

    public override void OnPull() => _onPull();

    public override void OnDownstreamFinish(Exception cause)
    {
        if (_onDownstreamFinish is null)
        {
            base.OnDownstreamFinish(cause);
        }
        else
        {
            _onDownstreamFinish(cause);
        }
    }
}
