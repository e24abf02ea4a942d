using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The default scheduler: one thread turns a wheel of buckets, one bucket a tick; work further away than one turn
/// waits for its round. Nothing runs early. The thread sleeps while there is no work.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _tick;
    private readonly TimeSpan _shutdownTimeout;
    private readonly LinkedList<Work>[] _wheel;
    private readonly int _mask;
    private readonly ConcurrentQueue<Work> _arrivals = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private long _currentTick;
    private int _pending;
    private volatile bool _stopped;

    /// <summary>Reads <c>akka.scheduler</c> and starts the thread.</summary>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        _tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration");
        if (_tick < TimeSpan.FromMilliseconds(10))
        {
            throw new ArgumentOutOfRangeException(
                nameof(scheduler), "minimum supported akka.scheduler.tick-duration is 10ms");
        }

        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout");
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2(
            (uint)Math.Max(1, scheduler.GetInt("akka.scheduler.ticks-per-wheel")));
        _mask = size - 1;
        _wheel = Enumerable.Range(0, size).Select(_ => new LinkedList<Work>()).ToArray();
        _thread = new Thread(Turn) { IsBackground = true, Name = "akka-scheduler" };
        _thread.UnsafeStart();
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Elapsed;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => Elapsed;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _wake.Set();
        if (Thread.CurrentThread != _thread && !_thread.Join(_shutdownTimeout))
        {
            Log.Warning("Failed to shutdown DedicatedThreadScheduler within {0}", _shutdownTimeout);
        }
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new TellWork(receiver, message, sender, cancelable), delay, null);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        Add(new TellWork(receiver, message, sender, cancelable), initialDelay, interval);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new RunWork(new ActionRunnable(action), cancelable), delay, null);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(new RunWork(action, cancelable), delay, null);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(new RunWork(new ActionRunnable(action), cancelable), initialDelay, interval);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(new RunWork(action, cancelable), initialDelay, interval);

    private void Add(Work work, TimeSpan delay, TimeSpan? interval)
    {
        if (_stopped)
        {
            throw new SchedulerException("cannot enqueue after timer shutdown");
        }

        if (work.IsCancelled)
        {
            return;
        }

        work.Due = Elapsed + delay;
        work.Interval = interval;
        _arrivals.Enqueue(work);
        if (Interlocked.Increment(ref _pending) == 1)
        {
            _wake.Set();
        }
    }

    private void Turn()
    {
        while (!_stopped)
        {
            if (Volatile.Read(ref _pending) == 0)
            {
                _wake.WaitOne();
                _currentTick = Elapsed.Ticks / _tick.Ticks;
                continue;
            }

            var nextAt = TimeSpan.FromTicks((_currentTick + 1) * _tick.Ticks);
            var wait = nextAt - Elapsed;
            if (wait > TimeSpan.Zero)
            {
                _wake.WaitOne(wait + TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - 1));
                continue;
            }

            TakeArrivals();
            RunBucket();
            _currentTick++;
        }
    }

    private void TakeArrivals()
    {
        while (_arrivals.TryDequeue(out var work))
        {
            Place(work);
        }
    }

    private void Place(Work work)
    {
        // The tick that begins when the work is due: never earlier, and never one that has passed.
        work.Tick = Math.Max((work.Due.Ticks + _tick.Ticks - 1) / _tick.Ticks - 1, _currentTick);
        _wheel[work.Tick & _mask].AddLast(work);
    }

    private void RunBucket()
    {
        var bucket = _wheel[_currentTick & _mask];
        for (var node = bucket.First; node is not null;)
        {
            var next = node.Next;
            var work = node.Value;
            if (work.IsCancelled)
            {
                bucket.Remove(node);
                Interlocked.Decrement(ref _pending);
            }
            else if (work.Tick <= _currentTick)
            {
                bucket.Remove(node);
                Fire(work);
            }

            node = next;
        }
    }

    private void Fire(Work work)
    {
        try
        {
            work.Do();
        }
        catch (Exception e)
        {
            Log.Error(e, "Error while executing scheduled task {0}", work);
            Interlocked.Decrement(ref _pending);
            return;
        }

        if (work.Interval is not { } interval)
        {
            Interlocked.Decrement(ref _pending);
            return;
        }

        work.Due += interval;
        work.Tick = Math.Max((work.Due.Ticks + _tick.Ticks - 1) / _tick.Ticks - 1, _currentTick + 1);
        _wheel[work.Tick & _mask].AddLast(work);
    }

    private abstract class Work(ICancelable? cancelable)
    {
        public TimeSpan Due { get; set; }

        public TimeSpan? Interval { get; set; }

        public long Tick { get; set; }

        public bool IsCancelled => cancelable is { IsCancellationRequested: true };

        public abstract void Do();
    }

    private sealed class TellWork(ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
        : Work(cancelable)
    {
        public override void Do() => receiver.Tell(message, sender);

        public override string ToString() => $"[{receiver}.Tell({message}, {sender})]";
    }

    private sealed class RunWork(IRunnable run, ICancelable? cancelable) : Work(cancelable)
    {
        public override void Do() => run.Run();

        public override string ToString() => run.ToString() ?? nameof(RunWork);
    }
}
