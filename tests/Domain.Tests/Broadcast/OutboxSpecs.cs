using WhaleStack.Domain.Broadcast;
using WhaleStack.Messages.Broadcast;

namespace WhaleStack.Domain.Tests.Broadcast;

public sealed class OutboxSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Messages_wait_oldest_first_until_they_are_sent()
    {
        var outbox = Outbox.Empty.Apply(Queued("a")).Apply(Queued("b"));
        Assert.Equal("a", outbox.Next?.MessageId);
        Assert.Equal(2, outbox.PendingCount);

        outbox = outbox.Apply(new BroadcastEvents.MessageSent("a"));
        Assert.Equal("b", outbox.Next?.MessageId);
        Assert.Equal(1, outbox.PendingCount);

        Assert.Null(outbox.Apply(new BroadcastEvents.MessageSent("b")).Next);
    }

    [Fact]
    public void What_waits_and_what_was_sent_is_known()
    {
        var outbox = Outbox.Empty.Apply(Queued("a"));
        Assert.True(outbox.Knows("a"));
        Assert.False(outbox.Knows("b"));
        Assert.True(outbox.Apply(new BroadcastEvents.MessageSent("a")).Knows("a"));
    }

    [Fact]
    public void Only_the_oldest_sent_ids_are_forgotten()
    {
        var outbox = Outbox.Empty;
        for (var i = 0; i <= Outbox.SentMax; i++)
        {
            outbox = outbox.Apply(Queued($"m{i}")).Apply(new BroadcastEvents.MessageSent($"m{i}"));
        }

        Assert.False(outbox.Knows("m0"));
        Assert.True(outbox.Knows("m1"));
        Assert.True(outbox.Knows($"m{Outbox.SentMax}"));
    }

    [Fact]
    public void An_unknown_event_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Outbox.Empty.Apply("nonsense"));

    private static BroadcastEvents.MessageQueued Queued(string id) => new(id, $"text of {id}", Time);
}
