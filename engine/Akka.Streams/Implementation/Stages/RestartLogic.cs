using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Runs a graph as a sub-stream and starts it again when it ends. States: running -> backing off -> running; finished
/// when the outside has ended or too many restarts were needed.
/// </summary>
internal abstract class RestartLogic : TimerGraphStageLogic
{
    private const string Timer = "RestartTimer";
    private readonly RestartSettings _settings;
    private readonly bool _onlyOnFailures;
    private readonly string _name;
    private int _restarts;
    private TimeSpan _startedAt;

    protected RestartLogic(Shape shape, string name, RestartSettings settings, bool onlyOnFailures)
        : base(shape)
    {
        _name = name;
        _settings = settings;
        _onlyOnFailures = onlyOnFailures;
    }

    protected override object LogSource => _name;

    private TimeSpan Now => Materializer is ActorMaterializer { System.Scheduler: var scheduler }
        ? scheduler.MonotonicClock
        : TimeSpan.FromMilliseconds(Environment.TickCount64);

    public override void PreStart() => Start();

    protected sealed override void OnTimer(object timerKey) => Start();

    /// <summary>Starts the graph.</summary>
    protected abstract void StartGraph();

    /// <summary>Makes the outside wait until the graph is started again.</summary>
    protected abstract void BackOff();

    /// <summary>The graph ended well: true when it will be started again.</summary>
    protected bool RestartsAfterFinish()
    {
        if (_onlyOnFailures || MaxRestartsReached())
        {
            return false;
        }

        Schedule();
        return true;
    }

    /// <summary>The graph failed: true when it will be started again.</summary>
    protected bool RestartsAfterFailure(Exception cause)
    {
        if (MaxRestartsReached())
        {
            return false;
        }

        Log.Warning(cause, "Restarting graph due to failure. Stack trace: {0}", cause.Message);
        Schedule();
        return true;
    }

    /// <summary>Moves an element into the graph when there is one and it is wanted, else asks for one.</summary>
    protected void Feed<T>(SubSourceOutlet<T> inner, Inlet<T> inlet)
    {
        if (!IsAvailable(inlet))
        {
            if (!HasBeenPulled(inlet))
            {
                TryPull(inlet);
            }
        }
        else if (inner.IsAvailable)
        {
            inner.Push(Grab(inlet));
        }
    }

    private void Start()
    {
        _startedAt = Now;
        StartGraph();
    }

    private bool MaxRestartsReached()
    {
        if (Now - _startedAt > _settings.MaxRestartsWithin)
        {
            _restarts = 0;
        }

        return _restarts == _settings.MaxRestarts;
    }

    private void Schedule()
    {
        ScheduleOnce(Timer, NextDelay());
        _restarts++;
        BackOff();
    }

    private TimeSpan NextDelay()
    {
        var chance = 1.0 + (Random.Shared.NextDouble() * _settings.RandomFactor);
        var doubled = _restarts >= 30 ? double.MaxValue : _settings.MinBackoff.TotalMilliseconds * (1L << _restarts);
        var milliseconds = Math.Min(_settings.MaxBackoff.TotalMilliseconds, doubled) * chance;
        return TimeSpan.FromMilliseconds(milliseconds);
    }
}
