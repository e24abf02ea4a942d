using System.Globalization;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Keeps a fixed number of actors, told apart by a number, running on the nodes of the cluster: each on one node only,
/// started without a message and started again when it is gone. For work that is cut into parts. May be called on any
/// thread.
/// </summary>
public class ShardedDaemonProcess : IExtension
{
    private readonly ExtendedActorSystem _system;

    /// <summary>Creates the extension; nothing runs until daemons are started.</summary>
    public ShardedDaemonProcess(ExtendedActorSystem system) => _system = system;

    /// <summary>The daemons of the system.</summary>
    public static ShardedDaemonProcess Get(ActorSystem system) =>
        system.WithExtension<ShardedDaemonProcess, ShardedDaemonProcessExtensionProvider>();

    /// <summary>Starts the daemons, which stop upon <see cref="PoisonPill"/>.</summary>
    /// <inheritdoc cref="Init(string, int, Func{int, Props}, ShardedDaemonProcessSettings, object)"/>
    public IActorRef Init(string name, int numberOfInstances, Func<int, Props> propsFactory) =>
        Init(name, numberOfInstances, propsFactory, PoisonPill.Instance);

    /// <summary>Starts the daemons with the settings of the system.</summary>
    /// <inheritdoc cref="Init(string, int, Func{int, Props}, ShardedDaemonProcessSettings, object)"/>
    public IActorRef Init(string name, int numberOfInstances, Func<int, Props> propsFactory, object stopMessage) =>
        Init(name, numberOfInstances, propsFactory, ShardedDaemonProcessSettings.Create(_system), stopMessage);

    /// <summary>Starts the daemons.</summary>
    /// <param name="name">What they are called together, the same on all nodes.</param>
    /// <param name="numberOfInstances">How many there are, the same on all nodes.</param>
    /// <param name="propsFactory">How to make one by its number, from 0.</param>
    /// <param name="settings">How often they are asked to run, and where.</param>
    /// <param name="stopMessage">Upon what they stop themselves when they must move.</param>
    /// <returns>What passes messages on to one after the other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is to be none of them.</exception>
    public IActorRef Init(
        string name,
        int numberOfInstances,
        Func<int, Props> propsFactory,
        ShardedDaemonProcessSettings settings,
        object stopMessage)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfInstances, 1);
        ArgumentNullException.ThrowIfNull(propsFactory);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(stopMessage);
        var sharding = ClusterSharding.Get(_system);
        var basis = settings.ShardingSettings
            ?? ClusterShardingSettings.Create(_system, "akka.cluster.sharded-daemon-process.sharding");
        var shardingSettings = basis
            .WithRole(settings.Role ?? basis.Role)
            .WithRememberEntities(false)
            .WithPassivateIdleAfter(TimeSpan.Zero);
        var region = sharding.Start(
            TypeNameOf(name),
            id => propsFactory(int.Parse(id, CultureInfo.InvariantCulture)),
            shardingSettings,
            DaemonExtractor.Instance,
            sharding.DefaultShardAllocationStrategy(shardingSettings),
            stopMessage);
        if (shardingSettings.Role is not { } role || Cluster.Get(_system).SelfRoles.Contains(role))
        {
            var interval = settings.KeepAliveInterval;
            _system.SystemActorOf(
                Props.Create(() => new DaemonKeepAlive(region, numberOfInstances, interval)),
                $"{TypeNameOf(name)}-keep-alive-{Guid.NewGuid():N}");
        }

        return Router(region, numberOfInstances);
    }

    /// <summary>The way to daemons that run on other nodes only.</summary>
    /// <param name="name">What they are called together.</param>
    /// <param name="numberOfInstances">How many there are.</param>
    /// <param name="role">The role of the nodes that run them.</param>
    /// <returns>What passes messages on to one after the other.</returns>
    public IActorRef InitProxy(string name, int numberOfInstances, string role)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfInstances, 1);
        var region = ClusterSharding.Get(_system).StartProxy(TypeNameOf(name), role, DaemonExtractor.Instance);
        return Router(region, numberOfInstances);
    }

    private static string TypeNameOf(string name) => $"sharded-daemon-process-{name}";

    private IActorRef Router(IActorRef region, int numberOfInstances) =>
        _system.ActorOf(Props.Create(() => new DaemonRouter(region, numberOfInstances)));
}

/// <summary>Makes the <see cref="ShardedDaemonProcess"/> of a system.</summary>
public class ShardedDaemonProcessExtensionProvider : ExtensionIdProvider<ShardedDaemonProcess>
{
    /// <inheritdoc/>
    public override ShardedDaemonProcess CreateExtension(ExtendedActorSystem system) => new(system);
}
