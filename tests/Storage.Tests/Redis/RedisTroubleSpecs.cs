using System.Collections.Concurrent;
using System.Diagnostics;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Publishing;
using WhaleStack.Storage.Redis;
using WhaleStack.Storage.Tests.Publishing;

namespace WhaleStack.Storage.Tests.Redis;

/// <summary>A real server that is not there, dies, hangs or is full.</summary>
public sealed class RedisTroubleSpecs : IDisposable
{
    private const string Signals = "whalestack:stream:whale_targets";

    private static readonly RedisOptions Impatient = Make.Options with
    {
        AnswerTimeout = TimeSpan.FromMilliseconds(500),
    };

    private readonly RedisServer _server = new();

    [Fact]
    public async Task A_server_that_comes_after_the_node_gets_what_waited()
    {
        using var late = new RedisServer(start: false);
        await using var publisher = await Make.StartAsync(late.Env);
        Assert.Equal(PublisherState.Away, publisher.Status.State);
        Assert.Equal($"redis at {late.Env.Address} cannot be reached or does not answer.", publisher.Status.Detail);
        Say3(publisher, 1);
        await Assert.ThrowsAsync<IOException>(
            () => publisher.ReadLastAsync("whale_targets", Say.Btc, CancellationToken.None));
        late.Start();
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "the three messages sent");
        Assert.Equal(Json(1, 2, 3), late.Stream(Signals));
        Assert.Equal(PublisherState.Connected, publisher.Status.State);
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_gets_everything_since_in_order()
    {
        await using var publisher = await Make.StartAsync(_server.Env);
        var states = new ConcurrentQueue<PublisherState>();
        using var watching = publisher.Watch(status => states.Enqueue(status.State));
        Say3(publisher, 1);
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "the first three sent");
        _server.Kill();
        // Nobody publishes, and still it is seen.
        await Make.UntilAsync(() => publisher.Status.State == PublisherState.Away, "the state away");
        Say3(publisher, 4);
        publisher.Publish(Say.Snapshot(1m));
        publisher.Publish(Say.Snapshot(2m));
        _server.Start();
        await Make.UntilAsync(() => publisher.Counts.Sent == 7, "the rest sent");
        Assert.Equal(Json(4, 5, 6), _server.Stream(Signals));
        Assert.Equal(
            [PublishedJson.Write(Say.Snapshot(2m).Message)], _server.Stream("whalestack:stream:market_snapshots"));
        Assert.Equal(
            [PublisherState.Connected, PublisherState.Away, PublisherState.Connected], Runs(states));
    }

    [Fact]
    public async Task Killed_again_and_again_under_load_it_resumes_each_time()
    {
        await using var publisher = await Make.StartAsync(_server.Env);
        using var over = new CancellationTokenSource();
        var published = 0;
        var load = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                // However long a busy machine takes to come back, no signal has to be dropped.
                if (publisher.Counts.Waiting < 2_000)
                {
                    publisher.Publish(Say.Signal(++published));
                    publisher.Publish(Say.Snapshot(published));
                }

                await Task.Delay(1);
            }
        });
        for (var round = 0; round < 3; round++)
        {
            var before = publisher.Counts.Sent;
            await Make.UntilAsync(() => publisher.Counts.Sent > before + 20, "messages sent");
            _server.Kill();
            await Make.UntilAsync(() => publisher.Status.State == PublisherState.Away, "the state away");
            _server.Start();
        }

        await over.CancelAsync();
        await load;
        await Make.UntilAsync(() => publisher.Counts.Waiting == 0, "an empty queue");
        Assert.Equal(0, publisher.Counts.SignalsDropped);
        Assert.True(publisher.Counts.Failures >= 3, $"{publisher.Counts}");
        var kept = _server.Stream(Signals);
        Assert.Equal(PublishedJson.Write(Say.Signal(published).Message), kept[^1]);
        Assert.Equal(Json([.. Enumerable.Range(published - kept.Length + 1, kept.Length)]), kept);
    }

    [Fact]
    public async Task A_server_that_hangs_blocks_nobody_fills_no_memory_and_is_taken_up_again()
    {
        const int Published = 20_000;
        await using var publisher = await Make.StartAsync(_server.Env, Impatient);
        var seen = new ConcurrentQueue<PublisherStatus>();
        using var watching = publisher.Watch(seen.Enqueue);
        Say3(publisher, 1);
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "the first three sent");
        _server.Hang();
        var slowest = TimeSpan.Zero;
        for (var i = 1; i <= Published; i++)
        {
            var began = Stopwatch.GetTimestamp();
            publisher.Publish(Say.Signal(i));
            publisher.Publish(Say.Snapshot(i));
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
        }

        var hangs = $"redis at {_server.Env.Address} did not answer within 0.5 s.";
        await Make.UntilAsync(() => seen.Any(status => status.Detail == hangs), "the state away, with the cause");
        Assert.True(slowest < Impatient.AnswerTimeout, $"a caller waited {slowest.TotalMilliseconds} ms");
        await Make.UntilAsync(() => publisher.Counts.Failures >= 2, "a second try");
        Assert.InRange(publisher.Counts.Waiting, 1, Impatient.SignalsWaitingMax + 1);
        // What was under way when it stopped was given back: nothing is missing in the count.
        Assert.Equal(Published - Impatient.SignalsWaitingMax, publisher.Counts.SignalsDropped);
        Assert.Equal(Published - 1, publisher.Counts.Conflated);
        _server.GoOn();
        await Make.UntilAsync(() => publisher.Counts.Waiting == 0 && publisher.Status.State == PublisherState.Connected,
            "all sent");
        await Make.UntilAsync(() => publisher.Counts.Sent == 3 + Impatient.SignalsWaitingMax + 1, "all counted");
        var kept = _server.Stream(Signals);
        Assert.Equal(Json([.. Enumerable.Range(Published - 99, 100)]), kept[^100..]);
        Assert.Equal(
            PublishedJson.Write(Say.Snapshot(Published).Message),
            await publisher.ReadLastAsync("market_snapshots", Say.Btc, CancellationToken.None));
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_server_that_hangs()
    {
        await using var publisher = await Make.StartAsync(_server.Env, Impatient);
        Say3(publisher, 1);
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "the three sent");
        _server.Hang();
        var began = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<IOException>(
            () => publisher.ReadLastAsync("whale_targets", Say.Btc, CancellationToken.None));
        Assert.True(Stopwatch.GetElapsedTime(began) < 4 * Impatient.AnswerTimeout);
        Assert.EndsWith("did not answer within 0.5 s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_stops_while_the_server_hangs_does_not_wait_for_it()
    {
        var publisher = await Make.StartAsync(_server.Env, Impatient);
        _server.Hang();
        Say3(publisher, 1);
        var began = Stopwatch.GetTimestamp();
        await publisher.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(began) < 2 * RedisPublisher.CloseTimeout);
    }

    [Fact]
    public async Task A_server_that_is_full_counts_as_away_and_nothing_is_said_twice()
    {
        using var listener = _server.Listen("whale_targets");
        await using var publisher = await Make.StartAsync(_server.Env);
        _server.Ask("CONFIG", "SET", "maxmemory", "1");
        Say3(publisher, 1);
        await Make.UntilAsync(() => publisher.Counts.Failures >= 3, "three tries");
        Assert.Equal(PublisherState.Away, publisher.Status.State);
        Assert.Contains("refuses: ", publisher.Status.Detail, StringComparison.Ordinal);
        _server.Ask("CONFIG", "SET", "maxmemory", "0");
        await Make.UntilAsync(() => publisher.Counts.Sent == 3, "the three sent");
        Assert.Equal(Json(1, 2, 3), _server.Stream(Signals));
        listener.Expect(lines => lines.Count(line => line == "message") >= 3);
        Assert.Equal(Json(1, 2, 3), listener.Lines.Where(line => line.StartsWith('{')));
    }

    [Fact]
    public async Task A_password_that_is_changed_while_connected_is_told_and_does_not_end_the_node()
    {
        using var server = new RedisServer("hush-first");
        await using var publisher = await Make.StartAsync(server.Env);
        server.Ask("CONFIG", "SET", "requirepass", "hush-second");
        server.Kill();
        await Make.UntilAsync(() => publisher.Status.State == PublisherState.Away, "the state away");
        using var other = new RedisServer("hush-second", at: server.Env.Port);
        await Make.UntilAsync(
            () => publisher.Status.Detail.EndsWith("refuses the password in REDIS_PASS.", StringComparison.Ordinal),
            "the reason");
        Assert.DoesNotContain("hush", publisher.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(PublisherState.Away, publisher.Status.State);
    }

    public void Dispose() => _server.Dispose();

    private static void Say3(RedisPublisher publisher, int first)
    {
        for (var i = first; i < first + 3; i++)
        {
            publisher.Publish(Say.Signal(i));
        }
    }

    private static string[] Json(params int[] numbers) =>
        [.. numbers.Select(number => PublishedJson.Write(Say.Signal(number).Message))];

    // Each state once for however often it was shown in a row.
    private static List<PublisherState> Runs(IEnumerable<PublisherState> states) =>
        states.Aggregate(new List<PublisherState>(), (runs, state) =>
        {
            if (runs.Count == 0 || runs[^1] != state)
            {
                runs.Add(state);
            }

            return runs;
        });
}
