using Akka.Actor;

namespace Akka.Tests.Actor;

public class AskAndSelectionSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task An_answer_completes_the_ask_and_a_failure_fails_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answerer()));
        Assert.Equal("pong", await actor.Ask<string>("ping", Soon));
        Assert.Equal("pong", await actor.Ask("ping", Soon));
        var cause = await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask<string>("fail", Soon));
        Assert.Equal("no", cause.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask("fail", Soon));
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>("ping", Soon));
    }

    [Fact]
    public async Task An_ask_without_an_answer_times_out_or_is_cancelled()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answerer()));
        await Assert.ThrowsAsync<AskTimeoutException>(
            () => actor.Ask<string>("silence", TimeSpan.FromMilliseconds(30)));
        using var source = new CancellationTokenSource();
        var ask = actor.Ask<string>("silence", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
    }

    [Fact]
    public async Task An_ask_can_carry_its_reply_address_under_temp()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answerer()));
        IActorRef? replyTo = null;
        var answer = await actor.Ask<string>(
            r =>
            {
                replyTo = r;
                return r;
            },
            Soon,
            CancellationToken.None);
        Assert.Equal("by address", answer);
        Assert.StartsWith("akka://test/temp/", replyTo!.Path.ToString(), StringComparison.Ordinal);
        EventFilter.DeadLetter<string>(s => s == "late").ExpectOne(() => replyTo.Tell("late"));
    }

    [Fact]
    public async Task A_selection_finds_an_ask_below_temp_and_the_dead_letters()
    {
        var ask = TestActor.Ask<string>("who asks?", Soon);
        ExpectMsg("who asks?");
        var path = LastSender.Path.ToStringWithoutAddress();

        Sys.ActorSelection(path).Tell("found");

        Assert.Equal("found", await ask);
        var deadLetters = Sys.ActorSelection("/deadLetters");
        EventFilter.DeadLetter<string>(s => s == "lost").ExpectOne(() => deadLetters.Tell("lost"));
        Assert.Equal(Sys.DeadLetters, await deadLetters.ResolveOne(Soon));
    }

    [Fact]
    public void A_task_is_piped_with_its_result_or_its_failure()
    {
        Task.FromResult(5).PipeTo(TestActor, success: i => $"got {i}");
        ExpectMsg("got 5");
        Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor);
        Assert.Equal("no", ExpectMsg<Status.Failure>().Cause.Message);
        Task.CompletedTask.PipeTo(TestActor);
        ExpectNoMsg(50);
    }

    [Fact]
    public async Task A_selection_finds_by_absolute_and_relative_path()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family()), "parent");
        parent.Tell("a");
        var a = ExpectMsg<IActorRef>();
        parent.Tell("b");
        var b = ExpectMsg<IActorRef>();
        Assert.Equal(a, await Sys.ActorSelection("/user/parent/a").ResolveOne(Soon));
        Assert.Equal(a, await Sys.ActorSelection("user/parent/a").ResolveOne(Soon));
        Assert.Equal(a, await Sys.ActorSelection("akka://test/user/parent/a").ResolveOne(Soon));
        Assert.Equal(a, await Sys.ActorSelection(a.Path).ResolveOne(Soon));
        Assert.Equal(b, await Sys.ActorSelection(a, "../b").ResolveOne(Soon));
        Assert.Equal(parent, await Sys.ActorSelection(a, "..").ResolveOne(Soon));
        await Assert.ThrowsAsync<ActorNotFoundException>(
            () => Sys.ActorSelection("/user/parent/none").ResolveOne(Soon));
        await Assert.ThrowsAsync<ActorNotFoundException>(
            () => Sys.ActorSelection("akka://other/user/parent").ResolveOne(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void A_pattern_selects_all_that_match_and_misses_silently()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family()), "parent");
        foreach (var name in new[] { "one", "two", "other" })
        {
            parent.Tell(name);
            ExpectMsg<IActorRef>();
        }

        Sys.ActorSelection("/user/parent/o*").Tell(new Identify(1));
        var found = ReceiveN(2).Cast<ActorIdentity>().Select(i => i.Subject!.Path.Name).Order();
        Assert.Equal(["one", "other"], found);
        Sys.ActorSelection("/user/*/t?o").Tell(new Identify(2));
        Assert.Equal("two", ExpectMsg<ActorIdentity>().Subject!.Path.Name);
        Sys.ActorSelection("/user/parent/x*").Tell(new Identify(3));
        ExpectNoMsg(50);
        Sys.ActorSelection("/user/parent/none").Tell(new Identify(4));
        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.ActorSelection("/user/none").Tell("hello"));
    }

    [Fact]
    public void Paths_and_addresses_are_read_back_as_they_are_written()
    {
        var path = ActorPath.Parse("akka.tcp://sys@host:1234/user/a/b#42");
        Assert.Equal(42, path.Uid);
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal("akka.tcp://sys@host:1234/user/a/b#42", path.ToSerializationFormat());
        Assert.Equal("akka.tcp://sys@host:1234/user/a/b", path.ToString());
        Assert.Equal(path, path.WithUid(7));
        Assert.Equal(new Address("akka.tcp", "sys", "host", 1234), path.Address);
        Assert.Equal("akka://sys/", new RootActorPath(new Address("akka", "sys")).ToString());
        Assert.False(ActorPath.TryParse("no path", out _));
        Assert.Throws<UriFormatException>(() => Address.Parse("http://x"));
    }

    [Fact]
    public void A_path_with_a_uid_resolves_to_that_incarnation_only()
    {
        var provider = ((ExtendedActorSystem)Sys).Provider;
        var actor = Sys.ActorOf(Props.Empty, "one");
        Assert.Equal(actor, provider.ResolveActorRef(actor.Path.ToSerializationFormat()));
        Assert.Equal(actor, provider.ResolveActorRef(actor.Path.ToString()));
        Assert.IsType<EmptyLocalActorRef>(provider.ResolveActorRef(actor.Path.WithUid(actor.Path.Uid + 1)));
    }

    private sealed class Answerer : ReceiveActor
    {
        public Answerer()
        {
            Receive<string>(m => m == "ping", _ => Sender.Tell("pong"));
            Receive<string>(m => m == "fail", _ =>
                Sender.Tell(new Status.Failure(new InvalidOperationException("no"))));
            Receive<string>(_ => { });
            Receive<IActorRef>(r => r.Tell("by address"));
        }
    }

    private sealed class Family : ReceiveActor
    {
        public Family() => Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Empty, name)));
    }
}
