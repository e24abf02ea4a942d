using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// This node's part in the cluster: joining and leaving it, seeing who is there, hearing what happens.
/// </summary>
public partial class Cluster : IExtension
{
    private readonly IActorRef _daemon;
    private readonly List<Action> _onRemoved = [];
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterEvent.CurrentClusterState _state = new();
    private volatile bool _isTerminated;

    /// <summary>Starts the cluster's actors; use <see cref="Get"/>, which does it once for a system.</summary>
    /// <exception cref="ConfigurationException">
    /// The system has no cluster provider, or the section <c>akka.cluster</c> cannot be used.
    /// </exception>
    public Cluster(ActorSystemImpl system)
    {
        ArgumentNullException.ThrowIfNull(system);
        System = system;
        system.Settings.InjectTopLevelFallback(DefaultConfig());
        if (!system.Settings.HasCluster)
        {
            throw new ConfigurationException(
                $"ActorSystem [{system}] needs to have a 'cluster' provider enabled in the configuration, "
                + $"currently uses [{system.Settings.ProviderClass}]");
        }

        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        SelfUniqueAddress = new UniqueAddress(system.Provider.DefaultAddress, Random.Shared.Next(1, int.MaxValue));
        Ownership = new SingleNodeOwnership(SelfUniqueAddress);
        DowningProvider = DowningProviders.Load(Settings.DowningProviderType, system, this);
        _daemon = system.SystemActorOf(
            Props.Create(() => new ClusterDaemon(this)).WithDispatcher(Settings.UseDispatcher), "cluster");
        AddShutdownTasks(CoordinatedShutdown.Get(system));
        if (!Settings.SeedNodes.IsEmpty)
        {
            JoinSeedNodes(Settings.SeedNodes);
        }
    }

    /// <summary>The system this is about.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>The settings in force.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>The address of this node, with its incarnation.</summary>
    public UniqueAddress SelfUniqueAddress { get; }

    /// <summary>The address of this node.</summary>
    public Address SelfAddress => SelfUniqueAddress.Address;

    /// <summary>What this node is there for.</summary>
    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    /// <summary>The latest known state.</summary>
    public ClusterEvent.CurrentClusterState State => _state;

    /// <summary>This node as a member; of status Removed when it is none.</summary>
    public Member SelfMember => _state.Members.FirstOrDefault(member => member.UniqueAddress == SelfUniqueAddress)
        ?? Member.Removed(SelfUniqueAddress, SelfRoles, Settings.AppVersion);

    /// <summary>Whether this node takes part.</summary>
    public bool IsUp => SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;

    /// <summary>Whether this node has left for good.</summary>
    public bool IsTerminated => _isTerminated;

    /// <summary>Who decides about members that do not answer.</summary>
    public IDowningProvider DowningProvider { get; }

    /// <summary>Who owns what among the nodes.</summary>
    internal IOwnership Ownership { get; }

    /// <summary>The cluster of the system.</summary>
    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    /// <summary>The path by which other nodes know the actor.</summary>
    public ActorPath RemotePathOf(IActorRef actorRef)
    {
        ArgumentNullException.ThrowIfNull(actorRef);
        var path = actorRef.Path;
        return string.IsNullOrEmpty(path.Address.Host)
            ? ActorPath.Parse(path.ToStringWithAddress(SelfAddress)).WithUid(path.Uid)
            : path;
    }

    internal static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<Cluster>("Akka.Cluster.reference.conf");

    /// <summary>Whether the address means this node: its own, or the one it would have with remoting.</summary>
    internal bool IsSelf(Address address) => address.Equals(SelfAddress) || address.Equals(Settings.OwnRemoteAddress);

    internal void Show(ClusterEvent.CurrentClusterState state) => _state = state;

    /// <summary>Runs the callbacks, and only then lets shutdown go on.</summary>
    internal void MarkTerminated()
    {
        lock (_onRemoved)
        {
            _isTerminated = true;
        }

        foreach (var callback in _onRemoved)
        {
            try
            {
                callback();
            }
            catch (Exception error)
            {
                System.Log.Error(error, "A callback for the removal of this node failed with [{0}]", error.Message);
            }
        }

        _removed.TrySetResult();
    }

    private void AddShutdownTasks(CoordinatedShutdown shutdown)
    {
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", async () =>
        {
            if (!_isTerminated)
            {
                var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _daemon.Tell(new ClusterDaemon.LeaveAtShutdown(left), ActorRefs.NoSender);
                await Task.WhenAny(left.Task, _removed.Task).ConfigureAwait(false);
            }

            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", async () =>
        {
            if (!_isTerminated)
            {
                _daemon.Tell(ClusterDaemon.CompleteExit.Instance, ActorRefs.NoSender);
                await _removed.Task.ConfigureAwait(false);
            }

            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", async () =>
        {
            await _removed.Task.ConfigureAwait(false);
            return Done.Instance;
        });
    }
}

/// <summary>Makes the <see cref="Cluster"/> of a system.</summary>
public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    /// <inheritdoc/>
    public override Cluster CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}
