using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The stash that a persistent actor's author sees. What it gives back goes to the head of the internal stash, from
/// which commands return one by one: so they keep their order and still wait for writes that are under way.
/// </summary>
internal sealed class UserStash(ActorCell cell, CommandStash commands) : IStash
{
    private List<Envelope> _held = [];
    private long _lastStashed = -1L;

    public int Count => _held.Count;

    public bool IsEmpty => _held.Count == 0;

    public bool NonEmpty => _held.Count > 0;

    public bool IsFull => Capacity >= 0 && _held.Count >= Capacity;

    public int Capacity => commands.Capacity;

    public void Stash()
    {
        var envelope = commands.CurrentEnvelope;
        if (_lastStashed == cell.CurrentEnvelopeId)
        {
            throw new IllegalActorStateException($"Can't stash the same message {envelope.Message} more than once");
        }

        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {envelope.Message} to stash of {cell.Self}: it holds {Capacity} already");
        }

        _lastStashed = cell.CurrentEnvelopeId;
        _held.Add(envelope);
    }

    public void Unstash()
    {
        if (_held.Count > 0)
        {
            var first = _held[0];
            _held.RemoveAt(0);
            commands.PutFirst([first]);
        }
    }

    public void UnstashAll() => commands.PutFirst(Take());

    public void UnstashAll(Func<Envelope, bool> predicate) => commands.PutFirst(Take().Where(predicate).ToList());

    public IEnumerable<Envelope> ClearStash() => Take();

    public void Prepend(IEnumerable<Envelope> envelopes) => _held.InsertRange(0, envelopes);

    private List<Envelope> Take()
    {
        var held = _held;
        _held = [];
        return held;
    }
}
