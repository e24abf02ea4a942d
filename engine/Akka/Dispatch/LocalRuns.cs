using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>
/// Says which mailboxes go to the queue of the running thread itself, which costs less than the one that all threads
/// share and finds the messages still in the cache of the processor.
/// </summary>
/// <remarks>
/// The thread pool looks into the shared queue only when the thread's own is empty, and takes from its own the newest
/// first. Actors that answer each other could thus keep all others waiting without end. Hence the budget: a thread gets
/// it with a mailbox from the shared queue, and when it is spent, all go there, until the thread's own is empty and it
/// takes another from the shared one. A mailbox that only makes room for others after its share of messages always goes
/// to the shared queue: it asks outside of its run.
/// </remarks>
internal static class LocalRuns
{
    private const int Budget = 32;

    [ThreadStatic]
    private static int _left;

    /// <summary>The thread has taken a mailbox from the shared queue.</summary>
    public static void Renew() => _left = Budget;

    /// <summary>True when the thread, in the run of an actor, may put another mailbox into its own queue.</summary>
    public static bool TryTake()
    {
        if (_left <= 0 || ActorCell.Current is null)
        {
            return false;
        }

        _left--;
        return true;
    }
}
