using Akka.Dispatch;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The stash of an actor: a queue that is put back in front of the mailbox.</summary>
internal sealed class StashImpl : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private LinkedList<Envelope> _held = new();
    private long _lastStashed = -1;

    public StashImpl(ActorCell cell, int capacity)
    {
        _cell = cell;
        Capacity = capacity;
        _mailbox = cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics
            ?? throw new NotSupportedException(
                $"DequeBasedMailbox required, got: {cell.Mailbox.MessageQueue.GetType().Name}\n"
                + "An (unbounded) deque-based mailbox can be configured as follows:\n"
                + "    my-custom-mailbox {\n"
                + "        mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\"\n"
                + "    }\n");
    }

    public int Count => _held.Count;

    public bool IsEmpty => _held.Count == 0;

    public bool NonEmpty => _held.Count > 0;

    public bool IsFull => Capacity >= 0 && _held.Count >= Capacity;

    public int Capacity { get; }

    public void Stash()
    {
        var envelope = _cell.CurrentEnvelope;
        if (_lastStashed == _cell.CurrentEnvelopeId)
        {
            throw new IllegalActorStateException(
                $"Can't stash the same message {envelope.Message} more than once");
        }

        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {envelope.Message} to stash of {_cell.Self}: it holds {Capacity} already");
        }

        _lastStashed = _cell.CurrentEnvelopeId;
        _held.AddLast(envelope);
    }

    public void Unstash()
    {
        if (_held.First is not { } first)
        {
            return;
        }

        _held.RemoveFirst();
        PutBack(first.Value);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var held = _held;
        _held = new LinkedList<Envelope>();
        for (var node = held.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
            {
                PutBack(node.Value);
            }
        }
    }

    private void PutBack(Envelope envelope)
    {
        // Without this the notice would look like one of a watch that was ended.
        if (envelope.Message is Terminated terminated)
        {
            _cell.TerminatedQueuedFor(terminated.ActorRef, Option<object>.None);
        }

        _mailbox.EnqueueFirst(envelope);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var held = _held;
        _held = new LinkedList<Envelope>();
        return held;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            _held.AddFirst(envelope);
        }
    }
}

/// <summary>Makes further stashes for an actor.</summary>
public static class StashFactory
{
    /// <summary>Makes a stash for the running actor.</summary>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    /// <summary>Makes a stash for the running actor.</summary>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) =>
        CreateStash(context, actorInstance.GetType());

    /// <summary>Makes a stash for an actor of a type, which must be one that has a stash.</summary>
    public static IStash CreateStash(this IActorContext context, Type actorType) =>
        typeof(IActorStash).IsAssignableFrom(actorType)
            ? new StashImpl((ActorCell)context, ((ActorCell)context).StashCapacity)
            : throw new ArgumentException(
                $"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate",
                nameof(actorType));
}
