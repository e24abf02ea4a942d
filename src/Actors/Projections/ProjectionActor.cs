using Akka.Actor;
using Akka.Event;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Projections;

/// <summary>
/// Lets one projection follow the journal: takes batch after batch while there is more, then looks again after a pause,
/// and says how far behind it is.
/// </summary>
/// <remarks>
/// States: Following -> Away (the database is away) -> Following. One batch is under way at a time; between batches the
/// actor rests, so that nothing piles up. Parent: a back-off supervisor, which starts it again after a failure. Not
/// persisted on purpose: the position stands beside the rows.
/// </remarks>
public sealed class ProjectionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private readonly IProjection _projection;
    private readonly TimeSpan _pollInterval;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private TimeSpan? _retryAfter;
    private string? _trouble;

    /// <summary>Makes the actor.</summary>
    /// <param name="projection">What follows.</param>
    /// <param name="pollInterval">Pause between two looks at the journal, positive.</param>
    public ProjectionActor(IProjection projection, TimeSpan pollInterval)
    {
        _projection = projection;
        _pollInterval = pollInterval;
        Receive<Look>(_ => OnLook());
        Receive<ProjectionProgress>(OnProgress);
        Receive<Status.Failure>(OnFailure);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(IProjection projection, TimeSpan pollInterval) =>
        Props.Create(() => new ProjectionActor(projection, pollInterval));

    /// <inheritdoc/>
    protected override void PreStart() => Self.Tell(Look.Instance);

    private void OnLook() => _projection.AdvanceAsync().PipeTo(Self);

    private void OnProgress(ProjectionProgress progress)
    {
        NodeMetrics.Followed(_projection.Name, progress);
        if (_retryAfter is not null)
        {
            _retryAfter = null;
            _log.Info("[projection {0}] goes on: the database is back.", _projection.Name);
        }

        if (progress.Trouble is { } trouble && trouble != _trouble)
        {
            _log.Error("[projection {0}] stands still at {1}. Its tables are not complete.", _projection.Name, trouble);
        }

        _trouble = progress.Trouble;
        if (progress.IsBehind)
        {
            Self.Tell(Look.Instance);
        }
        else
        {
            LookAfter(progress.Trouble is null ? _pollInterval : RetryMax);
        }
    }

    private void OnFailure(Status.Failure failure)
    {
        if (failure.Cause is not IOException away)
        {
            throw new InvalidOperationException($"projection '{_projection.Name}' failed.", failure.Cause);
        }

        if (_retryAfter is null)
        {
            _log.Warning("{0} Its tables wait until that is over.", away.Message);
        }

        var next = _retryAfter is { } last ? last * 2 : _pollInterval;
        _retryAfter = next < RetryMax ? next : RetryMax;
        LookAfter(_retryAfter.Value);
    }

    private void LookAfter(TimeSpan pause) => Timers.StartSingleTimer(nameof(Look), Look.Instance, pause);

    private sealed class Look : INotInfluenceReceiveTimeout
    {
        public static readonly Look Instance = new();

        private Look()
        {
        }
    }
}
