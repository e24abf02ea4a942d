using Akka.Actor;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation.Islands;

/// <summary>
/// Runs one fused island, and the sub-streams its stages start. Every message is an event for one stage; after it the
/// interpreters run until they are quiet or the limit is reached, and then others get their turn.
/// </summary>
internal sealed class IslandActor : UntypedActor
{
    [ThreadStatic]
    private static IslandActor? t_current;

    private readonly ActorMaterializerImpl _materializer;
    private readonly IslandShell _first;
    private readonly HashSet<IslandShell> _shells = [];
    private readonly Queue<IslandShell> _busy = new();
    private readonly Queue<AsyncInput> _local = new();
    private readonly int _eventLimit;
    private readonly Action<AsyncInput> _gate;
    private readonly IActorRef _self;
    private bool _resumeSent;

    public IslandActor(ActorMaterializerImpl materializer, IslandShell first)
    {
        _materializer = materializer;
        _first = first;
        _eventLimit = materializer.Settings.SyncProcessingLimit;
        _self = Self;
        _gate = Send;
    }

    public static Props PropsFor(ActorMaterializerImpl materializer, IslandShell first) =>
        Props.CreateBy(new Producer(materializer, first));

    protected override void PreStart()
    {
        var previous = Enter();
        try
        {
            Add(_first);
            Run();
        }
        finally
        {
            t_current = previous;
        }
    }

    protected override void PostStop()
    {
        var previous = Enter();
        try
        {
            foreach (var shell in _shells.ToArray())
            {
                shell.Abort();
            }
        }
        finally
        {
            t_current = previous;
        }
    }

    protected override void OnReceive(object message)
    {
        var previous = Enter();
        try
        {
            switch (message)
            {
                case AsyncInput input:
                    Deliver(input);
                    break;
                case Resume:
                    _resumeSent = false;
                    break;
                default:
                    Unhandled(message);
                    return;
            }

            Run();
        }
        finally
        {
            t_current = previous;
        }
    }

    /// <summary>Starts a sub-stream inside this actor; called by one of its own stages.</summary>
    public void Add(IslandShell shell)
    {
        _shells.Add(shell);
        shell.Start(new SubFusingMaterializer(_materializer, this), _gate);
        Schedule(shell);
    }

    // Any thread may call this. What a stage says to a stage of the same actor does not go through the mailbox.
    private void Send(AsyncInput input)
    {
        if (t_current == this)
        {
            _local.Enqueue(input);
        }
        else
        {
            _self.Tell(input, ActorRefs.NoSender);
        }
    }

    private IslandActor? Enter()
    {
        var previous = t_current;
        t_current = this;
        return previous;
    }

    private void Deliver(AsyncInput input)
    {
        var shell = input.Logic.Shell!;
        shell.Deliver(input);
        Schedule(shell);
    }

    private void Schedule(IslandShell shell)
    {
        if (shell.IsCompleted && !shell.HasWork)
        {
            _shells.Remove(shell);
        }
        else if (!shell.IsScheduled)
        {
            shell.IsScheduled = true;
            _busy.Enqueue(shell);
        }
    }

    private void Run()
    {
        var budget = _eventLimit;
        while (budget > 0)
        {
            if (_busy.TryDequeue(out var shell))
            {
                shell.IsScheduled = false;
                budget = shell.Execute(budget);
                if (shell.HasWork || shell.IsCompleted)
                {
                    Schedule(shell);
                }
            }
            else if (_local.TryDequeue(out var input))
            {
                Deliver(input);
                budget--;
            }
            else
            {
                break;
            }
        }

        if (_shells.Count == 0)
        {
            Context.Stop(_self);
        }
        else if (!_resumeSent && (_busy.Count > 0 || _local.Count > 0))
        {
            _resumeSent = true;
            _self.Tell(Resume.Instance, ActorRefs.NoSender);
        }
    }

    private sealed class Resume
    {
        public static readonly Resume Instance = new();

        private Resume()
        {
        }
    }

    private sealed class Producer : IIndirectActorProducer
    {
        private readonly ActorMaterializerImpl _materializer;
        private readonly IslandShell _first;

        public Producer(ActorMaterializerImpl materializer, IslandShell first)
        {
            _materializer = materializer;
            _first = first;
        }

        public Type ActorType => typeof(IslandActor);

        public ActorBase Produce() => new IslandActor(_materializer, _first);

        public void Release(ActorBase actor)
        {
        }
    }
}
