using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// An actor's mailbox: a queue of user messages, a list of system messages that always go first, and one status word
/// that keeps the actor on at most one thread.
/// </summary>
public class Mailbox : IRunnable
{
    // The status word: closed, scheduled, awaiting an asynchronous handler, and above them how often it is suspended.
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int Awaiting = 4;
    private const int SuspendUnit = 8;

    private readonly Lock _cleanUpLock = new();
    private int _status;
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

    internal bool IsScheduled => (Volatile.Read(ref _status) & Scheduled) != 0;

    internal bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;

    internal bool IsAwaiting => (Volatile.Read(ref _status) & Awaiting) != 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

    internal bool HasMessages => MessageQueue.HasMessages;

    internal bool HasSystemMessages => Volatile.Read(ref _system) is not null;

    internal ActorCell Cell => _cell;

    private bool MayHandleUserMessages => (Volatile.Read(ref _status) & ~Scheduled) == 0;

    /// <summary>Sets the owner; called once, before the mailbox is used.</summary>
    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

    /// <inheritdoc/>
    public void Execute() => Run();

    /// <inheritdoc/>
    public void Run()
    {
        try
        {
            if (!IsClosed)
            {
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
        }
        finally
        {
            Interlocked.And(ref _status, ~Scheduled);
            Dispatcher.RegisterForExecution(this, false, false);
        }
    }

    /// <summary>Moves what is left to the dead letters.</summary>
    public virtual void CleanUp()
    {
        if (_cell is null)
        {
            return;
        }

        var mailboxes = _cell.SystemImpl.Mailboxes;
        for (var message = TakeSystemMessages(); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            mailboxes.DeadLetterMailbox.SystemEnqueue(_cell.Self, message);
            message = next;
        }

        lock (_cleanUpLock)
        {
            MessageQueue.CleanUp(_cell.Self, mailboxes.DeadLetterMailbox.MessageQueue);
        }
    }

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

    /// <summary>Takes the right to run; false when someone else has it.</summary>
    internal bool TrySetScheduled()
    {
        var status = Volatile.Read(ref _status);
        while ((status & (Closed | Scheduled)) == 0)
        {
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                return true;
            }

            status = seen;
        }

        return false;
    }

    internal bool CanBeScheduled(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        if ((status & (Closed | Scheduled)) != 0)
        {
            return false;
        }

        return status == 0
            ? hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages
            : hasSystemMessageHint || HasSystemMessages;
    }

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
            _cell.InvokeSystem(TakeSystemMessages());
        }
    }

    private void ProcessUserMessages()
    {
        var left = Dispatcher.Throughput;
        var deadlineTicks = Dispatcher.ThroughputDeadlineTime.GetValueOrDefault();
        var begin = deadlineTicks > 0 ? Stopwatch.GetTimestamp() : 0;
        while (MayHandleUserMessages && MessageQueue.TryDequeue(out var envelope))
        {
            _cell.Invoke(envelope);
            if (HasSystemMessages)
            {
                ProcessSystemMessages();
            }

            if (--left <= 0 || (deadlineTicks > 0 && Stopwatch.GetElapsedTime(begin).Ticks >= deadlineTicks))
            {
                return;
            }
        }
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

/// <summary>The mailbox of actors that are gone: everything in it is a dead letter.</summary>
public sealed class DeadLetterMailbox : Mailbox
{
    private readonly IActorRef _deadLetters;

    internal DeadLetterMailbox(IActorRef deadLetters)
        : base(new DeadLetterQueue(deadLetters))
    {
        _deadLetters = deadLetters;
        Close();
    }

    /// <inheritdoc/>
    public override void CleanUp()
    {
    }

    internal void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        if (message is Watch watch && !watch.Watcher.Equals(receiver))
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, false, false));
        }
    }

    private sealed class DeadLetterQueue(IActorRef deadLetters) : IMessageQueue
    {
        public bool HasMessages => false;

        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is not Event.DeadLetter)
            {
                deadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
            }
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
        }
    }
}
