using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue without a limit.</summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    // Made for the first message: most actors of a large tree wait for one all their life.
    private MpscQueue? _queue;

    /// <inheritdoc/>
    public bool HasMessages => Volatile.Read(ref _queue) is { HasMessages: true };

    /// <inheritdoc/>
    public int Count => Volatile.Read(ref _queue)?.Count ?? 0;

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope) =>
        (Volatile.Read(ref _queue) ?? MakeQueue()).Enqueue(envelope);

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (Volatile.Read(ref _queue) is { } queue)
        {
            return queue.TryDequeue(out envelope);
        }

        envelope = default;
        return false;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }

    private MpscQueue MakeQueue()
    {
        var made = new MpscQueue();
        return Interlocked.CompareExchange(ref _queue, made, null) ?? made;
    }
}

/// <summary>Gives another queue a front; only the actor itself may use the front.</summary>
public abstract class DequeWrapperMessageQueue : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    private readonly Stack<Envelope> _front = new();
    private volatile int _frontCount;

    /// <summary>Wraps a queue.</summary>
    protected DequeWrapperMessageQueue(IMessageQueue messageQueue)
    {
        MessageQueue = messageQueue;
    }

    /// <inheritdoc/>
    public bool HasMessages => _frontCount > 0 || MessageQueue.HasMessages;

    /// <inheritdoc/>
    public int Count => _frontCount + MessageQueue.Count;

    /// <summary>The queue behind the front.</summary>
    protected IMessageQueue MessageQueue { get; }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope)
    {
        _front.Push(envelope);
        _frontCount = _front.Count;
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (_frontCount == 0)
        {
            return MessageQueue.TryDequeue(out envelope);
        }

        envelope = _front.Pop();
        _frontCount = _front.Count;
        return true;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }
}

/// <summary>A queue with a front and without a limit.</summary>
public class UnboundedDequeMessageQueue : DequeWrapperMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    /// <summary>Makes the queue.</summary>
    public UnboundedDequeMessageQueue()
        : base(new UnboundedMessageQueue())
    {
    }
}
