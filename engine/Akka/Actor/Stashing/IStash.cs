using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Holds messages back for later.</summary>
public interface IStash
{
    /// <summary>How many messages it holds.</summary>
    int Count { get; }

    /// <summary>True when it holds nothing.</summary>
    bool IsEmpty { get; }

    /// <summary>True when it holds something.</summary>
    bool NonEmpty { get; }

    /// <summary>True when it can hold no more.</summary>
    bool IsFull { get; }

    /// <summary>How many messages it can hold; -1 is no limit.</summary>
    int Capacity { get; }

    /// <summary>Holds the message being handled; the same message cannot be stashed twice in one handling.</summary>
    void Stash();

    /// <summary>Puts the oldest message back at the front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back at the front of the mailbox, in their order.</summary>
    void UnstashAll();

    /// <summary>Puts the messages that the predicate accepts back at the front and drops the others.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what it held.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before those already held.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash; the runtime sets it before the constructor's end is used.</summary>
public interface IActorStash
{
    /// <summary>The stash.</summary>
    IStash Stash { get; set; }
}

/// <summary>A stash that asks for no particular mailbox.</summary>
public interface IWithUnrestrictedStash : IActorStash
{
}

/// <summary>A stash on whatever double-ended mailbox the configuration gives.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>
{
}

/// <summary>A stash on an unbounded mailbox.</summary>
public interface IWithUnboundedStash
    : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>
{
}

/// <summary>A stash on a bounded mailbox.</summary>
public interface IWithBoundedStash
    : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>
{
}
