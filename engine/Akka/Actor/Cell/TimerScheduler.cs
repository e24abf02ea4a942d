using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// An actor's timers. Each start has a number; a message with another number than its timer's is stale and dropped,
/// so nothing arrives after a cancel, a replacement or a restart.
/// </summary>
internal sealed class TimerScheduler(ActorCell cell, bool logTimers) : ITimerScheduler
{
    private readonly Dictionary<object, Entry> _timers = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(
        object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        var timer = Begin(key, msg, repeats: true);
        var scheduler = cell.System.Scheduler;
        var task = new Cancelable(scheduler);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, cell.Self, timer, sender, task);
        _timers[key] = new Entry(timer, task);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) =>
        StartSingleTimer(key, msg, timeout, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
    {
        var timer = Begin(key, msg, repeats: false);
        var scheduler = cell.System.Scheduler;
        var task = new Cancelable(scheduler);
        scheduler.ScheduleTellOnce(timeout, cell.Self, timer, sender, task);
        _timers[key] = new Entry(timer, task);
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var entry))
        {
            Log("Cancel timer [{0}] with generation [{1}]", entry.Timer);
            entry.Task.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (var entry in _timers.Values)
        {
            entry.Task.Cancel();
        }

        _timers.Clear();
    }

    /// <summary>True when the message is of a timer that runs; a single timer has then run out.</summary>
    internal bool Accepts(TimerMessage message)
    {
        if (!_timers.TryGetValue(message.Key, out var entry) || !ReferenceEquals(entry.Timer, message))
        {
            Log("Received stale timer [{0}] with generation [{1}], discarding", message);
            return false;
        }

        if (!message.Repeats)
        {
            _timers.Remove(message.Key);
        }

        return true;
    }

    private TimerMessage Begin(object key, object msg, bool repeats)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        var timer = new TimerMessage(key, msg, ++_generation, repeats);
        Log("Start timer [{0}] with generation [{1}]", timer);
        return timer;
    }

    private void Log(string format, TimerMessage timer)
    {
        if (logTimers)
        {
            cell.GetLogger().Debug(format, timer.Key, timer.Generation);
        }
    }

    private readonly record struct Entry(TimerMessage Timer, ICancelable Task);
}

/// <summary>What the scheduler sends to an actor for one of its timers.</summary>
internal sealed class TimerMessage(object key, object message, long generation, bool repeats)
    : IAutoReceivedMessage, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public object Key { get; } = key;

    public object Message { get; } = message;

    public long Generation { get; } = generation;

    public bool Repeats { get; } = repeats;

    public override string ToString() => $"TimerMsg(key={Key}, generation={Generation})";
}
