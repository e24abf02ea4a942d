using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>What a read journal asks of the journal in memory. Offsets count stored events from 0.</summary>
public partial class MemoryJournal
{
    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case SelectCurrentPersistenceIds select:
                var (ids, count) = Events.PersistenceIds();
                select.ReplyTo.Tell(new CurrentPersistenceIds(ids, count), Self);
                return true;
            case ReplayTaggedMessages replay:
                var (tagged, highestTagged) = Events.Read(replay.FromOffset, replay.ToOffset, replay.Max, replay.Tag);
                foreach (var (p, offset) in tagged)
                {
                    AdaptFromJournal(p, a => replay.ReplyTo.Tell(
                        new ReplayedTaggedMessage(a, replay.Tag, offset), ActorRefs.NoSender));
                }

                replay.ReplyTo.Tell(new ReplayTaggedMessagesSuccess(highestTagged), Self);
                return true;
            case ReplayAllEvents replay:
                var (all, highest) = Events.Read(replay.FromOffset, replay.ToOffset, replay.Max, tag: null);
                foreach (var (p, offset) in all)
                {
                    AdaptFromJournal(p, a => replay.ReplyTo.Tell(new ReplayedEvent(a, offset), ActorRefs.NoSender));
                }

                replay.ReplyTo.Tell(new EventReplaySuccess(highest), Self);
                return true;
            default:
                return base.ReceivePluginInternal(message);
        }
    }

#pragma warning disable CA1051 // Fields in Akka.NET.
    /// <summary>Asks for all persistence ids.</summary>
    public sealed class SelectCurrentPersistenceIds(int offset, IActorRef replyTo) : IJournalRequest
    {
        /// <summary>How many events the asker knows already.</summary>
        public int Offset { get; } = offset;

        /// <summary>Who gets the answer.</summary>
        public IActorRef ReplyTo { get; } = replyTo;
    }

    /// <summary>All persistence ids.</summary>
    public sealed class CurrentPersistenceIds(
        IEnumerable<string> allPersistenceIds, int highestOrderingNumber) : IDeadLetterSuppression
    {
        /// <summary>The ids, each once.</summary>
        public readonly IEnumerable<string> AllPersistenceIds = allPersistenceIds.ToArray();

        /// <summary>How many events are stored.</summary>
        public readonly int HighestOrderingNumber = highestOrderingNumber;
    }

    /// <summary>Asks for the events with a tag; answered one by one.</summary>
    public sealed class ReplayTaggedMessages(int fromOffset, int toOffset, int max, string tag, IActorRef replyTo)
        : IJournalRequest
    {
        /// <summary>The first offset, inclusive.</summary>
        public readonly int FromOffset = fromOffset;

        /// <summary>The last offset, inclusive.</summary>
        public readonly int ToOffset = toOffset;

        /// <summary>At most so many events.</summary>
        public readonly int Max = max;

        /// <summary>The tag.</summary>
        public readonly string Tag = tag;

        /// <summary>Who gets the answers.</summary>
        public readonly IActorRef ReplyTo = replyTo;
    }

    /// <summary>One event with a tag.</summary>
    public sealed class ReplayedTaggedMessage(IPersistentRepresentation persistent, string tag, int offset)
        : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        /// <summary>The event.</summary>
        public readonly IPersistentRepresentation Persistent = persistent;

        /// <summary>The tag asked for.</summary>
        public readonly string Tag = tag;

        /// <summary>Its offset.</summary>
        public readonly int Offset = offset;
    }

    /// <summary>Ends the answers to <see cref="ReplayTaggedMessages"/>.</summary>
    public sealed class ReplayTaggedMessagesSuccess(int highestSequenceNr)
    {
        /// <summary>The highest offset of all events.</summary>
        public int HighestSequenceNr { get; } = highestSequenceNr;
    }

    /// <summary>Asks for all events; answered one by one.</summary>
    public sealed class ReplayAllEvents(int fromOffset, int toOffset, long max, IActorRef replyTo) : IJournalRequest
    {
        /// <summary>The first offset, inclusive.</summary>
        public readonly int FromOffset = fromOffset;

        /// <summary>The last offset, inclusive.</summary>
        public readonly int ToOffset = toOffset;

        /// <summary>At most so many events.</summary>
        public readonly long Max = max;

        /// <summary>Who gets the answers.</summary>
        public readonly IActorRef ReplyTo = replyTo;
    }

    /// <summary>One event.</summary>
    public sealed class ReplayedEvent(IPersistentRepresentation persistent, int offset)
        : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        /// <summary>The event.</summary>
        public readonly IPersistentRepresentation Persistent = persistent;

        /// <summary>Its offset.</summary>
        public readonly int Offset = offset;
    }

    /// <summary>Ends the answers to <see cref="ReplayAllEvents"/>.</summary>
    public sealed class EventReplaySuccess(int highestSequenceNr)
    {
        /// <summary>The highest offset of all events.</summary>
        public int HighestSequenceNr { get; } = highestSequenceNr;
    }

    /// <summary>Ends the answers to a query that failed.</summary>
    public sealed class EventReplayFailure(Exception cause)
    {
        /// <summary>Why it failed.</summary>
        public Exception Cause { get; } = cause;
    }
#pragma warning restore CA1051
}
