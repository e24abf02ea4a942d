using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Rows;

namespace Akka.Persistence.Journal;

/// <summary>
/// A journal that stores without blocking its actor. Requests of different actors run side by side; each actor gets its
/// answers in the order of its requests.
/// </summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    /// <summary>Whether commands are also published to the event stream.</summary>
#pragma warning disable CA1051 // A field in Akka.NET.
    protected readonly bool CanPublish;
#pragma warning restore CA1051

    private static readonly Task<IImmutableList<Exception?>?> NothingRefused =
        Task.FromResult<IImmutableList<Exception?>?>(null);

    private readonly PluginBreaker _breaker;
    private readonly ReplayFilterSettings _replayFilter;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Func<AtomicWrite[], Task<IImmutableList<Exception?>?>>? _write;

    // The newest request of each actor, which the next one's answers must wait for.
    private readonly ConcurrentDictionary<IActorRef, Task> _answering = new();

    /// <summary>Reads the plugin's configuration by the name of this actor.</summary>
    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.JournalConfig(Self.Path.Name);
        _breaker = new PluginBreaker(Self.Path.Name, config, IsJournalFailure);
        _replayFilter = new ReplayFilterSettings(config);
        CanPublish = extension.Settings.Internal.PublishPluginCommands;
    }

    /// <inheritdoc/>
    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <inheritdoc/>
    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>
    /// Stores atomic writes, in order. The task fails when storing failed or may have failed. Otherwise it gives null
    /// or an empty list when all are stored, or one entry for each atomic write: null, or why it was refused.
    /// </summary>
    protected abstract Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    /// <summary>Deletes events up to a sequence number, inclusive; the highest number must not be forgotten.</summary>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Handles messages that only this plugin knows.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) =>
        ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    /// <summary>Handles the journal protocol.</summary>
    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                OnWrite(write);
                break;
            case ReplayMessages replay:
                _ = ReplayAsync(replay, Context, Self);
                break;
            case DeleteMessagesTo delete:
                _ = DeleteAsync(delete, Self);
                break;
            default:
                return false;
        }

        if (CanPublish)
        {
            Context.System.EventStream.Publish(message);
        }

        return true;
    }

    /// <summary>The cause inside an <see cref="AggregateException"/>.</summary>
    protected static Exception TryUnwrapException(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e is AggregateException aggregate && aggregate.Flatten().InnerExceptions is [var only] ? only : e;
    }

    /// <summary>False for a failure that is one actor's own and says nothing about the journal's health.</summary>
    private static bool IsJournalFailure(Exception exception) => exception is not WriterConflictException;

    private static void Answer(WriteMessages write, IReadOnlyList<Exception?>? results, IActorRef self)
    {
        var actor = write.PersistentActor;
        actor.Tell(WriteMessagesSuccessful.Instance, self);
        var index = 0;
        foreach (var envelope in write.ToArray())
        {
            if (envelope is not AtomicWrite atomic)
            {
                actor.Tell(new LoopMessageSuccess(envelope.Payload, write.ActorInstanceId), envelope.Sender);
                continue;
            }

            var refusal = results is { Count: > 0 } ? results[index++] : null;
            for (var i = 0; i < atomic.Size; i++)
            {
                var p = atomic[i];
                actor.Tell(
                    refusal is null
                        ? new WriteMessageSuccess(p, write.ActorInstanceId)
                        : new WriteMessageRejected(p, refusal, write.ActorInstanceId),
                    p.Sender);
            }
        }
    }

    private static void AnswerFailure(WriteMessages write, Exception cause, int atomicWrites, IActorRef self)
    {
        var actor = write.PersistentActor;
        actor.Tell(new WriteMessagesFailed(cause, atomicWrites), self);
        foreach (var envelope in write.Messages)
        {
            if (envelope is not AtomicWrite atomic)
            {
                actor.Tell(new LoopMessageSuccess(envelope.Payload, write.ActorInstanceId), envelope.Sender);
                continue;
            }

            for (var i = 0; i < atomic.Size; i++)
            {
                var p = atomic[i];
                actor.Tell(new WriteMessageFailure(p, cause, write.ActorInstanceId), p.Sender);
            }
        }
    }

    private void OnWrite(WriteMessages write)
    {
        var previous = _answering.GetValueOrDefault(write.PersistentActor);
        AtomicWrite[] prepared = [];
        Task<IImmutableList<Exception?>?> writing;
        try
        {
            prepared = Prepare(write.ToArray());
            writing = prepared.Length == 0 ? NothingRefused : _breaker.Run(_write ??= WriteMessagesAsync, prepared);
        }
        catch (Exception exception)
        {
            // The persistent actor is told, whatever it is.
            writing = Task.FromException<IImmutableList<Exception?>?>(exception);
        }

        if (previous is null && writing.IsCompletedSuccessfully)
        {
            Answer(write, writing, prepared.Length, Self);
            return;
        }

        var answered = AnswerLaterAsync(write, writing, prepared.Length, previous ?? Task.CompletedTask, Self);
        if (!answered.IsCompleted)
        {
            _answering[write.PersistentActor] = answered;
            _ = ForgetAsync(write.PersistentActor, answered);
        }
    }

    private async Task ForgetAsync(IActorRef actor, Task answered)
    {
        await answered.ConfigureAwait(false);
        _answering.TryRemove(new KeyValuePair<IActorRef, Task>(actor, answered));
    }

    private static async Task AnswerLaterAsync(
        WriteMessages write, Task<IImmutableList<Exception?>?> writing, int atomicWrites, Task previous, IActorRef self)
    {
        await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await previous.ConfigureAwait(false);
        Answer(write, writing, atomicWrites, self);
    }

    private static void Answer(
        WriteMessages write, Task<IImmutableList<Exception?>?> written, int atomicWrites, IActorRef self)
    {
        var results = written.IsCompletedSuccessfully ? written.Result : null;
        var failure = written.IsCompletedSuccessfully
            ? WrongCount(results, atomicWrites)
            : TryUnwrapException(written.Exception ?? new AggregateException(new TaskCanceledException(written)));
        if (failure is null)
        {
            Answer(write, results, self);
        }
        else
        {
            AnswerFailure(write, failure, atomicWrites, self);
        }
    }

    private static InvalidOperationException? WrongCount(IReadOnlyList<Exception?>? results, int expected) =>
        results is null || results.Count == 0 || results.Count == expected
            ? null
            : new InvalidOperationException(
                $"WriteMessagesAsync must return null, an empty list, or one result for each of the {expected} " +
                $"atomic writes, and returned {results.Count}.");

    private async Task ReplayAsync(ReplayMessages replay, IActorContext context, IActorRef self)
    {
        var actor = replay.PersistentActor;
        try
        {
            var from = Math.Max(0L, replay.FromSequenceNr - 1L);
            var highest = await _breaker.Run(() => ReadHighestSequenceNrAsync(replay.PersistenceId, from))
                .ConfigureAwait(false);
            var to = Math.Min(replay.ToSequenceNr, highest);
            if (highest > 0L && replay.FromSequenceNr <= to && replay.Max > 0L)
            {
                await ReplayAsync(replay, to, context).ConfigureAwait(false);
            }

            actor.Tell(new RecoverySuccess(highest), self);
        }
        catch (Exception exception)
        {
            // The persistent actor is told, whatever it is.
            actor.Tell(new ReplayMessagesFailure(TryUnwrapException(exception)), self);
        }
    }

    private async Task ReplayAsync(ReplayMessages replay, long toSequenceNr, IActorContext context)
    {
        var actor = replay.PersistentActor;
        var window = new ReplayWindow<IPersistentRepresentation>(
            _replayFilter, _log, static p => p, p => actor.Tell(new ReplayedMessage(p), ActorRefs.NoSender));
        Action<IPersistentRepresentation> add = window.Add;
        try
        {
            await ReplayMessagesAsync(
                context, replay.PersistenceId, replay.FromSequenceNr, toSequenceNr, replay.Max, p =>
                {
                    if (!p.IsDeleted)
                    {
                        AdaptFromJournal(p, add);
                    }
                }).ConfigureAwait(false);
        }
        finally
        {
            // Also when a later event cannot be read: the actor sees how far it came.
            window.Flush();
        }
    }

    private async Task DeleteAsync(DeleteMessagesTo delete, IActorRef self)
    {
        object answer;
        try
        {
            await _breaker.Run(() => DeleteMessagesToAsync(delete.PersistenceId, delete.ToSequenceNr))
                .ConfigureAwait(false);
            answer = new DeleteMessagesSuccess(delete.ToSequenceNr);
        }
        catch (Exception exception)
        {
            // The persistent actor is told, whatever it is.
            answer = new DeleteMessagesFailure(TryUnwrapException(exception), delete.ToSequenceNr);
        }

        delete.PersistentActor.Tell(answer, self);
    }
}
