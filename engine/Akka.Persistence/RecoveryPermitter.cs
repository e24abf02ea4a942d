using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Lets at most <c>max-concurrent-recoveries</c> persistent actors recover at the same time; the others wait in line.
/// A permit of an actor that stops comes back by death watch.
/// </summary>
internal sealed class RecoveryPermitter : UntypedActor
{
    private readonly int _permitsMax;
    private readonly HashSet<IActorRef> _holders = [];
    private readonly LinkedList<IActorRef> _waiting = new();

    public RecoveryPermitter(int permitsMax) => _permitsMax = permitsMax;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Request:
                OnRequest(Sender);
                break;
            case Return:
                OnReturn(Sender);
                break;
            case Terminated terminated:
                _waiting.Remove(terminated.ActorRef);
                OnReturn(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnRequest(IActorRef actor)
    {
        // An actor that restarts asks again, whether its first request still waits or was just granted.
        if (_waiting.Contains(actor))
        {
            return;
        }

        Context.Watch(actor);
        if (_holders.Contains(actor) || _holders.Count < _permitsMax)
        {
            Grant(actor);
            return;
        }

        _waiting.AddLast(actor);
        if (_waiting.Count == 1)
        {
            Context.GetLogger().Debug("Exceeded max-concurrent-recoveries [{0}].", _permitsMax);
        }
    }

    private void OnReturn(IActorRef actor)
    {
        if (!_holders.Remove(actor))
        {
            return;
        }

        if (!_waiting.Contains(actor))
        {
            Context.Unwatch(actor);
        }

        if (_waiting.First is { } next)
        {
            _waiting.RemoveFirst();
            Grant(next.Value);
        }
    }

    private void Grant(IActorRef actor)
    {
        _holders.Add(actor);
        actor.Tell(Granted.Instance, Self);
    }

    internal sealed class Request
    {
        public static readonly Request Instance = new();
    }

    internal sealed class Granted
    {
        public static readonly Granted Instance = new();
    }

    internal sealed class Return
    {
        public static readonly Return Instance = new();
    }
}
