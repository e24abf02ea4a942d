namespace Akka.Actor;

/// <summary>
/// An <see cref="ICancelable"/>; delays run on a scheduler. It has a token source only once its token was asked for:
/// most are made for the scheduler, which asks for none.
/// </summary>
/// <remarks>
/// Who cancels notes it, by a full fence, and then looks for a source; who makes the source puts it in, a full fence as
/// well, and then looks whether it is cancelled. At least one of them cancels the source.
/// </remarks>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private CancellationTokenSource? _source;
    private int _isCancelled;
    private volatile bool _disposed;

    /// <summary>Makes one that is cancelled after a delay.</summary>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    /// <summary>Makes one that is cancelled after a delay.</summary>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay)
    {
    }

    /// <summary>Makes one that is cancelled after so many milliseconds.</summary>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler.Advanced, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    /// <summary>Makes one.</summary>
    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    /// <summary>Makes one.</summary>
    public Cancelable(IActionScheduler scheduler)
        : this(scheduler, source: null)
    {
    }

    private Cancelable(IActionScheduler scheduler, CancellationTokenSource? source)
    {
        _scheduler = scheduler;
        _source = source;
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested =>
        Volatile.Read(ref _isCancelled) != 0 || Volatile.Read(ref _source) is { IsCancellationRequested: true };

    /// <inheritdoc/>
    public CancellationToken Token => (Volatile.Read(ref _source) ?? MakeSource()).Token;

    /// <summary>True once disposed.</summary>
    public bool IsDisposed => _disposed;

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => CanceledAlready.Instance;

    /// <summary>One that is cancelled with any of the others.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <summary>One that is cancelled with any of the others.</summary>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, cancelables.Select(c => c.Token).ToArray());

    /// <summary>One that is cancelled with any of the tokens.</summary>
    public static ICancelable CreateLinkedCancelable(
        IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    /// <summary>One that is cancelled with any of the tokens.</summary>
    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens));

    /// <inheritdoc/>
    public void Cancel() => Cancel(false);

    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Interlocked.Exchange(ref _isCancelled, 1);
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!IsCancellationRequested)
        {
            _scheduler.ScheduleOnce(delay, CancelUnlessDisposed, this);
        }
    }

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the token source.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Volatile.Read(ref _source)?.Dispose();
        }
    }

    private void CancelUnlessDisposed()
    {
        if (!_disposed)
        {
            Cancel(false);
        }
    }

    private CancellationTokenSource MakeSource()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var made = new CancellationTokenSource();
        if (Interlocked.CompareExchange(ref _source, made, null) is { } earlier)
        {
            made.Dispose();
            return earlier;
        }

        if (Volatile.Read(ref _isCancelled) != 0)
        {
            made.Cancel();
        }

        return made;
    }

    private sealed class CanceledAlready : ICancelable
    {
        public static readonly CanceledAlready Instance = new();

        public bool IsCancellationRequested => true;

        public CancellationToken Token { get; } = new(true);

        public void Cancel()
        {
        }

        public void Cancel(bool throwOnFirstException)
        {
        }

        public void CancelAfter(TimeSpan delay)
        {
        }

        public void CancelAfter(int millisecondsDelay)
        {
        }
    }
}

/// <summary>Shorthand for cancelables that may be null.</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels what is there.</summary>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
