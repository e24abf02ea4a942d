using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>
/// All that happened to one actor, checked step by step against the only order in which it may happen. The actor
/// writes it; the test reads it once the actor is at rest.
/// </summary>
internal sealed class Life(World world, IActorRef self, Life? parent)
{
    private readonly ConcurrentDictionary<object, int> _lastHandled = new();
    private readonly ConcurrentDictionary<object, int> _firstDead = new();
    private readonly ConcurrentDictionary<object, int> _sentTo = new();
    private readonly HashSet<Order> _held = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentQueue<string> _story = new();
    private Phase _phase;
    private int _inside;
    private int _handled;
    private int _dead;
    private int _heldCount;
    private int _sent;

    public enum Phase
    {
        Unborn,
        Making,
        Made,
        Running,
        Replaced,
        Ended,
    }

    public IActorRef Self { get; } = self;

    public Life? Parent { get; } = parent;

    public ConcurrentDictionary<IActorRef, bool> Watching { get; } = new();

    public ConcurrentDictionary<Hook, int> Traps { get; } = new();

    public List<IActorRef> Children { get; } = [];

    public int Instances { get; private set; }

    /// <summary>True while an asynchronous handler waits.</summary>
    public bool IsAwaiting { get; set; }

    public bool IsTerminated => ((IInternalActorRef)Self).IsTerminated;

    /// <summary>True when every message has been handled, is held back, or is a dead letter.</summary>
    public bool IsSettled => Volatile.Read(ref _sent)
        == Volatile.Read(ref _handled) + Volatile.Read(ref _dead) + Volatile.Read(ref _heldCount);

    public int NumberFor(object receiver) => _sentTo.AddOrUpdate(receiver, 1, static (_, n) => n + 1);

    public void NoteSent() => Interlocked.Increment(ref _sent);

    /// <summary>Enters a hook or a handler: nobody else may be in one.</summary>
    public void Enter(string what)
    {
        Tell(what);
        if (Interlocked.Exchange(ref _inside, 1) != 0)
        {
            Blame($"{what} ran beside something else");
        }
    }

    public void Leave() => Volatile.Write(ref _inside, 0);

    public void Step(Phase next, params ReadOnlySpan<Phase> from)
    {
        if (!from.Contains(_phase))
        {
            Blame($"went from {_phase} to {next}");
        }

        _phase = next;
        if (next == Phase.Making)
        {
            Instances++;
            IsAwaiting = false;
        }
    }

    public void Handle(Order order)
    {
        if (_phase != Phase.Running)
        {
            Blame($"handled {order} while {_phase}");
        }

        if (IsAwaiting)
        {
            Blame($"handled {order} during an asynchronous handler");
        }

        if (TakeHeld(order))
        {
            Interlocked.Decrement(ref _heldCount);
        }
        else
        {
            var last = _lastHandled.GetValueOrDefault(order.Producer);
            if (order.Number <= last)
            {
                Blame($"handled {order} after {last}");
            }

            _lastHandled[order.Producer] = order.Number;
        }

        Interlocked.Increment(ref _handled);
    }

    public void Hold(Order order)
    {
        lock (_held)
        {
            _held.Add(order);
        }

        Interlocked.Decrement(ref _handled);
        Interlocked.Increment(ref _heldCount);
    }

    public void NoteDead(Order order)
    {
        if (TakeHeld(order))
        {
            Interlocked.Decrement(ref _heldCount);
        }
        else
        {
            _firstDead.AddOrUpdate(
                order.Producer,
                static (_, number) => number,
                static (_, first, number) => Math.Min(first, number),
                order.Number);
        }

        Interlocked.Increment(ref _dead);
    }

    /// <summary>Looks at everything once the actor has ended.</summary>
    public void CheckEnd()
    {
        if (!IsTerminated)
        {
            Blame("did not end");
        }

        if (Instances > 0 && _phase is not (Phase.Ended or Phase.Replaced or Phase.Making or Phase.Made))
        {
            Blame($"ended while {_phase}");
        }

        if (!IsSettled || _held.Count > 0)
        {
            Blame($"was sent {_sent}, handled {_handled}, holds {_held.Count}, dead {_dead}");
        }

        foreach (var (producer, first) in _firstDead)
        {
            if (_lastHandled.GetValueOrDefault(producer) >= first)
            {
                Blame($"{producer}: {first} was dead, {_lastHandled[producer]} was handled");
            }
        }
    }

    private bool TakeHeld(Order order)
    {
        lock (_held)
        {
            return _held.Remove(order);
        }
    }

    public void Tell(string what) => _story.Enqueue(what);

    public void Blame(string what) => world.Blame($"{this}: {what}\n    {string.Join(", ", _story.TakeLast(40))}");

    public string Explain() =>
        $"{this} {_phase}: was sent {_sent}, handled {_handled}, holds {_heldCount}, dead {_dead}, "
        + $"suspended {((LocalActorRef)Self).Cell.Mailbox.SuspendCount}, terminated {IsTerminated}, watches dead "
        + string.Join(' ', Watching.Keys.Where(w => ((IInternalActorRef)w).IsTerminated).Select(w => w.Path.Name))
        + $"\n    {string.Join(", ", _story.TakeLast(15))}";

    public override string ToString() => Self.Path.ToStringWithoutAddress();
}
