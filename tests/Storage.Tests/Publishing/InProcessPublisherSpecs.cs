using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Publishing;

namespace WhaleStack.Storage.Tests.Publishing;

/// <summary>A node without Redis.</summary>
public sealed class InProcessPublisherSpecs
{
    private readonly SetTime _time = new();

    [Fact]
    public async Task The_last_value_of_each_channel_and_instrument_is_kept_until_it_expires()
    {
        await using var publisher = new InProcessPublisher(TimeSpan.FromMinutes(10), _time);
        publisher.Publish(Say.Snapshot(1m));
        publisher.Publish(Say.Snapshot(2m));
        publisher.Publish(Say.Signal());
        Assert.Equal(PublishedJson.Write(Say.Snapshot(2m).Message), await LastAsync(publisher, "market_snapshots"));
        Assert.Equal(PublishedJson.Write(Say.Signal().Message), await LastAsync(publisher, "whale_targets"));
        Assert.Null(await LastAsync(publisher, "liquidation_clusters"));
        _time.Now += TimeSpan.FromMinutes(10);
        Assert.Null(await LastAsync(publisher, "market_snapshots"));
    }

    [Fact]
    public async Task Beyond_the_limit_the_value_that_was_written_first_is_forgotten()
    {
        await using var publisher = new InProcessPublisher(TimeSpan.FromMinutes(10), _time);
        for (var i = 0; i <= InProcessPublisher.ValuesMax; i++)
        {
            publisher.Publish(Say.Snapshot(new InstrumentId("bybit", $"C{i}")));
        }

        Assert.Null(await LastAsync(publisher, "market_snapshots", "bybit:C0"));
        Assert.NotNull(await LastAsync(publisher, "market_snapshots", "bybit:C1"));
    }

    [Fact]
    public async Task It_says_that_there_is_no_outside()
    {
        await using var publisher = new InProcessPublisher(TimeSpan.FromMinutes(10), _time);
        var seen = new List<PublisherStatus>();
        using (publisher.Watch(seen.Add))
        {
            publisher.Publish(Say.Signal());
        }

        var status = Assert.Single(seen);
        Assert.Equal(PublisherState.InProcess, status.State);
        Assert.Contains("no REDIS_HOST", status.Detail, StringComparison.Ordinal);
    }

    private static Task<string?> LastAsync(
        InProcessPublisher publisher, string channel, string coin = "bybit:BTCUSDT") =>
        publisher.ReadLastAsync(channel, InstrumentId.Parse(coin), CancellationToken.None);

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
