
namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the enclosing <c>Within</c>.</summary>
    public TimeSpan Remaining => _end is { } end
        ? Positive(end - Now)
        : throw new InvalidOperationException(
            "Remaining may not be called outside of \"within\"");

    /// <summary>What is left of the enclosing <c>Within</c>, or the default.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>Multiplies a time by the factor for slow machines.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero || duration == TimeSpan.MaxValue
        ? duration
        : TimeSpan.FromTicks((long)(duration.Ticks * TestKitSettings.TestTimeFactor));

    /// <summary>A time, dilated, or the default.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    /// <summary>A time, dilated, or what is left, or the default.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
        {
            return RemainingOrDefault;
        }

        return given == TimeSpan.MaxValue
            ? throw new ArgumentException("max duration cannot be infinite", nameof(duration))
            : Dilated(given);
    }

    /// <summary>Runs code that has to end in time; expectations inside use what is left.</summary>
    public void Within(
        TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs code that has to end in time, and not too early.</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs code that has to end in time.</summary>
    public T Within<T>(
        TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs code that has to end in time, and not too early.</summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (start, limit, before) = BeginWithin(min, max);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = before;
        }

        CheckWithin(start, min, limit, hint, epsilonValue);
        return result;
    }

    /// <summary>Runs code that has to end in time.</summary>
    public Task WithinAsync(
        TimeSpan max,
        Func<Task> actionAsync,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs code that has to end in time, and not too early.</summary>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs code that has to end in time.</summary>
    public Task<T> WithinAsync<T>(
        TimeSpan max,
        Func<Task<T>> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs code that has to end in time, and not too early.</summary>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (start, limit, before) = BeginWithin(min, max);
        T result;
        try
        {
            result = await function();
        }
        finally
        {
            _end = before;
        }

        CheckWithin(start, min, limit, hint, epsilonValue);
        return result;
    }

    /// <summary>What is left of the enclosing <c>Within</c>, or a time.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Positive(end - Now) : duration;

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private (TimeSpan Start, TimeSpan Limit, TimeSpan? Before) BeginWithin(TimeSpan min, TimeSpan max)
    {
        max = Dilated(max);
        var start = Now;
        var left = _end is { } end ? end - start : TimeSpan.MaxValue;
        Assertions.AssertTrue(left >= min, "Required min time {0} not possible, only {1} left.", min, left);
        var before = _end;
        _lastWasNoMsg = false;
        var limit = max < left ? max : left;
        _end = start + limit;
        return (start, limit, before);
    }

    private void CheckWithin(TimeSpan start, TimeSpan min, TimeSpan limit, string? hint, TimeSpan? epsilon)
    {
        var took = Now - start;
        var prefix = hint is null ? string.Empty : hint + ": ";
        Assertions.AssertTrue(took >= min, "{0}block took {1}, should at least have been {2}", prefix, took, min);

        // A block that ends with an expectation of silence has used up its time by intent.
        if (!_lastWasNoMsg)
        {
            var latest = limit + (epsilon ?? TimeSpan.Zero);
            Assertions.AssertTrue(took <= latest, "{0}block took {1}, exceeding {2}", prefix, took, latest);
        }
    }
}
