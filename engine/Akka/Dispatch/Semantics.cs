using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>A property of a message queue that an actor can ask for.</summary>
public interface ISemantics
{
}

/// <summary>The queue has no limit.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics
{
}

/// <summary>The queue has a limit.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    /// <summary>How long who puts in waits for room.</summary>
    TimeSpan PushTimeOut { get; }
}

/// <summary>The queue has a front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    /// <summary>Puts a message in front of all others.</summary>
    void EnqueueFirst(Envelope envelope);
}

/// <summary>The queue has a front and no limit.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
}

/// <summary>The queue has a front and a limit.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics
{
}

/// <summary>Many may take out of the queue.</summary>
public interface IMultipleConsumerSemantics : ISemantics
{
}

/// <summary>An actor that asks for a kind of queue.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics
{
}

/// <summary>A mailbox type that says which queue it makes.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : IMessageQueue
{
}

/// <summary>A mailbox type whose queue waits for room.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>How long who puts in waits for room.</summary>
    TimeSpan PushTimeout { get; }
}
