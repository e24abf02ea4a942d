namespace Akka.TestKit;

/// <summary>Expects or mutes the entries that filters accept.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter.</summary>
    EventFilterFactory And { get; }

    /// <summary>Expects one entry while code runs.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry in time while code runs.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry while code runs.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry in time while code runs.</summary>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry while code runs.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry in time while code runs.</summary>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry while code runs.</summary>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one entry in time while code runs.</summary>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries while code runs.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries in time while code runs.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries while code runs.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries in time while code runs.</summary>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries while code runs.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries in time while code runs.</summary>
    Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries in time while code runs.</summary>
    Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries while code runs.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects so many entries in time while code runs.</summary>
    Task<T> ExpectAsync<T>(
        int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Drops the entries until the result is disposed.</summary>
    IUnmutableFilter Mute();

    /// <summary>Drops the entries while code runs.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Drops the entries while code runs.</summary>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Drops the entries while code runs.</summary>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Drops the entries while code runs.</summary>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);
}

/// <summary>Entries that are being dropped.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Ends that.</summary>
    void Unmute();
}
