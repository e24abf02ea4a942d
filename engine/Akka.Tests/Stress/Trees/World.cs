using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Stress.Trees;

/// <summary>One trial: the actors there are, what was found wrong, and the way to send a counted message.</summary>
internal sealed class World : IDisposable
{
    private const int MostActors = 60;

    private readonly ConcurrentDictionary<IActorRef, Life> _lives = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<IActorRef> _refs = [];
    private readonly ActorSystem _system;
    private readonly IActorRef _warden;
    private readonly IActorRef _ledger;
    private readonly string _dispatcher;
    private int _names;

    public World(ActorSystem system, string dispatcher, int dice)
    {
        _system = system;
        _dispatcher = dispatcher;
        _ledger = system.ActorOf(Props.Create(() => new Ledger(this)).WithDispatcher(dispatcher));
        DeadLetters = new DeadLetterSink(this, system);
        system.EventStream.Subscribe(DeadLetters, typeof(DeadLetter));
        _warden = system.ActorOf(Props.Create(() => new Warden(PropsFor(null, dice))).WithDispatcher(dispatcher));
    }

    public IActorRef DeadLetters { get; }

    public ConcurrentDictionary<IActorRef, int> Obituaries { get; } = new();

    public ICollection<Life> Lives => _lives.Values;

    public bool IsFull => Volatile.Read(ref _names) >= MostActors;

    /// <summary>True when nothing is on its way and nobody waits for a notice that should have come.</summary>
    public bool IsAtRest => _lives.Values.All(life => life.IsSettled
        && (life.IsTerminated
            ? Obituaries.ContainsKey(life.Self)
            : !life.Watching.Keys.Any(w => ((IInternalActorRef)w).IsTerminated)));

    public string Describe() => string.Join('\n', _lives.Values
        .Where(life => !life.IsSettled || !life.IsTerminated).Select(life => life.Explain()));

    public string NextName() => $"s{Interlocked.Increment(ref _names)}";

    public Props PropsFor(Life? parent, int dice) => Props.Create(
        dice % 3 == 0 ? typeof(Hoarder) : typeof(Subject), this, parent!, dice / 3).WithDispatcher(_dispatcher);

    public Life LifeOf(IActorRef actor, Life? parent)
    {
        if (_lives.TryGetValue(actor, out var known))
        {
            return known;
        }

        var fresh = new Life(this, actor, parent);
        var life = _lives.GetOrAdd(actor, fresh);
        if (ReferenceEquals(life, fresh))
        {
            lock (_refs)
            {
                _refs.Add(actor);
            }

            _ledger.Tell(actor, ActorRefs.NoSender);
        }

        return life;
    }

    public IActorRef? Pick(int dice, bool butNotTheRoot = false)
    {
        lock (_refs)
        {
            var first = butNotTheRoot ? 1 : 0;
            return _refs.Count <= first ? null : _refs[first + (dice % (_refs.Count - first))];
        }
    }

    public void Send(object producer, int number, IActorRef receiver, Act act, int dice)
    {
        _lives[receiver].NoteSent();
        receiver.Tell(new Order(producer, number, act, dice, Pick(dice / 7)), (producer as Life)?.Self!);
    }

    public void Blame(string what) => _faults.Enqueue(what);

    public void CheckFaults() => Assert.True(_faults.IsEmpty, string.Join('\n', _faults.Take(5)));

    /// <summary>Stops the tree.</summary>
    public void End() => _system.Stop(_warden);

    public bool HasEnded => ((IInternalActorRef)_warden).IsTerminated && IsAtRest;

    public void CheckEnd()
    {
        foreach (var life in _lives.Values)
        {
            life.CheckEnd();
            if (Obituaries.GetValueOrDefault(life.Self) != 1)
            {
                life.Blame($"was reported dead {Obituaries.GetValueOrDefault(life.Self)} times");
            }
        }

        CheckFaults();
    }

    public void Dispose()
    {
        _system.EventStream.Unsubscribe(DeadLetters);
        _system.Stop(_ledger);
    }

    private void NoteDead(DeadLetter letter)
    {
        if (letter.Message is Order order && _lives.TryGetValue(letter.Recipient, out var life))
        {
            life.NoteDead(order);
        }
    }

    private sealed class DeadLetterSink(World world, ActorSystem system) : MinimalActorRef
    {
        public override ActorPath Path { get; } =
            new RootActorPath(Address.AllSystems) / "sink" / Guid.NewGuid().ToString("N");

        public override IActorRefProvider Provider { get; } = ((ExtendedActorSystem)system).Provider;

        protected override void TellInternal(object message, IActorRef sender) => world.NoteDead((DeadLetter)message);
    }

    /// <summary>Watches every actor from outside the tree and never fails.</summary>
    private sealed class Ledger(World world) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Terminated terminated)
            {
                world.Obituaries.AddOrUpdate(terminated.ActorRef, 1, static (_, n) => n + 1);
            }
            else
            {
                Context.Watch((IActorRef)message);
            }
        }
    }

    /// <summary>Stands above the tree: whatever reaches it restarts the root.</summary>
    private sealed class Warden(Props root) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(root, "root");

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
            -1, -1, static e => PlannedException.Decide(e) == Directive.Resume ? Directive.Resume : Directive.Restart);

        protected override void OnReceive(object message)
        {
        }
    }
}
