namespace Akka.Actor;

/// <summary>
/// The sender of an ask: besides the task it holds the time limit and the token, and gives both up when it ends.
/// </summary>
/// <remarks>
/// An answer, the time limit and the token may come at once; the task takes the first. <see cref="Begin"/> notes
/// what it has registered and then looks whether the task has ended, while <see cref="Ended"/> runs after the task
/// has ended and then looks for what is registered: with the fences between, one of both sees the other.
/// </remarks>
internal sealed class AskActorRef<T>(TaskCompletionSource<T> result, IActorRefProvider provider, TimeSpan timeout)
    : FutureActorRef<T>(result, provider), IExpiring
{
    private const long NoTicket = -1;

    private long _ticket = NoTicket;
    private CancellationTokenRegistration _byToken;

    public void Begin(CancellationToken token)
    {
        if (timeout == TimeSpan.Zero)
        {
            Expire();
        }
        else if (timeout > TimeSpan.Zero && timeout != TimeSpan.MaxValue)
        {
            Volatile.Write(ref _ticket, AskTimeouts.Add(this, timeout));
        }

        if (!token.CanBeCanceled)
        {
            return;
        }

        _byToken = token.UnsafeRegister(static (ask, token) => ((AskActorRef<T>)ask!).Cancel(token), this);
        Interlocked.MemoryBarrier();
        if (IsTerminated)
        {
            Ended();
        }
    }

    void IExpiring.Expire() => Expire();

    private protected override void Ended()
    {
        if (_ticket != NoTicket)
        {
            AskTimeouts.Remove(this, _ticket);
        }

        // Not Dispose, which waits for a callback that runs: it may be the one that is here.
        _byToken.Unregister();
        base.Ended();
    }

    private void Expire()
    {
        Unregister();
        if (Result.TrySetException(new AskTimeoutException($"Timeout after {timeout.TotalSeconds} seconds")))
        {
            Ended();
        }
    }

    private void Cancel(CancellationToken token)
    {
        Unregister();
        if (Result.TrySetCanceled(token))
        {
            Ended();
        }
    }
}
