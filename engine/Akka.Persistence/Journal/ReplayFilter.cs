using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Stands between a journal and one recovering actor, and looks for traces of two writers in what is replayed. Stops
/// when the replay is over.
/// </summary>
public class ReplayFilter : ActorBase
{
    private readonly ReplayWindow<ReplayedMessage> _window;
    private bool _failed;

    /// <summary>Creates the filter.</summary>
    public ReplayFilter(
        IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        PersistentActor = persistentActor;
        Mode = mode;
        WindowSize = windowSize;
        MaxOldWriters = maxOldWriters;
        DebugEnabled = debugEnabled;
        _window = new ReplayWindow<ReplayedMessage>(
            new ReplayFilterSettings(mode, windowSize, maxOldWriters, debugEnabled),
            Context.GetLogger(),
            static replayed => replayed.Persistent,
            replayed => PersistentActor.Tell(replayed, ActorRefs.NoSender));
    }

    /// <summary>Who gets what is let through.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>What happens to an event that should not be there.</summary>
    public ReplayFilterMode Mode { get; }

    /// <summary>So many events are held back.</summary>
    public int WindowSize { get; }

    /// <summary>So many writers before the newest one are remembered.</summary>
    public int MaxOldWriters { get; }

    /// <summary>Whether every replayed event is logged.</summary>
    public bool DebugEnabled { get; }

    /// <summary>How to create the filter.</summary>
    public static Props Props(
        IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled) =>
        Actor.Props.Create(
            () => new ReplayFilter(persistentActor, mode, windowSize, maxOldWriters, debugEnabled));

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage when _failed:
                return true;
            case ReplayedMessage replayed:
                Add(replayed);
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                if (!_failed)
                {
                    _window.Flush();
                    PersistentActor.Tell(message, ActorRefs.NoSender);
                }

                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private void Add(ReplayedMessage replayed)
    {
        try
        {
            _window.Add(replayed);
        }
        catch (IllegalStateException cause)
        {
            _failed = true;
            PersistentActor.Tell(new ReplayMessagesFailure(cause), ActorRefs.NoSender);
        }
    }
}
