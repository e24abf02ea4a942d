using Akka.Dispatch;

namespace Akka.Actor;

public partial class ActorCell
{
    private RareState Rare => _rare ??= new RareState();

    // What most actors never have; kept apart, because there may be millions of cells.
    private sealed class RareState
    {
        /// <summary>The behaviours below the one on top.</summary>
        public Stack<Receive?>? Below;

        public ActorTaskScheduler? TaskScheduler;

        /// <summary>Who is watched, and what to say when they are gone; null says a plain Terminated.</summary>
        public Dictionary<IActorRef, object?>? Watching;

        public Dictionary<IActorRef, object?>? TerminatedQueued;

        public HashSet<IActorRef>? WatchedBy;

        public TimeSpan? ReceiveTimeout;

        public ICancelable? PendingReceiveTimeout;

        public TimerScheduler? Timers;

        /// <summary>Whose failure suspended the actor.</summary>
        public IActorRef? Perpetrator;

        /// <summary>The child whose failure is being decided on.</summary>
        public IActorRef? Escalating;

        public SupervisorStrategy? Strategy;
    }
}
