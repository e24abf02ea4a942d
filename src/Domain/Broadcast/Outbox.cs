using System.Collections.Immutable;
using WhaleStack.Messages.Broadcast;

namespace WhaleStack.Domain.Broadcast;

/// <summary>Messages to people that wait to be sent, oldest first, and the ids of those that were.</summary>
/// <remarks>Remembers the last <see cref="SentMax"/> sent ids; an older one would be taken for new.</remarks>
public sealed record Outbox
{
    /// <summary>How many sent ids are remembered.</summary>
    public const int SentMax = 4_096;

    private ImmutableList<BroadcastEvents.MessageQueued> Pending { get; init; } = [];

    private ImmutableHashSet<string> PendingIds { get; init; } = ImmutableHashSet.Create<string>(
        StringComparer.Ordinal);

    private ImmutableHashSet<string> SentIds { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    private ImmutableQueue<string> SentOrder { get; init; } = ImmutableQueue<string>.Empty;

    /// <summary>Nothing queued, nothing sent.</summary>
    public static Outbox Empty { get; } = new();

    /// <summary>How many wait.</summary>
    public int PendingCount => Pending.Count;

    /// <summary>The oldest that waits; null when none does.</summary>
    public BroadcastEvents.MessageQueued? Next => Pending.IsEmpty ? null : Pending[0];

    /// <summary>Whether a message with this id waits or was sent.</summary>
    public bool Knows(string messageId) => PendingIds.Contains(messageId) || SentIds.Contains(messageId);

    /// <summary>The outbox after an event.</summary>
    /// <exception cref="ArgumentException">The event is none of a broadcaster's.</exception>
    public Outbox Apply(object happened) => happened switch
    {
        BroadcastEvents.MessageQueued queued => this with
        {
            Pending = Pending.Add(queued),
            PendingIds = PendingIds.Add(queued.MessageId),
        },
        BroadcastEvents.MessageSent sent => WithSent(sent.MessageId),
        _ => throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened)),
    };

    private Outbox WithSent(string messageId)
    {
        var ids = SentIds.Add(messageId);
        var order = SentOrder.Enqueue(messageId);
        if (ids.Count > SentMax)
        {
            order = order.Dequeue(out var oldest);
            ids = ids.Remove(oldest);
        }

        return this with
        {
            Pending = Pending.RemoveAll(m => m.MessageId == messageId),
            PendingIds = PendingIds.Remove(messageId),
            SentIds = ids,
            SentOrder = order,
        };
    }
}
