using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Routing;

namespace Akka.Tests.DependencyInjection;

public class DependencyResolverSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly SmallContainer Container = new();

    public DependencyResolverSpecs()
        : base(ActorSystemSetup.Create(DependencyResolverSetup.Create(Container)))
    {
    }

    private DependencyResolver Resolver => DependencyResolver.For(Sys);

    [Fact]
    public void An_actor_gets_its_services_and_the_arguments_given()
    {
        var actor = Sys.ActorOf(Resolver.Props<Needy>("named"));
        actor.Tell("who");
        var (shared, _, name) = ExpectMsg<(object, object, string)>();
        Assert.Same(Container.GetService(typeof(SmallContainer.Shared)), shared);
        Assert.Equal("named", name);
        var type = typeof(Needy);
        Sys.ActorOf(Resolver.Props(type, "by type")).Tell("who");
        Assert.Equal("by type", ExpectMsg<(object, object, string)>().Item3);
    }

    [Fact]
    public void An_actor_may_need_services_alone()
    {
        Sys.ActorOf(Resolver.Props<Modest>()).Tell("what");
        var shared = ExpectMsg<SmallContainer.Shared>();
        var type = typeof(Modest);
        Sys.ActorOf(Resolver.Props(type)).Tell("what");
        Assert.Same(shared, ExpectMsg<SmallContainer.Shared>());
    }

    [Fact]
    public void A_restarted_actor_asks_for_its_services_again()
    {
        var actor = Sys.ActorOf(Resolver.Props<Needy>("restarted"));
        actor.Tell("who");
        var before = ExpectMsg<(object, object, string)>();
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));
        actor.Tell("who");
        var after = ExpectMsg<(object, object, string)>();
        Assert.Same(before.Item1, after.Item1);
        Assert.NotSame(before.Item2, after.Item2);
        Assert.Equal("restarted", after.Item3);
    }

    [Fact]
    public void Such_a_recipe_takes_a_router_like_any_other()
    {
        var router = Sys.ActorOf(Resolver.Props<Needy>("routed").WithRouter(new RoundRobinPool(3)));
        router.Tell(new Broadcast("who"));
        var answers = ReceiveN(3).Cast<(object Shared, object Fresh, string Name)>().ToList();
        Assert.Single(answers.Select(a => a.Shared).Distinct());
        Assert.Equal(3, answers.Select(a => a.Fresh).Distinct().Count());
    }

    [Fact]
    public void A_scope_has_services_of_its_own_and_ends_them()
    {
        var outer = Resolver.Resolver.GetService<SmallContainer.Scoped>();
        SmallContainer.Scoped? inner;
        using (var scope = Resolver.Resolver.CreateScope())
        {
            inner = scope.Resolver.GetService<SmallContainer.Scoped>();
            var type = typeof(SmallContainer.Scoped);
            Assert.Same(inner, scope.Resolver.GetService(type));
            Assert.False(inner!.IsDisposed);
        }

        Assert.NotSame(outer, inner);
        Assert.True(inner.IsDisposed);
        Assert.False(outer!.IsDisposed);
        Assert.Null(Resolver.Resolver.GetService<string>());
    }

    [Fact]
    public void A_service_that_is_not_there_fails_the_actor_and_not_its_maker()
    {
        var parent = CreateTestProbe();
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Resolver.Props<Lost>());
            parent.Watch(actor);
        });
        parent.ExpectMsg<Terminated>();
    }

    [Fact]
    public void Only_actors_are_made_so() =>
        Assert.Throws<ArgumentException>(() => Resolver.Props(typeof(string)));

    [Fact]
    public async Task A_system_without_a_resolver_says_so()
    {
        var bare = ActorSystem.Create("bare");
        try
        {
            var error = Assert.Throws<ConfigurationException>(() => DependencyResolver.For(bare));
            Assert.Contains(nameof(DependencyResolverSetup), error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await bare.Terminate();
        }
    }

    private sealed class Needy : ReceiveActor
    {
        public Needy(SmallContainer.Shared shared, string name, SmallContainer.Fresh fresh)
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("fail"));
            ReceiveAny(_ => Sender.Tell(((object)shared, (object)fresh, name)));
        }
    }

    private sealed class Modest : ReceiveActor
    {
        public Modest(SmallContainer.Shared shared) => ReceiveAny(_ => Sender.Tell(shared));
    }

    private sealed class Lost : ReceiveActor
    {
        public Lost(Version unknown) => ReceiveAny(_ => Sender.Tell(unknown));
    }
}
