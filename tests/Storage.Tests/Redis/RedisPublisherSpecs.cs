using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Metrics;
using WhaleStack.Storage.Publishing;
using WhaleStack.Storage.Tests.Publishing;

namespace WhaleStack.Storage.Tests.Redis;

/// <summary>A real server in good health.</summary>
public sealed class RedisPublisherSpecs : IDisposable
{
    private const string Password = "hush-hush-hush";

    private readonly RedisServer _server = new(Password);

    [Fact]
    public async Task A_message_is_heard_on_its_channel_kept_in_its_stream_and_as_the_last_value()
    {
        using var listener = _server.Listen("whale_targets", "liquidation_clusters", "market_snapshots");
        await using var publisher = await Make.StartAsync(_server.Env);
        (string Channel, string Json)[] messages =
        [
            ("whale_targets", PublishedJson.Write(Say.Signal().Message)),
            ("liquidation_clusters", PublishedJson.Write(Say.Cluster().Message)),
            ("market_snapshots", PublishedJson.Write(Say.Snapshot().Message)),
        ];
        publisher.Publish(Say.Signal());
        publisher.Publish(Say.Cluster());
        publisher.Publish(Say.Snapshot());

        listener.Expect(lines => lines.Count(line => line == "message") == messages.Length);
        Assert.Equal(
            messages.SelectMany(m => new[] { "message", m.Channel, m.Json }),
            listener.Lines.SkipWhile(line => line != "message").Where(line => line.Length > 0));
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "three messages sent");
        foreach (var (channel, json) in messages)
        {
            Assert.Equal([json], _server.Stream($"whalestack:stream:{channel}"));
            Assert.Equal([json], _server.Ask("GET", $"whalestack:last:{channel}:bybit:BTCUSDT"));
            Assert.Equal(json, await publisher.ReadLastAsync(channel, Say.Btc, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_replay_speaks_on_channels_of_its_own()
    {
        using var listener = _server.Listen("whale_targets", "whale_targets_demo");
        await using var publisher = await Make.StartAsync(_server.Env, suffix: "_demo");
        publisher.Publish(Say.Signal());
        listener.Expect(lines => lines.Contains("message"));
        await Make.UntilAsync(() => publisher.Counts.Sent == 1, "the signal sent");
        Assert.Equal("whale_targets_demo", listener.Lines.SkipWhile(line => line != "message").ElementAt(1));
        Assert.Equal(
            ["whalestack:last:whale_targets_demo:bybit:BTCUSDT", "whalestack:stream:whale_targets_demo"],
            _server.Ask("KEYS", "*").Order(StringComparer.Ordinal));
        Assert.NotNull(await publisher.ReadLastAsync("whale_targets", Say.Btc, CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_keeps_about_as_many_messages_as_it_is_told()
    {
        await using var publisher = await Make.StartAsync(_server.Env, Make.Options with { StreamLengthMax = 200 });
        for (var i = 1; i <= 1_500; i++)
        {
            publisher.Publish(Say.Signal(i));
        }

        await Make.UntilAsync(() => publisher.Counts.Sent == 1_500, "1,500 messages sent");
        var kept = _server.Stream("whalestack:stream:whale_targets");
        // Redis trims whole blocks of a hundred.
        Assert.InRange(kept.Length, 200, 300);
        Assert.Equal(PublishedJson.Write(Say.Signal(1_500).Message), kept[^1]);
        Assert.Equal(PublishedJson.Write(Say.Signal(1_501 - kept.Length).Message), kept[0]);
    }

    [Fact]
    public async Task A_last_value_is_forgotten_after_its_life_and_the_stream_is_not()
    {
        var options = Make.Options with { LastValueLife = TimeSpan.FromMilliseconds(300) };
        await using var publisher = await Make.StartAsync(_server.Env, options);
        publisher.Publish(Say.Snapshot());
        await Make.UntilAsync(() => publisher.Counts.Sent == 1, "the snapshot sent");
        await Make.UntilAsync(
            () => _server.Ask("EXISTS", "whalestack:last:market_snapshots:bybit:BTCUSDT") is ["0"], "expiry");
        Assert.Null(await publisher.ReadLastAsync("market_snapshots", Say.Btc, CancellationToken.None));
        Assert.Single(_server.Stream("whalestack:stream:market_snapshots"));
    }

    [Fact]
    public async Task A_wrong_password_stops_the_start_and_is_not_shown()
    {
        var env = _server.Env with { Password = new Secret("wrong-and-secret") };
        var error = await Assert.ThrowsAsync<StorageException>(() => Make.StartAsync(env));
        Assert.Equal($"redis at {env.Address} refuses the password in REDIS_PASS.", error.Message);
        Assert.DoesNotContain("wrong-and-secret", $"{error}", StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", $"{env}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_where_one_is_asked_for_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<StorageException>(
            () => Make.StartAsync(_server.Env with { Password = null }));
        Assert.EndsWith("asks for a password: set REDIS_PASS in .env.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_server_refuses_for_good_does_not_hold_up_the_others()
    {
        _server.Ask("SET", "whalestack:stream:whale_targets", "of another type");
        await using var publisher = await Make.StartAsync(_server.Env);
        publisher.Publish(Say.Signal());
        publisher.Publish(Say.Cluster());
        await Make.UntilAsync(() => publisher.Counts is { Sent: 1, Refused: 1 }, "one sent, one refused");
        Assert.Equal(PublisherState.Connected, publisher.Status.State);
        Assert.Contains("it refused a message: WRONGTYPE", publisher.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_sent_before_the_publisher_is_gone()
    {
        await using (var publisher = await Make.StartAsync(_server.Env))
        {
            for (var i = 1; i <= 1_000; i++)
            {
                publisher.Publish(Say.Signal(i));
            }
        }

        Assert.Equal(["1000"], _server.Ask("XLEN", "whalestack:stream:whale_targets"));
    }

    [Fact]
    public async Task The_metrics_page_shows_what_became_of_the_messages()
    {
        using var page = new MetricsPage();
        await using var publisher = await Make.StartAsync(_server.Env);
        publisher.Publish(Say.Signal());
        await Make.UntilAsync(() => publisher.Counts.Sent == 1, "the signal sent");
        var text = page.Text();
        string[] lines =
        [
            "whalestack_redis_sent_total 1\n", "whalestack_redis_conflated_total 0\n",
            "whalestack_redis_dropped_total{kind=\"signal\"} 0\n",
            "whalestack_redis_dropped_total{kind=\"snapshot\"} 0\n", "whalestack_redis_refused_total 0\n",
            "whalestack_redis_failures_total 0\n", "whalestack_redis_waiting 0\n", "whalestack_redis_connected 1\n",
        ];
        Assert.All(lines, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    public void Dispose() => _server.Dispose();
}
