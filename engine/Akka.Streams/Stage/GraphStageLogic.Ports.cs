using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

// The operations on ports. This is the path that every element takes: no allocation, no virtual call when the types of
// both ends of a connection are the same.
public abstract partial class GraphStageLogic
{
    private const Wire Pulled = Wire.PullPending | Wire.Demanded | Wire.PushPending;

    /// <summary>Asks for one element.</summary>
    protected void Pull<T>(Inlet<T> inlet)
    {
        var connection = In[inlet.Id];
        var state = connection.State;
        if ((state & (Pulled | Wire.InClosed)) != Wire.Idle)
        {
            ThrowCannotPull(inlet, state);
        }

        if ((state & Wire.Grabbable) != Wire.Idle)
        {
            connection.ClearElement();
            state &= ~Wire.Grabbable;
        }

        connection.State = state | Wire.PullPending;
        if ((state & Wire.OutClosed) == Wire.Idle)
        {
            Interpreter.Enqueue(connection);
        }
    }

    /// <summary>Asks for one element unless the inlet is closed.</summary>
    protected void TryPull<T>(Inlet<T> inlet)
    {
        if (!IsClosed(inlet))
        {
            Pull(inlet);
        }
    }

    /// <summary>Takes the element that was pushed.</summary>
    protected T Grab<T>(Inlet<T> inlet)
    {
        var connection = In[inlet.Id];
        if (!connection.Has(Wire.Grabbable))
        {
            throw new ArgumentException($"Cannot get element from already empty input port ({inlet})", nameof(inlet));
        }

        connection.State &= ~Wire.Grabbable;
        if (connection is Connection<T> typed)
        {
            var element = typed.Element;
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                typed.Element = default!;
            }

            return element;
        }

        return (T)connection.TakeUntyped()!;
    }

    /// <summary>True from the pull until the element arrives.</summary>
    protected bool HasBeenPulled<T>(Inlet<T> inlet)
    {
        var state = In[inlet.Id].State;
        return (state & Pulled) != Wire.Idle && (state & Wire.InClosed) == Wire.Idle;
    }

    /// <summary>True when an element waits to be grabbed.</summary>
    protected bool IsAvailable<T>(Inlet<T> inlet) => In[inlet.Id].Has(Wire.Grabbable);

    protected bool IsClosed<T>(Inlet<T> inlet) => In[inlet.Id].Has(Wire.InClosed);

    /// <summary>Emits one element; the outlet must have been pulled.</summary>
    protected void Push<T>(Outlet<T> outlet, T element)
    {
        var connection = Out[outlet.Id];
        var state = connection.State;
        if ((state & (Wire.Demanded | Wire.OutClosed)) != Wire.Demanded)
        {
            ThrowCannotPush(outlet, state);
        }

        Elements.Require(element);
        Deliver(connection, element);
    }

    // The outlet has demand and the element is one.
    internal void Deliver<T>(Connection connection, T element)
    {
        var state = connection.State & ~Wire.Demanded;
        connection.State = state;
        if ((state & Wire.InClosed) != Wire.Idle)
        {
            return;
        }

        if (connection is Connection<T> typed)
        {
            typed.Element = element;
        }
        else
        {
            connection.SetUntyped(element);
        }

        connection.State = state | Wire.PushPending;
        Interpreter.Enqueue(connection);
    }

    /// <summary>True when an element may be pushed.</summary>
    protected bool IsAvailable<T>(Outlet<T> outlet) =>
        (Out[outlet.Id].State & (Wire.Demanded | Wire.OutClosed)) == Wire.Demanded;

    protected bool IsClosed<T>(Outlet<T> outlet) => Out[outlet.Id].Has(Wire.OutClosed);

    /// <summary>Ends the outlet, after what is still being emitted.</summary>
    protected void Complete<T>(Outlet<T> outlet) => CompleteOutlet(outlet.Id);

    /// <summary>Fails the outlet.</summary>
    protected void Fail<T>(Outlet<T> outlet, Exception reason) => Interpreter.Fail(Out[outlet.Id], reason);

    /// <summary>Wants no more from the inlet.</summary>
    protected void Cancel<T>(Inlet<T> inlet) =>
        Cancel(inlet, SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    /// <summary>Wants no more from the inlet, and says why.</summary>
    protected void Cancel<T>(Inlet<T> inlet, Exception cause) => Interpreter.Cancel(In[inlet.Id], cause);

    /// <summary>Cancels all inlets and completes all outlets.</summary>
    public void CompleteStage()
    {
        foreach (var connection in In)
        {
            Interpreter.Cancel(connection, SubscriptionWithCancelException.StageWasCompleted.Instance);
        }

        for (var i = 0; i < Out.Length; i++)
        {
            CompleteOutlet(i);
        }

        SetKeepGoing(false);
    }

    /// <summary>Cancels all inlets and fails all outlets.</summary>
    public void FailStage(Exception reason)
    {
        foreach (var connection in In)
        {
            Interpreter.Cancel(connection, reason);
        }

        foreach (var connection in Out)
        {
            Interpreter.Fail(connection, reason);
        }

        SetKeepGoing(false);
    }

    /// <summary>
    /// Ends the stage because downstream cancelled, as its <see cref="Attributes.CancellationStrategy"/> says.
    /// </summary>
    public void CancelStage(Exception cause)
    {
        var attribute = Attributes.GetAttribute<Attributes.CancellationStrategy>();
        ApplyCancellation((attribute ?? Attributes.CancellationStrategy.Default).Strategy, cause);
    }

    private void ApplyCancellation(Attributes.CancellationStrategy.IStrategy strategy, Exception cause)
    {
        switch (strategy)
        {
            case Attributes.CancellationStrategy.CompleteStage:
                CompleteStage();
                break;
            case Attributes.CancellationStrategy.FailStage:
                FailStage(cause);
                break;
            case Attributes.CancellationStrategy.PropagateFailure:
                if (cause is SubscriptionWithCancelException.NonFailureCancellation)
                {
                    CompleteStage();
                }
                else
                {
                    FailStage(cause);
                }

                break;
            case Attributes.CancellationStrategy.AfterDelay delayed:
                SetKeepGoing(true);
                Materializer.ScheduleOnce(
                    delayed.Delay, GetAsyncCallback(() => ApplyCancellation(delayed.Strategy, cause)));
                break;
            default:
                throw new ArgumentException($"Unknown cancellation strategy {strategy}", nameof(strategy));
        }
    }

    private void CompleteOutlet(int id)
    {
        if (_outHandlers[id] is Emitting emitting)
        {
            emitting.CompleteAfterwards();
        }
        else
        {
            Interpreter.Complete(Out[id]);
        }
    }

    [DoesNotReturn]
    private static void ThrowCannotPull(Inlet inlet, Wire state) => throw new ArgumentException(
        (state & Wire.InClosed) != Wire.Idle
            ? $"Cannot pull closed port ({inlet})"
            : $"Cannot pull port ({inlet}) twice");

    [DoesNotReturn]
    private static void ThrowCannotPush(Outlet outlet, Wire state) => throw new ArgumentException(
        (state & Wire.OutClosed) != Wire.Idle
            ? $"Cannot push closed port ({outlet})"
            : $"Cannot push port ({outlet}) twice, or before it being pulled");
}
