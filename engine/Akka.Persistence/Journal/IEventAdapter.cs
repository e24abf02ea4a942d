namespace Akka.Persistence.Journal;

/// <summary>Turns an event of the domain into what the journal stores. Must be safe for many threads at once.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A text stored beside the event, with which it can be read again; empty when none is needed.</summary>
    string Manifest(object evt);

    /// <summary>What is stored; wrap it into <see cref="Tagged"/> to give it tags.</summary>
    object ToJournal(object evt);
}

/// <summary>Turns what the journal stores into events of the domain. Must be safe for many threads at once.</summary>
public interface IReadEventAdapter
{
    /// <summary>No event, one or several for a stored one; recovery sees them in this order.</summary>
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>
/// An adapter for both ways. Named by <c>event-adapters</c> of a journal plugin and bound to types by its
/// <c>event-adapter-bindings</c>; its constructor takes an <c>ExtendedActorSystem</c> or nothing.
/// </summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter
{
}
