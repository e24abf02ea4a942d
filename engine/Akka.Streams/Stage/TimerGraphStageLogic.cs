using Akka.Actor;

namespace Akka.Streams.Stage;

/// <summary>A logic with timers, each known by a key; setting a key again replaces its timer.</summary>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    private readonly Dictionary<object, Timer> _timers = [];
    private Action<Scheduled>? _callback;
    private int _generation;

    protected TimerGraphStageLogic(Shape shape)
        : base(shape)
    {
    }

    /// <summary>Called when a timer is due.</summary>
    protected abstract void OnTimer(object timerKey);

    protected bool IsTimerActive(object timerKey) => _timers.ContainsKey(timerKey);

    protected void CancelTimer(object timerKey)
    {
        if (_timers.Remove(timerKey, out var timer))
        {
            timer.Task.Cancel();
        }
    }

    protected void ScheduleOnce(object timerKey, TimeSpan delay)
    {
        CancelTimer(timerKey);
        var scheduled = new Scheduled(timerKey, ++_generation, false);
        var callback = Callback;
        _timers[timerKey] = new Timer(
            scheduled.Generation, Materializer.ScheduleOnce(delay, () => callback(scheduled)));
    }

    protected void ScheduleRepeatedly(object timerKey, TimeSpan interval) =>
        ScheduleRepeatedly(timerKey, interval, interval);

    protected void ScheduleRepeatedly(object timerKey, TimeSpan initialDelay, TimeSpan interval)
    {
        CancelTimer(timerKey);
        var scheduled = new Scheduled(timerKey, ++_generation, true);
        var callback = Callback;
        _timers[timerKey] = new Timer(
            scheduled.Generation,
            Materializer.ScheduleRepeatedly(initialDelay, interval, () => callback(scheduled)));
    }

    protected override void AfterPostStop()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Task.Cancel();
        }

        _timers.Clear();
        base.AfterPostStop();
    }

    private Action<Scheduled> Callback => _callback ??= GetAsyncCallback<Scheduled>(OnScheduled);

    // A timer that was replaced or cancelled may already be on its way: the generation tells.
    private void OnScheduled(Scheduled scheduled)
    {
        if (!_timers.TryGetValue(scheduled.Key, out var timer) || timer.Generation != scheduled.Generation)
        {
            return;
        }

        if (!scheduled.IsRepeating)
        {
            _timers.Remove(scheduled.Key);
        }

        OnTimer(scheduled.Key);
    }

    private sealed record Scheduled(object Key, int Generation, bool IsRepeating);

    private readonly record struct Timer(int Generation, ICancelable Task);
}
