using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Counts what filters accept while code runs.</summary>
internal sealed class EventFilterApplier(TestKitBase kit, ActorSystem system, EventFilterBase[] filters)
    : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(
        TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, null, Lift(action), cancellationToken);

    public void Expect(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, Lift(action), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Count(expectedCount, null, func, cancellationToken);

    public T Expect<T>(
        int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, func, cancellationToken);

    public Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        CountAsync(expectedCount, null, Lift(actionAsync), cancellationToken);

    public Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        CountAsync(expectedCount, timeout, Lift(actionAsync), cancellationToken);

    public Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        CountAsync(expectedCount, timeout, Lift(action), cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        CountAsync(expectedCount, null, func, cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        CountAsync(expectedCount, timeout, func, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new Mute(filters));
        return new Muted(system, filters);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        action();
    }

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return func();
    }

    public async Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        await action();
    }

    public async Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return await func();
    }

    private static Func<object?> Lift(Action action) => () =>
    {
        action();
        return null;
    };

    private static Func<Task<object?>> Lift(Func<Task> action) => async () =>
    {
        await action();
        return null;
    };

    private T Count<T>(int expected, TimeSpan? timeout, Func<T> func, CancellationToken token)
    {
        var matched = 0;
        var handler = Counter(() => Interlocked.Increment(ref matched));
        using var muted = Begin(handler);
        try
        {
            var result = func();
            if (expected == 0)
            {
                token.WaitHandle.WaitOne(Silence(timeout));
            }
            else
            {
                kit.AwaitConditionNoThrow(
                    () => Volatile.Read(ref matched) >= expected, Limit(timeout), Step, token);
            }

            Check(expected, Volatile.Read(ref matched), timeout);
            return result;
        }
        finally
        {
            End(handler);
        }
    }

    private async Task<T> CountAsync<T>(int expected, TimeSpan? timeout, Func<Task<T>> func, CancellationToken token)
    {
        var matched = new StrongBox();
        var handler = Counter(() => Interlocked.Increment(ref matched.Value));
        using var muted = Begin(handler);
        try
        {
            var result = await func();
            if (expected == 0)
            {
                await Task.Delay(Silence(timeout), token);
            }
            else
            {
                await kit.AwaitConditionNoThrowAsync(
                    () => Volatile.Read(ref matched.Value) >= expected, Limit(timeout), Step, token);
            }

            Check(expected, Volatile.Read(ref matched.Value), timeout);
            return result;
        }
        finally
        {
            End(handler);
        }
    }

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private static Action<EventFilterBase, LogEvent> Counter(Action count) => (_, _) => count();

    private TimeSpan Limit(TimeSpan? timeout) =>
        timeout is { } t ? kit.Dilated(t) : kit.Dilated(kit.TestKitSettings.TestEventFilterLeeway);

    // How long to look for what must not come.
    private TimeSpan Silence(TimeSpan? timeout) =>
        timeout is { } t ? kit.Dilated(t) : kit.Dilated(TimeSpan.FromMilliseconds(500));

    private IUnmutableFilter Begin(Action<EventFilterBase, LogEvent> handler)
    {
        foreach (var filter in filters)
        {
            filter.EventMatched += handler;
        }

        return Mute();
    }

    private void End(Action<EventFilterBase, LogEvent> handler)
    {
        foreach (var filter in filters)
        {
            filter.EventMatched -= handler;
        }
    }

    private void Check(int expected, int matched, TimeSpan? timeout)
    {
        if (matched != expected)
        {
            kit.Assertions.Fail(
                "Timeout ({0}) while waiting for messages. Received {1} of {2} expected. Filter: [{3}]",
                Limit(timeout), matched, expected, string.Join<EventFilterBase>(", ", filters));
        }
    }

    private sealed class StrongBox
    {
        public int Value;
    }

    private sealed class Muted(ActorSystem system, EventFilterBase[] filters) : IUnmutableFilter
    {
        public void Unmute() => system.EventStream.Publish(new Unmute(filters));

        public void Dispose() => Unmute();
    }
}
