using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// An actor's mailbox: a queue of user messages, a list of system messages that always go first, and one status word
/// that keeps the actor on at most one thread.
/// </summary>
/// <remarks>
/// <para>
/// Only who sets the bit <c>Scheduled</c> may give the mailbox to a thread, and only that thread clears it, at the end
/// of its run. Each run thus happens before the next: an actor sees what it wrote in earlier runs, on whatever thread.
/// </para>
/// <para>
/// No message is forgotten. A sender puts its message in, which ends in a full fence, and then looks at the status; a
/// run clears <c>Scheduled</c>, a full fence as well, and then looks for messages. Of the two, at least one sees what
/// the other did: either the sender finds the mailbox idle and schedules it, or the run finds the message and does.
/// The same holds for system messages, for the end of a suspension, and, with <c>Cleaning</c> in the place of
/// <c>Scheduled</c>, for what is put into a mailbox that has been closed.
/// </para>
/// </remarks>
public class Mailbox : IRunnable
{
    // The status word: flags, and above them how often the mailbox is suspended.
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int Awaiting = 4;
    private const int Cleaning = 8;
    private const int CleanAgain = 16;
    private const int Fresh = 32;
    private const int SuspendUnit = 64;

    // How many mailboxes go to other threads after one had to be taken away from behind this one.
    private const int KeepsNoneFor = 64;

    private int _status;
    private int _keepsNone;
    private SystemMessage? _system;
    private ActorCell _cell = null!;

    /// <summary>Makes a mailbox around a queue.</summary>
    public Mailbox(IMessageQueue messageQueue)
    {
        MessageQueue = messageQueue;
    }

    /// <summary>The queue of user messages.</summary>
    public IMessageQueue MessageQueue { get; }

    /// <summary>The dispatcher that runs the mailbox.</summary>
    public MessageDispatcher Dispatcher => _cell.Dispatcher;

    internal bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    /// <summary>True while a thread has or will get the mailbox: it finds what has been put in.</summary>
    internal bool IsRunning => (Volatile.Read(ref _status) & (Closed | Scheduled)) == Scheduled;

    internal bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;

    internal bool IsAwaiting => (Volatile.Read(ref _status) & Awaiting) != 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

    internal bool HasMessages => MessageQueue.HasMessages;

    internal bool HasSystemMessages =>
        Volatile.Read(ref _system) is not null || (Volatile.Read(ref _status) & Fresh) != 0;

    internal ActorCell Cell => _cell;

    private bool MayHandleUserMessages => (Volatile.Read(ref _status) & ~Scheduled) == 0;

    private bool HasMore => MayHandleUserMessages && (MessageQueue.HasMessages || HasSystemMessages);

    /// <summary>Sets the owner; called once, before the mailbox is used.</summary>
    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

    /// <inheritdoc/>
    public void Execute() => RunQueue.RunAlone(this);

    /// <inheritdoc/>
    public void Run()
    {
        try
        {
            HandleMessages();
        }
        finally
        {
            EndRun();
        }
    }

    /// <summary>
    /// Handles the actor's share of messages; true when the caller still has the right to run the mailbox, because
    /// there is more to do, and has to see to it that somebody does.
    /// </summary>
    internal bool RunShare()
    {
        var hasMore = false;
        try
        {
            HandleMessages();
            hasMore = HasMore;
        }
        finally
        {
            if (!hasMore)
            {
                EndRun();
            }
        }

        return hasMore;
    }

    /// <summary>Moves what is left to the dead letters.</summary>
    public virtual void CleanUp()
    {
        // One thread at a time takes out; one that comes meanwhile leaves its message to the one that is at it.
        if (_cell is null || !BeginCleanUp())
        {
            return;
        }

        do
        {
            MoveToDeadLetters();
        }
        while (!EndCleanUp());
    }

    /// <summary>
    /// Asks for the first instance of the actor, ahead of all system messages: every actor begins like this, and a bit
    /// costs less than a message. Called before anybody else has the mailbox.
    /// </summary>
    internal void BeginFresh() => _status |= Fresh;

    internal void SystemEnqueue(SystemMessage message)
    {
        SystemMessage? head;
        do
        {
            head = Volatile.Read(ref _system);
            message.Next = head;
        }
        while (Interlocked.CompareExchange(ref _system, message, head) != head);
    }

