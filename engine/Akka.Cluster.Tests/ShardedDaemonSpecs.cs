using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Akka.Cluster.Tests;

/// <summary>A fixed number of actors that are always there.</summary>
public class ShardedDaemonSpecs : ClusterSpec
{
    private const int Count = 3;

    private ShardedDaemonProcess Daemons => ShardedDaemonProcess.Get(Sys);

    private Props Make(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return Props.Create(() => new Daemon(TestActor, text));
    }

    private IActorRef Start(TimeSpan? interval = null)
    {
        var settings = ShardedDaemonProcessSettings.Create(Sys);
        return Daemons.Init(
            "parts", Count, Make, settings.WithKeepAliveInterval(interval ?? settings.KeepAliveInterval), "end");
    }

    [Fact]
    public async Task All_of_them_run_without_a_message()
    {
        await JoinSelf();
        var router = Start();
        Assert.Equal(["start 0", "start 1", "start 2"], ReceiveN(Count).Cast<string>().Order());
        for (var i = 0; i < Count; i++)
        {
            router.Tell("x", TestActor);
        }

        Assert.Equal(["0:x", "1:x", "2:x"], ReceiveN(Count).Cast<string>().Order());
        Assert.Equal(TestActor, LastSender);
        var region = ClusterSharding.Get(Sys).ShardRegion("sharded-daemon-process-parts");
        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Patience);
        Assert.Equal(["0", "1", "2"], state.Shards.Select(shard => shard.ShardId).Order());
    }

    [Fact]
    public async Task Those_that_start_before_the_node_is_up_wait_for_it()
    {
        Start();
        await JoinSelf();
        Assert.Equal(["start 0", "start 1", "start 2"], ReceiveN(Count).Cast<string>().Order());
    }

    [Fact]
    public async Task One_that_ends_is_started_again()
    {
        await JoinSelf();
        var router = Start(TimeSpan.FromMilliseconds(50));
        ReceiveN(Count);
        router.Tell("end", TestActor);
        ExpectMsg("stop 0");
        ExpectMsg("start 0");
    }

    [Fact]
    public async Task They_stop_with_their_message_when_the_node_leaves()
    {
        await JoinSelf();
        Start();
        ReceiveN(Count);
        var left = Cluster.LeaveAsync();
        Assert.Equal(["stop 0", "stop 1", "stop 2"], ReceiveN(Count).Cast<string>().Order());
        await left.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_node_without_the_role_runs_none()
    {
        await JoinSelf();
        var settings = ShardedDaemonProcessSettings.Create(Sys).WithRole("other");
        Daemons.Init("far", Count, Make, settings, "end");
        Assert.Equal(
            "sharded-daemon-process-farProxy",
            ClusterSharding.Get(Sys).ShardRegion("sharded-daemon-process-far").Path.Name);
    }

    [Fact]
    public async Task A_proxy_leads_to_those_that_run()
    {
        await JoinSelf();
        Start();
        ReceiveN(Count);
        var proxy = Daemons.InitProxy("parts", Count, "some-role");
        proxy.Tell("x", TestActor);
        ExpectMsg("0:x");
        proxy.Tell("y", TestActor);
        ExpectMsg("1:y");
    }

    [Fact]
    public void Settings_come_from_the_configuration()
    {
        var settings = ShardedDaemonProcessSettings.Create(Sys);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.KeepAliveInterval);
        Assert.Null(settings.ShardingSettings);
        Assert.Null(settings.Role);
        var sharding = ClusterShardingSettings.Create(Sys);
        Assert.Same(sharding, settings.WithShardingSettings(sharding).WithRole("r").ShardingSettings);
        Assert.Equal("r", settings.WithRole("r").WithKeepAliveInterval(TimeSpan.FromSeconds(1)).Role);
        Assert.Equal(
            100_000, Sys.Settings.Config.GetInt("akka.cluster.sharded-daemon-process.sharding.buffer-size"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Daemons.Init("none", 0, Make));
    }

    private sealed class Daemon : UntypedActor
    {
        private readonly IActorRef _listener;
        private readonly string _number;

        public Daemon(IActorRef listener, string number)
        {
            _listener = listener;
            _number = number;
        }

        protected override void PreStart() => _listener.Tell("start " + _number);

        protected override void PostStop() => _listener.Tell("stop " + _number);

        protected override void OnReceive(object message)
        {
            if (message is "end")
            {
                Context.Stop(Self);
            }
            else
            {
                _listener.Tell($"{_number}:{message}", Sender);
            }
        }
    }
}
