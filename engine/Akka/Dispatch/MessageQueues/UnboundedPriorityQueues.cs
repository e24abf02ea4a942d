using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue that gives the message with the lowest number first; equals in their order of arrival.</summary>
public class UnboundedPriorityMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private readonly Func<object, int> _priority;
    private readonly PriorityQueue<Envelope, (int Priority, long Order)> _queue;
    private readonly Stack<Envelope> _front = new();
    private long _order;

    /// <summary>Makes the queue.</summary>
    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priority = priorityGenerator;
        _queue = new PriorityQueue<Envelope, (int, long)>(initialCapacity);
    }

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _front.Count + _queue.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var priority = _priority(envelope.Message);
        lock (_lock)
        {
            _queue.Enqueue(envelope, (priority, _order++));
        }
    }

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope)
    {
        lock (_lock)
        {
            _front.Push(envelope);
        }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
        {
            return _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
        }
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

/// <summary>A priority queue that keeps the order of arrival among equals.</summary>
public class UnboundedStablePriorityMessageQueue : UnboundedPriorityMessageQueue
{
    /// <summary>Makes the queue.</summary>
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
        : base(priorityGenerator, initialCapacity)
    {
    }
}
