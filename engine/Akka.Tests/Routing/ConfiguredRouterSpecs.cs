using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Tests.Routing;

public class ConfiguredRouterSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const string Hocon = """
        akka.actor.debug.router-misconfiguration = on
        akka.actor.deployment {
          /five { router = round-robin-pool, nr-of-instances = 5 }
          /all { router = broadcast-group, routees.paths = ["/user/one", "/user/two"] }
          /hashed { router = consistent-hashing-pool, nr-of-instances = 3, virtual-nodes-factor = 17 }
          /named { router = "Akka.Routing.BroadcastPool, Akka", nr-of-instances = 2 }
          "/parents/*/children" { router = round-robin-pool, nr-of-instances = 4 }
          "/five/*" { mailbox = akka.actor.mailbox.unbounded-deque-based }
        }
        """;

    public ConfiguredRouterSpecs()
        : base(ConfigurationFactory.ParseString(Hocon))
    {
    }

    [Fact]
    public void A_pool_is_made_as_configured()
    {
        var router = Sys.ActorOf(Worker.Recipe.WithRouter(FromConfig.Instance), "five");
        Assert.Equal(5, this.Routees(router).Count);
        router.Tell(new Broadcast("x"));
        Assert.Equal(5, ReceiveN(5).Distinct().Count());
    }

    [Fact]
    public void The_configuration_goes_before_the_code_and_the_code_fills_what_it_does_not_say()
    {
        var strategy = new OneForOneStrategy(static _ => Directive.Stop);
        var code = new RoundRobinPool(2).WithSupervisorStrategy(strategy).WithDispatcher("apart");
        var configured = Lookup("five").WithFallback(new Deploy(code)).RouterConfig;
        var pool = Assert.IsType<RoundRobinPool>(configured);
        Assert.Equal(5, pool.NrOfInstances);
        Assert.Same(strategy, pool.SupervisorStrategy);
        Assert.Equal("apart", pool.RouterDispatcher);
    }

    [Fact]
    public void A_group_is_made_as_configured()
    {
        Sys.ActorOf(Worker.Recipe, "one");
        Sys.ActorOf(Worker.Recipe, "two");
        Assert.Equal(["/user/one", "/user/two"], ((Group)Lookup("all").RouterConfig).GetPaths(Sys));
        var router = Sys.ActorOf(FromConfig.Instance.Props(), "all");
        router.Tell("x");
        Assert.Equal(["one", "two"], ReceiveN(2).Order());
    }

    [Fact]
    public void A_hashing_pool_reads_its_factor_and_keeps_the_mapping_of_the_code()
    {
        var code = new ConsistentHashingPool(1, message => message);
        var pool = Assert.IsType<ConsistentHashingPool>(
            Lookup("hashed").WithFallback(new Deploy(code)).RouterConfig);
        Assert.Equal((3, 17), (pool.NrOfInstances, pool.VirtualNodesFactor));

        var router = Sys.ActorOf(Worker.Recipe.WithRouter(code), "hashed");
        router.Tell("key");
        var routee = ExpectMsg<string>();
        router.Tell("key");
        ExpectMsg(routee);
    }

    [Fact]
    public void A_router_may_be_named_by_its_type()
    {
        var router = Sys.ActorOf(FromConfig.Instance.Props().WithRouter(FromConfig.Instance), "named");
        Assert.Equal(2, this.Routees(router).Count);
        Assert.IsType<BroadcastPool>(Lookup("named").RouterConfig);
    }

    [Fact]
    public void Any_name_matches_the_star_of_a_path() =>
        Assert.Equal(4, ((Pool)Lookup("parents", "joe", "children").RouterConfig).NrOfInstances);

    [Fact]
    public void Code_that_asks_for_no_router_gets_none_and_is_warned()
    {
        EventFilter.Warning(contains: "plain actor").ExpectOne(() =>
        {
            var plain = Sys.ActorOf(Worker.Recipe, "five");
            plain.Tell("x");
            ExpectMsg("five");
        });
    }

    [Fact]
    public void A_router_without_its_configuration_is_refused_and_leaves_its_name_free()
    {
        var error = Assert.Throws<ConfigurationException>(
            () => Sys.ActorOf(Worker.Recipe.WithRouter(FromConfig.Instance), "missing"));
        Assert.Contains("/user/missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("akka.actor.deployment", error.Message, StringComparison.Ordinal);
        Sys.ActorOf(Worker.Recipe, "missing").Tell("x");
        ExpectMsg("missing");
    }

    [Theory]
    [InlineData("router = no-such-router", "/bad.router", "no-such-router")]
    [InlineData("router = \"System.String\"", "/bad.router", "System.String")]
    [InlineData("router = round-robin-pool, nr-of-instances = -1", "/bad", "nr-of-instances")]
    [InlineData("router = round-robin-pool, nr-of-instances = many", "/bad", "nr-of-instances")]
    [InlineData("router = round-robin-pool, resizer.enabled = on", "/bad", "resizer.enabled")]
    [InlineData("router = consistent-hashing-pool, virtual-nodes-factor = -3", "/bad", "virtual-nodes-factor")]
    public void A_deployment_that_makes_no_sense_is_refused_with_its_path_and_key(
        string deployment, string path, string key)
    {
        var config = ConfigurationFactory.ParseString($"akka.actor.deployment./bad {{ {deployment} }}")
            .WithFallback(ConfigurationFactory.Default());
        var error = Assert.ThrowsAny<Exception>(() => new Deployer(new Settings(Sys, config)));
        Assert.IsType<ConfigurationException>(error);
        Assert.Contains("akka.actor.deployment." + path, error.Message, StringComparison.Ordinal);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deployment_that_names_no_router_is_a_plain_actors()
    {
        var deploy = new Deployer(Sys.Settings).ParseConfig("/plain", "dispatcher = apart");
        Assert.Same(NoRouter.Instance, deploy.RouterConfig);
        Assert.Equal("apart", deploy.Dispatcher);
        Assert.Equal(deploy, deploy.WithFallback(Deploy.None));
        Assert.NotEqual(deploy, deploy.WithRouterConfig(FromConfig.Instance));
    }

    private Deploy Lookup(params string[] path) => new Deployer(Sys.Settings).Lookup(path)!;
}
