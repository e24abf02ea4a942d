using Akka.Actor;

namespace Akka.Tests.Actor;

public class AskSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Many_asks_at_once_each_get_their_own_answer()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var asks = Enumerable.Range(0, 2_000).Select(i => echo.Ask<int>(i, Long)).ToArray();
        Assert.Equal(Enumerable.Range(0, 2_000), await Task.WhenAll(asks));
    }

    [Fact]
    public async Task Asks_from_many_threads_end_by_answer_limit_or_token_and_only_once()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => AskInEveryWay(echo, n))));
        Assert.Equal(7, await echo.Ask<int>(7, Long));
    }

    [Fact]
    public async Task Asks_with_different_limits_end_when_theirs_is_over()
    {
        var silent = Sys.ActorOf(Props.Create(() => new Silent()));
        var never = silent.Ask("never", Timeout.InfiniteTimeSpan);
        var late = silent.Ask("late", Long);
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < 4; i++)
        {
            await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask("soon", Milliseconds(50)));
        }

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begin), Milliseconds(200), TimeSpan.MaxValue);
        var all = Enumerable.Range(1, 500).Select(i => silent.Ask("soon", Milliseconds(i % 90))).ToArray();
        foreach (var ask in all)
        {
            await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        }

        Assert.False(never.IsCompleted);
        Assert.False(late.IsCompleted);
    }

    [Fact]
    public async Task A_limit_of_zero_is_over_at_once_and_the_message_is_sent_all_the_same()
    {
        var ask = TestActor.Ask("zero", TimeSpan.Zero);
        await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        ExpectMsg("zero");
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_ends_the_ask_as_cancelled()
    {
        var token = new CancellationToken(canceled: true);
        var ask = TestActor.Ask("question", Long, token);
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        Assert.Equal(token, cancelled.CancellationToken);
        Assert.True(ask.IsCanceled);
        ExpectMsg("question");
    }

    [Fact]
    public async Task The_limit_of_the_configuration_holds_where_none_is_given()
    {
        using var system = ActorSystem.Create("asks", "akka.actor.ask-timeout = 40ms");
        var silent = system.ActorOf(Props.Create(() => new Silent()));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("question"));
        await system.Terminate();
    }

    [Fact]
    public async Task A_path_is_found_while_the_ask_waits_and_no_longer()
    {
        var ask = TestActor.Ask<string>("question", Long);
        ExpectMsg("question");
        var asker = LastSender;
        var path = asker.Path;
        Assert.Equal("temp", path.Parent.Name);
        var provider = ((ActorSystemImpl)Sys).Provider;
        Assert.Same(asker, provider.ResolveActorRef(path));
        provider.ResolveActorRef(path).Tell("answer");
        Assert.Equal("answer", await ask);
        Assert.NotSame(asker, provider.ResolveActorRef(path));
        EventFilter.DeadLetter<string>(s => s == "too late").ExpectOne(() => asker.Tell("too late"));
    }

    [Fact]
    public async Task A_path_of_an_ask_that_ran_out_is_not_found()
    {
        var ask = TestActor.Ask<string>("question", Milliseconds(20));
        ExpectMsg("question");
        var path = LastSender.Path;
        await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        Assert.IsType<EmptyLocalActorRef>(((ActorSystemImpl)Sys).Provider.ResolveActorRef(path));
    }

    [Fact]
    public void The_asker_can_be_watched_and_its_watcher_hears_of_its_end()
    {
        TestActor.Ask<string>("question", Long);
        ExpectMsg("question");
        var asker = LastSender;
        Watch(asker);
        asker.Tell("answer");
        ExpectTerminated(asker);
    }

    private static async Task AskInEveryWay(IActorRef echo, int thread)
    {
        for (var i = 0; i < 200; i++)
        {
            using var source = new CancellationTokenSource();
            var ask = echo.Ask<int>(i, Milliseconds(1 + (i % 5)), source.Token);
            if ((i + thread) % 2 == 0)
            {
                await source.CancelAsync();
            }

            try
            {
                Assert.Equal(i, await ask);
            }
            catch (Exception e) when (e is OperationCanceledException or AskTimeoutException)
            {
                Assert.True(ask.IsCompleted);
            }
        }
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
