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
    private readonly Bucket[] _wheel;
    private readonly int _mask;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private Work? _newest;
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
        _wheel = new Bucket[size];
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
        work.Interval = interval?.Ticks ?? Work.Once;
        Work? newest;
        do
        {
            newest = Volatile.Read(ref _newest);
            work.Next = newest;
        }
        while (Interlocked.CompareExchange(ref _newest, work, newest) != newest);

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
        // The list is newest first: turn it over, so that work for the same tick is done in the order it came in.
        var newest = Interlocked.Exchange(ref _newest, null);
        Work? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        while (oldest is not null)
        {
            var next = oldest.Next;
            Place(oldest);
            oldest = next;
        }
    }

    private void Place(Work work)
    {
        // The tick that begins when the work is due: never earlier, and never one that has passed.
        work.Tick = Math.Max((work.Due.Ticks + _tick.Ticks - 1) / _tick.Ticks - 1, _currentTick);
        _wheel[work.Tick & _mask].Add(work);
    }

    // Empties the bucket, in the order in which it was filled, and puts back what waits for a later round.
    private void RunBucket()
    {
        var work = _wheel[_currentTick & _mask].TakeAll();
        while (work is not null)
        {
            var next = work.Next;
            if (work.IsCancelled)
            {
                Interlocked.Decrement(ref _pending);
            }
            else if (work.Tick <= _currentTick)
            {
                Fire(work);
            }
            else
            {
                _wheel[_currentTick & _mask].Add(work);
            }

            work = next;
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

        if (work.Interval == Work.Once)
        {
            Interlocked.Decrement(ref _pending);
            return;
        }

        work.Due += TimeSpan.FromTicks(work.Interval);
        work.Tick = Math.Max((work.Due.Ticks + _tick.Ticks - 1) / _tick.Ticks - 1, _currentTick + 1);
        _wheel[work.Tick & _mask].Add(work);
    }

    // A list through the work itself, in the order in which it was added.
    private struct Bucket
    {
        private Work? _first;
        private Work? _last;

        public void Add(Work work)
        {
            work.Next = null;
            if (_last is null)
            {
                _first = work;
            }
            else
            {
                _last.Next = work;
            }

            _last = work;
        }

        public Work? TakeAll()
        {
            var first = _first;
            _first = _last = null;
            return first;
        }
    }

    private abstract class Work(ICancelable? cancelable)
    {
        public const long Once = -1;

        /// <summary>The next one: among the arrivals, and then in the bucket.</summary>
        public Work? Next { get; set; }

        public TimeSpan Due { get; set; }

        /// <summary>How many ticks of 100 ns after each run the next one is due, or <see cref="Once"/>.</summary>
        public long Interval { get; set; }

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
