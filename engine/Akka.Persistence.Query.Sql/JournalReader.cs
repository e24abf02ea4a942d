using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Streams.Dsl;
using Akka.Util;

namespace Akka.Persistence.Query.Sql;

/// <summary>
/// Asks the journal for one page after the other, each when the stream wants more; so a slow stream holds one page.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle to give back, and lives as long as the system.
internal sealed class JournalReader(IActorRef journal, TimeSpan refreshInterval, int pageSize, int queriesMax)
#pragma warning restore CA1001
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _running = new(queriesMax);

    /// <summary>Behind a number up to another; null for all ids or all tags.</summary>
    public Source<EventEnvelope, NotUsed> Events(
        string? persistenceId, string? tag, long after, long to, bool live)
    {
        var start = new Cursor(
            new QueryEvents(persistenceId, tag, Math.Max(0L, after), to, pageSize, live), WaitsFirst: false);
        return Source.UnfoldAsync<Cursor, IEnumerable<EventEnvelope>>(start, NextPage)
            .SelectMany(static page => page);
    }

    public Source<string, NotUsed> Ids(bool live) => Source
        .UnfoldAsync<Known, IEnumerable<string>>(
            new Known(ImmutableHashSet<string>.Empty.WithComparer(StringComparer.Ordinal), IsFirst: true),
            known => NextIds(known, live))
        .SelectMany(static page => page);

    private async Task<Option<(Cursor, IEnumerable<EventEnvelope>)>> NextPage(Cursor cursor)
    {
        var query = cursor.Query;
        if (query.After >= query.To)
        {
            return Option<(Cursor, IEnumerable<EventEnvelope>)>.None;
        }

        if (cursor.WaitsFirst)
        {
            await Task.Delay(refreshInterval).ConfigureAwait(false);
        }

        var page = (QueriedEvents)await Ask(query).ConfigureAwait(false);
        var isEmpty = page.LastRead == query.After;
        if (isEmpty && !query.IsLive)
        {
            return Option<(Cursor, IEnumerable<EventEnvelope>)>.None;
        }

        // The first page of a current query says where it ends.
        var to = query.IsLive ? query.To : Math.Min(query.To, page.Highest);
        var next = cursor with { Query = query with { After = page.LastRead, To = to }, WaitsFirst = isEmpty };
        var byId = query.PersistenceId is not null;
        return (next, page.Events.Select(e => Envelope(e, byId)));
    }

    private async Task<Option<(Known, IEnumerable<string>)>> NextIds(Known known, bool live)
    {
        if (!known.IsFirst)
        {
            if (!live)
            {
                return Option<(Known, IEnumerable<string>)>.None;
            }

            await Task.Delay(refreshInterval).ConfigureAwait(false);
        }

        var ids = (string[])await Ask(new QueryPersistenceIds()).ConfigureAwait(false);
        var fresh = ids.Where(id => !known.Ids.Contains(id)).ToArray();
        return (new Known(known.Ids.Union(fresh), IsFirst: false), fresh);
    }

    private async Task<object> Ask(object query)
    {
        await _running.WaitAsync().ConfigureAwait(false);
        try
        {
            var answer = await journal.Ask<object>(query, AnswerTimeout).ConfigureAwait(false);
            return answer is QueryFailed failed
                ? throw new InvalidOperationException(
                    $"The journal cannot be read: {failed.Cause.Message}", failed.Cause)
                : answer;
        }
        finally
        {
            _running.Release();
        }
    }

    private static EventEnvelope Envelope(QueriedEvent e, bool byId) => new(
        new Sequence(byId ? e.Event.SequenceNr : e.Ordering),
        e.Event.PersistenceId,
        e.Event.SequenceNr,
        e.Event.Payload,
        e.Event.Timestamp,
        e.Tags);

    private sealed record Cursor(QueryEvents Query, bool WaitsFirst);

    private sealed record Known(ImmutableHashSet<string> Ids, bool IsFirst);
}
