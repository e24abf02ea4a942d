using System.Runtime.InteropServices;

namespace Akka.Dispatch;

/// <summary>
/// A thread of the pool while it runs mailboxes. A mailbox that the running actor wakes by the last message it has is
/// kept and run next: without a queue, without another thread, and with the message still in the processor's cache.
/// </summary>
/// <remarks>
/// <para>
/// Actors that answer each other would thus keep all others waiting without end. Hence the budget: a thread gets it
/// with a mailbox from the shared queue, and when it is spent, all go there.
/// </para>
/// <para>
/// A mailbox that is kept would wait as long as the running actor works on or blocks, perhaps for the kept one's
/// answer. Hence <see cref="RunWatch"/>: mailboxes are kept only while it looks, and it gives one that waits for longer
/// than its tick to the other threads. Only the worker's thread keeps; it and the watch take out, by interlocked
/// operations, so that one of them gets it. An actor that had a mailbox taken away from behind it does not get to keep
/// one for a while.
/// </para>
/// <para>
/// Keeping is a plain write, and then a look whether the watch is on. When the watch ends, it says so, makes every
/// thread pass a fence (<see cref="Interlocked.MemoryBarrierProcessWide"/>), and looks at the workers a last time:
/// either it sees what was kept, or who kept sees that it has ended, and takes it out again.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal sealed class Worker : IDisposable
{
    private const int Budget = 32;
    private const int UsualTurns = 64;
    private const int WorkersPerProcessor = 4;
    private const int MinWorkers = 16;
    private const int PaceRuns = 1024;
    private const int PaceMilliseconds = 100;

    // Stands for threads beyond the number of workers, when many are blocked: one run each, and nothing is kept.
    private static readonly Worker Surplus = new();
    private static readonly Worker[] Workers =
        Enumerable.Range(0, Math.Max(MinWorkers, WorkersPerProcessor * Environment.ProcessorCount))
            .Select(_ => new Worker())
            .ToArray();

    [ThreadStatic]
    private static Worker? _ofThread;

    // A cache line before the fields and one after them: a worker's neighbour is another thread's.
    [FieldOffset(64)]
    private Mailbox? _kept;
    [FieldOffset(72)]
    private Mailbox? _running;
    [FieldOffset(80)]
    private ExecutionContext? _context;
    [FieldOffset(88)]
    private long _runs;
    [FieldOffset(96)]
    private long _paceBegan;
    [FieldOffset(104)]
    private long _runsSeen;
    [FieldOffset(112)]
    private int _left;
    [FieldOffset(116)]
    private int _isTaken;

    /// <summary>The worker that this thread is, or null: another thread, or one of more threads than workers.</summary>
    public static Worker? OfThread => _ofThread;

    /// <summary>All workers that may keep a mailbox.</summary>
    public static ReadOnlySpan<Worker> All => Workers;

    /// <summary>How many mailboxes it takes from the shared queue, one after the other.</summary>
    public int Turns => ReferenceEquals(this, Surplus) ? 1 : UsualTurns;

    /// <summary>Makes the thread a worker until it is disposed of.</summary>
    public static Worker Enter()
    {
        var at = Environment.CurrentManagedThreadId;
        for (var i = 0; i < Workers.Length; i++)
        {
            var worker = Workers[(at + i) % Workers.Length];
            if (Volatile.Read(ref worker._isTaken) == 0 && Interlocked.Exchange(ref worker._isTaken, 1) == 0)
            {
                worker._context = ExecutionContext.Capture();
                _ofThread = worker;
                return worker;
            }
        }

        return Surplus;
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(this, Surplus))
        {
            return;
        }

        _ofThread = null;
        Volatile.Write(ref _isTaken, 0);
    }

    /// <summary>Runs a mailbox, and what is kept meanwhile.</summary>
    public void Run(Mailbox mailbox)
    {
        if (ReferenceEquals(this, Surplus))
        {
            mailbox.Run();
            return;
        }

        _left = Budget;
        var next = mailbox;
        do
        {
            _running = next;
            next = RunOne(next) ?? TakeKept();
        }
        while (next is not null);
        _running = null;
    }

    /// <summary>True when the mailbox, which the running actor woke, is run after it.</summary>
    public bool TryKeep(Mailbox mailbox)
    {
        if (_left <= 0 || !RunWatch.IsOn || _running is not { } running || !running.MayKeepAnother())
        {
            return false;
        }

        _left--;
        if (Volatile.Read(ref _kept) is null)
        {
            Volatile.Write(ref _kept, mailbox);
        }
        else if (Interlocked.Exchange(ref _kept, mailbox) is { } older)
        {
            RunQueue.AddShared(older);
        }

        if (!RunWatch.IsOn)
        {
            GiveUpKept();
        }

        return true;
    }

    /// <summary>Gives what is kept to the other threads.</summary>
    public void GiveUpKept()
    {
        if (TakeKept() is { } kept)
        {
            RunQueue.AddShared(kept);
        }
    }

    /// <summary>
    /// Called by the watch at each tick: gives up what waits since the last one. Returns how many runs there were.
    /// </summary>
    public long Look()
    {
        var runs = Volatile.Read(ref _runs);
        var since = runs - _runsSeen;
        _runsSeen = runs;
        if (since == 0 && Volatile.Read(ref _kept) is not null)
        {
            Volatile.Read(ref _running)?.KeepsOthersWaiting();
            GiveUpKept();
        }

        return since;
    }

    private Mailbox? TakeKept() => Volatile.Read(ref _kept) is null ? null : Interlocked.Exchange(ref _kept, null);

    // Returns the mailbox when it has more to do and nobody else is waiting.
    private Mailbox? RunOne(Mailbox mailbox)
    {
        var hasMore = mailbox.RunShare();
        CleanThread();
        Volatile.Write(ref _runs, _runs + 1);
        if (_runs % PaceRuns == 0)
        {
            TakePace();
        }

        if (!hasMore)
        {
            return null;
        }

        if (_left > 0 && _kept is null && RunQueue.IsEmpty)
        {
            _left--;
            return mailbox;
        }

        RunQueue.AddShared(mailbox);
        return null;
    }

    // As the pool does after each piece of work: what an actor left on the thread is not for the next one.
    private void CleanThread()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), _context) && _context is not null)
        {
            ExecutionContext.Restore(_context);
        }

        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    // The watch costs a little: it is worth it while there is much to do.
    private void TakePace()
    {
        var now = Environment.TickCount64;
        if (now - _paceBegan < PaceMilliseconds)
        {
            RunWatch.TurnOn();
        }

        _paceBegan = now;
    }
}
