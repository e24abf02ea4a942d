using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time a test moves. Set <c>akka.scheduler.implementation</c> to
/// <c>Akka.TestKit.TestScheduler, Akka.TestKit</c>.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start;
    private readonly PriorityQueue<Work, (DateTimeOffset Due, long Order)> _work = new();
    private DateTimeOffset _now;
    private long _order;

    /// <summary>The constructor that every scheduler must have.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _start = _now = DateTimeOffset.UtcNow;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => TimeNow;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => TimeNow - _start;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => TimeNow - _start;

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The time the test has set.</summary>
    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Moves the time on, and does on the way what is due, in its order.</summary>
    public void Advance(TimeSpan offset) => AdvanceTo(Now + offset);

    /// <summary>Moves the time to a moment, and does on the way what is due, in its order.</summary>
    /// <exception cref="InvalidOperationException">The moment has passed.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
        {
            throw new InvalidOperationException("The time of a scheduler does not run backwards.");
        }

        while (TakeDue(when) is { } work)
        {
            work.Do();
            if (work.Interval is { } interval)
            {
                Add(work, interval);
            }
        }

        lock (_lock)
        {
            _now = when > _now ? when : _now;
        }
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new Work(() => receiver.Tell(message, sender), cancelable, null), delay);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new Work(action, cancelable, null), delay);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action.Run, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        ScheduleOnce(delay, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Add(new Work(action, cancelable, interval), initialDelay);
    }

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    private void Add(Work work, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        lock (_lock)
        {
            _work.Enqueue(work, (_now + delay, _order++));
        }
    }

    private Work? TakeDue(DateTimeOffset when)
    {
        lock (_lock)
        {
            while (_work.TryPeek(out var work, out var at) && at.Due <= when)
            {
                _work.Dequeue();
                if (work.Cancelable is { IsCancellationRequested: true })
                {
                    continue;
                }

                _now = at.Due > _now ? at.Due : _now;
                return work;
            }

            return null;
        }
    }

    private sealed record Work(Action Do, ICancelable? Cancelable, TimeSpan? Interval);
}