    /// <summary>
    /// Takes the right to run when there is reason to; false when there is none or someone else has the right.
    /// </summary>
    internal bool TrySchedule(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        while ((status & (Closed | Scheduled)) == 0)
        {
            var isDue = hasSystemMessageHint || HasSystemMessages
                || (status == 0 && (hasMessageHint || MessageQueue.HasMessages));
            if (!isDue)
            {
                return false;
            }

            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                return true;
            }

            status = seen;
        }

        return false;
    }

    /// <summary>
    /// True when a mailbox that the running actor wakes may wait until it has handled this message: it has no other
    /// one, and has not kept anybody waiting lately.
    /// </summary>
    internal bool MayKeepAnother()
    {
        if (MessageQueue.HasMessages)
        {
            return false;
        }

        if (_keepsNone == 0)
        {
            return true;
        }

        _keepsNone--;
        return false;
    }

    /// <summary>Notes that another mailbox had to wait for this one. A guess, hence without fences.</summary>
    internal void KeepsOthersWaiting() => _keepsNone = KeepsNoneFor;

    internal void Suspend() => Interlocked.Add(ref _status, SuspendUnit);

    internal void Resume()
    {
        var status = Volatile.Read(ref _status);
        while (status >= SuspendUnit)
        {
            var seen = Interlocked.CompareExchange(ref _status, status - SuspendUnit, status);
            if (seen == status)
            {
                return;
            }

            status = seen;
        }
    }

    internal void BeginAwait() => Interlocked.Or(ref _status, Awaiting);

    internal void EndAwait() => Interlocked.And(ref _status, ~Awaiting);

    internal void Close() => Interlocked.Or(ref _status, Closed);

    /// <summary>Lets the cell handle the system messages there are, the oldest first.</summary>
    internal void ProcessSystemMessages()
    {
        while (HasSystemMessages && !IsClosed)
        {
            if ((Volatile.Read(ref _status) & Fresh) != 0)
            {
                Interlocked.And(ref _status, ~Fresh);
                _cell.Create();
            }
            else
            {
                _cell.InvokeSystem(TakeSystemMessages());
            }
        }
    }

    private void HandleMessages()
    {
        if (IsClosed)
        {
            return;
        }

        var outer = ActorCell.Current;
        ActorCell.Current = _cell;
        try
        {
            ProcessSystemMessages();
            ProcessUserMessages();
        }
        finally
        {
            ActorCell.Current = outer;
        }
    }

    private void EndRun()
    {
        var before = Interlocked.And(ref _status, ~Scheduled);
        if (HasSystemMessages || (before == Scheduled && MessageQueue.HasMessages))
        {
            Dispatcher.RegisterForExecution(this, false, false);
        }
    }

    private void ProcessUserMessages()
    {
        var dispatcher = Dispatcher;
        var queue = MessageQueue;
        var cell = _cell;
        var left = dispatcher.Throughput;
        var deadlineTicks = dispatcher.ThroughputDeadlineTime.GetValueOrDefault();
        var begin = deadlineTicks > 0 ? Stopwatch.GetTimestamp() : 0;
        while (MayHandleUserMessages && queue.TryDequeue(out var envelope))
        {
            cell.Invoke(envelope);
            if (Volatile.Read(ref _system) is not null)
            {
                ProcessSystemMessages();
            }

            if (--left <= 0 || (deadlineTicks > 0 && Stopwatch.GetElapsedTime(begin).Ticks >= deadlineTicks))
            {
                return;
            }
        }
    }

    private bool BeginCleanUp()
    {
        var status = Volatile.Read(ref _status);
        while (true)
        {
            var isFree = (status & Cleaning) == 0;
            var seen = Interlocked.CompareExchange(ref _status, status | (isFree ? Cleaning : CleanAgain), status);
            if (seen == status)
            {
                return isFree;
            }

            status = seen;
        }
    }

    private bool EndCleanUp()
    {
        var before = Interlocked.And(ref _status, ~CleanAgain);
        if ((before & CleanAgain) != 0)
        {
            return false;
        }

        return Interlocked.CompareExchange(ref _status, before & ~Cleaning, before) == before;
    }

    private void MoveToDeadLetters()
    {
        var mailboxes = _cell.SystemImpl.Mailboxes;
        for (var message = TakeSystemMessages(); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            mailboxes.DeadLetterMailbox.SystemEnqueue(_cell.Self, message);
            message = next;
        }

        MessageQueue.CleanUp(_cell.Self, mailboxes.DeadLetterMailbox.MessageQueue);
    }

    // The list is newest first: turn it over.
    private SystemMessage? TakeSystemMessages()
    {
        var newest = Interlocked.Exchange(ref _system, null);
        SystemMessage? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }
}
