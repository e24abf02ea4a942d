using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, or null when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>The next message, or null when none comes in time.</summary>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    /// <summary>The next message, if one comes in time.</summary>
    public bool TryReceiveOne(
        out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var success = _queue.Wait(true, Limit(max), cancellationToken, out envelope);
        return Note(success, envelope);
    }

    /// <summary>The next message, if one comes in time.</summary>
    public async ValueTask<(bool Success, MessageEnvelope Envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var result = await _queue.WaitAsync(true, Limit(max), cancellationToken);
        Note(result.Success, result.Envelope);
        return result;
    }

    /// <summary>The next message, which stays where it is; null when none comes in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>The next message, which stays where it is.</summary>
    public object? PeekOne(CancellationToken cancellationToken) =>
        PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message, which stays where it is; null when none comes in time.</summary>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryPeekOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    /// <summary>The next message, which stays where it is.</summary>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) =>
        PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message, which stays where it is, if one comes in time.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken) =>
        Note(_queue.Wait(false, Limit(max), cancellationToken, out envelope), envelope);

    /// <summary>The next message, which stays where it is, if one comes in time.</summary>
    public async ValueTask<(bool Success, MessageEnvelope Envelope)> TryPeekOneAsync(
        TimeSpan? max, CancellationToken cancellationToken)
    {
        var result = await _queue.WaitAsync(false, Limit(max), cancellationToken);
        Note(result.Success, result.Envelope);
        return result;
    }

    /// <summary>So many messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNWithin(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>So many messages in so long a time.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveNWithin(numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>So many messages.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNAsyncWithin(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>So many messages in so long a time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveNAsyncWithin(numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>Skips messages until one fits.</summary>
    public object FishForMessage(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Skips messages until one fits.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    /// <summary>Skips messages until one fits, and notes those skipped.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        while (TryReceiveOne(out var envelope, LeftOf(limit, begin), cancellationToken))
        {
            if (envelope.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages?.Add(envelope.Message);
        }

        Assertions.Fail("Timeout ({0}) during fishForMessage, hint: {1}", limit, hint);
        throw new UnreachableException();
    }

    /// <summary>Skips messages until one fits.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Skips messages until one fits.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <summary>Skips messages until one fits, and notes those skipped.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        while (await TryReceiveOneAsync(LeftOf(limit, begin), cancellationToken) is { Success: true } next)
        {
            if (next.Envelope.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages?.Add(next.Envelope.Message);
        }

        Assertions.Fail("Timeout ({0}) during fishForMessage, hint: {1}", limit, hint);
        throw new UnreachableException();
    }

    /// <summary>Skips messages until one of a type comes.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(_ => true, max, cancellationToken: cancellationToken);

    private static TimeSpan LeftOf(TimeSpan limit, long begin) => Positive(limit - Stopwatch.GetElapsedTime(begin));

    private TimeSpan Limit(TimeSpan? max) => max switch
    {
        null => RemainingOrDefault,
        { } m when m < TimeSpan.Zero || m == TimeSpan.MaxValue => Timeout.InfiniteTimeSpan,
        { } m => m,
    };

    private bool Note(bool success, MessageEnvelope envelope)
    {
        _lastWasNoMsg = false;
        _last = success ? envelope : NullMessageEnvelope.Instance;
        return success;
    }

    private List<object> ReceiveNWithin(int count, TimeSpan max, CancellationToken token)
    {
        var begin = Stopwatch.GetTimestamp();
        var received = new List<object>(count);
        while (received.Count < count)
        {
            if (!TryReceiveOne(out var envelope, LeftOf(max, begin), token))
            {
                FailReceiveN(max, count, received.Count);
            }

            received.Add(envelope.Message);
        }

        return received;
    }

    private async IAsyncEnumerable<object> ReceiveNAsyncWithin(
        int count, TimeSpan max, [EnumeratorCancellation] CancellationToken token)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var (success, envelope) = await TryReceiveOneAsync(LeftOf(max, begin), token);
            if (!success)
            {
                FailReceiveN(max, count, i);
            }

            yield return envelope.Message;
        }
    }

    private void FailReceiveN(TimeSpan max, int expected, int got) =>
        Assertions.Fail("Timeout ({0}) while expecting {1} messages. Only got {2} after {0}.", max, expected, got);
}
