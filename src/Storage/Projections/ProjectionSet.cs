using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Projections;
using WhaleStack.Domain.Traders;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Projections;

/// <summary>All tables that are made from the journal of a database.</summary>
public sealed class ProjectionSet : IDisposable
{
    private readonly ImmutableArray<JournalProjection> _all;
    private readonly TimeProvider _time;

    /// <summary>Makes it; nothing is opened yet.</summary>
    /// <param name="database">A database on which the migrations have run.</param>
    /// <param name="traders">The traders of <c>config/bots</c>, whose strategies are shown.</param>
    /// <param name="options">How they follow.</param>
    /// <param name="time">Clock for how old the lag is.</param>
    public ProjectionSet(
        Database database, IEnumerable<TraderOptions> traders, ProjectionOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var strategies = traders.ToDictionary(t => t.Trader, t => t.Strategy, StringComparer.Ordinal);
        _time = time;
        _all =
        [
            .. JournalFolds.All(strategies)
                .Select(fold => new JournalProjection(database, fold, options.BatchEventsMax, time)),
        ];
    }

    /// <summary>Each of them, by name.</summary>
    public ImmutableArray<JournalProjection> All => _all;

    /// <summary>For those who only let them follow.</summary>
    public ImmutableArray<IProjection> Ports => _all.CastArray<IProjection>();

    /// <summary>Takes all that the journal holds now, or what can be taken in a time.</summary>
    /// <returns>Whether all tables are complete.</returns>
    /// <exception cref="IOException">The database is away or refuses.</exception>
    public bool CatchUp(TimeSpan limit)
    {
        var started = _time.GetTimestamp();
        bool IsOver() => _time.GetElapsedTime(started) > limit;
        return _all.Count(projection => CatchUp(projection, IsOver)) == _all.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var projection in _all)
        {
            projection.Dispose();
        }
    }

    private static bool CatchUp(JournalProjection projection, Func<bool> isOver)
    {
        while (!isOver())
        {
            var progress = projection.Advance();
            if (!progress.IsBehind)
            {
                return progress.Events == 0;
            }
        }

        return false;
    }
}
