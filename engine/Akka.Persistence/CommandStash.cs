using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

/// <summary>Commands that wait until events are written. They return one by one to the head of the mailbox.</summary>
internal sealed class CommandStash
{
    private readonly ActorCell _cell;
    private readonly EnvelopeDeque _held = new();
    private int? _capacity;

    public CommandStash(ActorCell cell) => _cell = cell;

    public bool IsEmpty => _held.Count == 0;

    /// <summary>How many may wait; -1 is no limit.</summary>
    public int Capacity => _capacity ??= _cell.StashCapacity;

    /// <summary>The message that the actor is handling.</summary>
    public object? Current { get; set; }

    /// <summary>The message being handled, in a form that can go back into the mailbox.</summary>
    public Envelope CurrentEnvelope
    {
        get
        {
            var envelope = _cell.CurrentEnvelope;

            // A death that was announced once is not let through a second time, so it comes back under cover.
            return envelope.Message is Terminated
                ? new Envelope(new Redelivered(Current ?? envelope.Message), envelope.Sender)
                : envelope;
        }
    }

    /// <summary>The sender of the message being handled, or no sender.</summary>
    public IActorRef? SenderOfCurrent => _cell.CurrentEnvelope.Sender;

    private IDequeBasedMessageQueueSemantics Mailbox =>
        (IDequeBasedMessageQueueSemantics)_cell.Mailbox.MessageQueue;

    /// <summary>Keeps the message being handled; false when the stash is full.</summary>
    public bool TryStash()
    {
        if (Capacity >= 0 && _held.Count >= Capacity)
        {
            return false;
        }

        _held.AddLast(CurrentEnvelope);
        return true;
    }

    public void Unstash()
    {
        if (_held.Count > 0)
        {
            Mailbox.EnqueueFirst(_held.RemoveFirst());
        }
    }

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        foreach (var envelope in _held.Backwards())
        {
            if (predicate(envelope))
            {
                Mailbox.EnqueueFirst(envelope);
            }
        }

        _held.Clear();
    }

    /// <summary>Puts commands that waited elsewhere before all others.</summary>
    public void PutFirst(IReadOnlyList<Envelope> envelopes)
    {
        for (var i = envelopes.Count - 1; i >= 0; i--)
        {
            _held.AddFirst(envelopes[i]);
        }
    }

    /// <summary>A message that comes out of a stash and must reach the actor and nobody before it.</summary>
    internal sealed record Redelivered(object Message);
}
