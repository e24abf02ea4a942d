using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>The behaviour of a stage's actor.</summary>
public static class StageActorRef
{
    /// <summary>Receives a message with its sender, in the stage's own turn.</summary>
    public delegate void Receive((IActorRef, object) args);
}

/// <summary>A stage's actor was asked for before it was made.</summary>
public class StageActorRefNotInitializedException : Exception
{
    public static readonly StageActorRefNotInitializedException Instance = new();

    private StageActorRefNotInitializedException()
        : base("You must first call GetStageActor(StageActorRef.Receive), to initialize the actor's behavior")
    {
    }
}

/// <summary>
/// An actor through which a stage talks with other actors. It lives as long as the stage, and hands every message over
/// to it.
/// </summary>
public sealed class StageActor
{
    private StageActorRef.Receive _behavior;

    public StageActor(
        ActorMaterializer materializer,
        Func<StageActorRef.Receive, Action<(IActorRef, object)>> getAsyncCallback,
        StageActorRef.Receive initialReceive,
        string? name = null)
    {
        _behavior = initialReceive;
        var callback = getAsyncCallback(args => _behavior(args));
        Ref = ((ActorMaterializerImpl)materializer).StartStageActor(
            Props.CreateBy(new Producer(callback)), name ?? "StageActorRef");
    }

    /// <summary>What other actors talk to.</summary>
    public IActorRef Ref { get; }

    /// <summary>Watches an actor: the behaviour receives <see cref="Terminated"/> when it stops.</summary>
    public void Watch(IActorRef actorRef) => Ref.Tell(new WatchActor(actorRef));

    public void Unwatch(IActorRef actorRef) => Ref.Tell(new UnwatchActor(actorRef));

    /// <summary>From now on another behaviour.</summary>
    public void Become(StageActorRef.Receive receive) => _behavior = receive;

    public void Stop() => Ref.Tell(PoisonPill.Instance);

    private sealed record WatchActor(IActorRef Target);

    private sealed record UnwatchActor(IActorRef Target);

    private sealed class Speaker : UntypedActor
    {
        private readonly Action<(IActorRef, object)> _callback;

        public Speaker(Action<(IActorRef, object)> callback)
        {
            _callback = callback;
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case WatchActor watch:
                    Context.Watch(watch.Target);
                    break;
                case UnwatchActor unwatch:
                    Context.Unwatch(unwatch.Target);
                    break;
                default:
                    _callback((Sender, message));
                    break;
            }
        }
    }

    private sealed class Producer : IIndirectActorProducer
    {
        private readonly Action<(IActorRef, object)> _callback;

        public Producer(Action<(IActorRef, object)> callback)
        {
            _callback = callback;
        }

        public Type ActorType => typeof(Speaker);

        public ActorBase Produce() => new Speaker(_callback);

        public void Release(ActorBase actor)
        {
        }
    }
}
