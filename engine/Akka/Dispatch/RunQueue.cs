using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>
/// The mailboxes that wait for a thread of the pool, first come, first served. The pool is asked for threads, not
/// for single runs: a thread that comes takes mailbox after mailbox, which costs less than a trip through the pool.
/// </summary>
/// <remarks>
/// <para>
/// No mailbox waits without a thread being on its way. Who adds one makes it visible, by a full fence, and then looks
/// whether a thread has been asked for; a thread that comes takes the request back, a full fence as well, and then
/// looks for mailboxes. Of the two, at least one sees what the other did. A thread that takes a mailbox and leaves
/// others behind asks for another one first: an actor that blocks its thread holds nobody up, since the pool makes more
/// threads while requests wait.
/// </para>
/// <para>
/// A thread leaves after so many mailboxes (<see cref="Worker.Turns"/>), so that other work of the pool gets its turn.
/// </para>
/// </remarks>
internal static class RunQueue
{
    private static readonly ConcurrentQueue<Mailbox> Waiting = new();
    private static readonly Request TheRequest = new();

    public static bool IsEmpty => Waiting.IsEmpty;

    /// <summary>
    /// Adds a mailbox whose right to run the caller holds; what the running actor woke may be kept for after it.
    /// </summary>
    /// <remarks>
    /// What somebody else wakes, such as a program that asks and waits, goes through the pool by itself: that touches
    /// less that other threads touch, too.
    /// </remarks>
    public static void Add(Mailbox mailbox)
    {
        if (Worker.OfThread is not { } worker)
        {
            ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
        }
        else if (!worker.TryKeep(mailbox))
        {
            AddShared(mailbox);
        }
    }

    /// <summary>Runs a mailbox that came through the pool by itself, and what is kept behind it.</summary>
    public static void RunAlone(Mailbox mailbox)
    {
        using var worker = Worker.Enter();
        worker.Run(mailbox);
    }

    /// <summary>Adds a mailbox, whose right to run the caller holds, for whatever thread comes first.</summary>
    public static void AddShared(Mailbox mailbox)
    {
        Waiting.Enqueue(mailbox);
        Interlocked.MemoryBarrier();
        TheRequest.Make();
    }

    private static void Work()
    {
        using var worker = Worker.Enter();
        for (var turn = 0; turn < worker.Turns && Waiting.TryDequeue(out var mailbox); turn++)
        {
            if (!Waiting.IsEmpty)
            {
                TheRequest.Make();
            }

            worker.Run(mailbox);
        }

        if (!Waiting.IsEmpty)
        {
            TheRequest.Make();
        }
    }

    // At most one is under way: it is made again by the thread that it brings, if need be.
    private sealed class Request : IThreadPoolWorkItem
    {
        private int _isMade;

        public void Make()
        {
            if (Volatile.Read(ref _isMade) == 0 && Interlocked.Exchange(ref _isMade, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        public void Execute()
        {
            Interlocked.Exchange(ref _isMade, 0);
            Work();
        }
    }
}
