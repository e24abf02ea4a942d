using Akka.Actor;
using Akka.Configuration;
using WhaleStack.Node.Observation;

namespace WhaleStack.Hosts.Tests;

/// <summary>A node whose parts fail says so and ends, it does not hang.</summary>
public sealed class NodeGuardSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system = ActorSystem.Create(
        "guarded", ConfigurationFactory.ParseString("akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [] }"));

    private readonly NodeObservation _observation = new(10_000m, [], []);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task An_actor_that_cannot_start_ends_the_node_with_its_name_and_cause()
    {
        NodeGuardActor.StartIn(_system, _observation);
        _system.ActorOf(Props.Create(() => new Parent()), "feeds");

        var reason = await _observation.Failed.WaitAsync(Patience);

        Assert.Contains("feeds/history could not start: no such key", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_ends_by_itself_ends_the_node()
    {
        var part = _system.ActorOf(Props.Create(() => new Quiet()), "clock");
        NodeGuardActor.StartIn(_system, _observation).Tell(new NodeGuardActor.WatchParts([part]));
        part.Tell(PoisonPill.Instance);

        var reason = await _observation.Failed.WaitAsync(Patience);
        Assert.Contains("clock ended unexpectedly", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_a_supervisor_deals_with_is_shown_and_ends_nothing()
    {
        NodeGuardActor.StartIn(_system, _observation);
        var part = _system.ActorOf(Props.Create(() => new Quiet()), "risk");
        part.Tell("fail");

        await Support.Wait.UntilAsync(() => _observation.Troubles == 1, () => "the error");
        Assert.Contains("asked to fail", _observation.Trouble, StringComparison.Ordinal);
        Assert.False(_observation.Failed.IsCompleted);
    }

    private sealed class Parent : ReceiveActor
    {
        protected override void PreStart() => Context.ActorOf(Props.Create(() => new Broken()), "history");
    }

    private sealed class Broken : ReceiveActor
    {
        protected override void PreStart() => throw new InvalidOperationException("no such key");
    }

    private sealed class Quiet : ReceiveActor
    {
        public Quiet() => Receive<string>(_ => throw new InvalidOperationException("asked to fail"));
    }
}
