using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// This node's part in the cluster: joining and leaving it, seeing who is there, hearing what happens.
/// </summary>
public class Cluster : IExtension
{
    private readonly IActorRef _daemon;
    private readonly List<Action> _onRemoved = [];
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterEvent.CurrentClusterState _state = new();
    private volatile bool _isTerminated;

    internal Cluster(ExtendedActorSystem system)
    {
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

    /// <summary>Who owns what among the nodes.</summary>
    internal IOwnership Ownership { get; }

    /// <summary>The cluster of the system.</summary>
    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    /// <summary>Tells the actor of every event of the given kinds, the whole state first.</summary>
    public void Subscribe(IActorRef subscriber, params Type[] to) =>
        Subscribe(subscriber, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, to);

    /// <summary>Tells the actor of every event of the given kinds.</summary>
    /// <exception cref="ArgumentException">No kind was given, or one that is no cluster event.</exception>
    public void Subscribe(
        IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (to.Length == 0)
        {
            throw new ArgumentException("At least one `IClusterDomainEvent` class is required", nameof(to));
        }

        if (Array.Find(to, type => !typeof(ClusterEvent.IClusterDomainEvent).IsAssignableFrom(type)) is { } other)
        {
            throw new ArgumentException(
                $"Subscribe to `IClusterDomainEvent` or subclasses, was [{other.Name}]", nameof(to));
        }

        _daemon.Tell(new ClusterDaemon.Subscription(subscriber, initialStateMode, to));
    }

    /// <summary>Tells the actor nothing any more.</summary>
    public void Unsubscribe(IActorRef subscriber) => _daemon.Tell(new ClusterDaemon.Unsubscription(subscriber, null));

    /// <summary>Tells the actor of this kind of events no more.</summary>
    public void Unsubscribe(IActorRef subscriber, Type to) =>
        _daemon.Tell(new ClusterDaemon.Unsubscription(subscriber, to));

    /// <summary>Sends the state to the actor, once.</summary>
    public void SendCurrentClusterState(IActorRef receiver) => _daemon.Tell(new ClusterDaemon.SendState(receiver));

    /// <summary>Joins the cluster through the node; through itself, a node forms a cluster of its own.</summary>
    public void Join(Address address) => _daemon.Tell(new ClusterDaemon.JoinTo([address]));

    /// <summary>Joins and ends when this node is up.</summary>
    /// <exception cref="ClusterJoinFailedException">The node was not up in time.</exception>
    public Task JoinAsync(Address address, CancellationToken token = default) => UntilUp(() => Join(address), token);

    /// <summary>Joins through one of the nodes.</summary>
    public void JoinSeedNodes(IEnumerable<Address> seedNodes) => _daemon.Tell(new ClusterDaemon.JoinTo([.. seedNodes]));

    /// <summary>Joins through one of the nodes and ends when this node is up.</summary>
    /// <exception cref="ClusterJoinFailedException">The node was not up in time.</exception>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default) =>
        UntilUp(() => JoinSeedNodes(seedNodes), token);

    /// <summary>Lets a member leave in good order: it hands over, stops, and is removed.</summary>
    public void Leave(Address address) => _daemon.Tell(new ClusterDaemon.LeaveFrom(address));

    /// <summary>Leaves in good order and ends when this node is removed.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    /// <summary>Leaves in good order and ends when this node is removed; cancelling ends only the waiting.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        Leave(SelfAddress);
        return _removed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Declares a member dead.</summary>
    public void Down(Address address) => _daemon.Tell(new ClusterDaemon.DeclareDown(address));

    /// <summary>Runs the callback when this node is up; at once when it is.</summary>
    public void RegisterOnMemberUp(Action callback) => _daemon.Tell(new ClusterDaemon.OnceUp(callback));

    /// <summary>Runs the callback when this node is removed; at once when it is.</summary>
    public void RegisterOnMemberRemoved(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_onRemoved)
        {
            if (!_isTerminated)
            {
                _onRemoved.Add(callback);
                return;
            }
        }

        callback();
    }

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

    private async Task UntilUp(Action join, CancellationToken token)
    {
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberUp(() => isUp.TrySetResult());
        join();
        try
        {
            await isUp.Task.WaitAsync(Settings.SeedNodeTimeout, token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            throw new ClusterJoinFailedException("Node has not managed to join the cluster before provided timeout");
        }
    }

    private void AddShutdownTasks(CoordinatedShutdown shutdown)
    {
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () =>
        {
            Leave(SelfAddress);
            return Task.FromResult(Done.Instance);
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
    public override Cluster CreateExtension(ExtendedActorSystem system) => new(system);
}
