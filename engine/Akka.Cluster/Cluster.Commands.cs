using Akka.Actor;

namespace Akka.Cluster;

/// <content>What a node can be told, and how to hear what becomes of it; all of it on any thread.</content>
public partial class Cluster
{
    private static readonly TimeSpan DefaultJoinTimeout = TimeSpan.FromSeconds(10);

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

        _daemon.Tell(new ClusterDaemon.Subscription(subscriber, initialStateMode, to), ActorRefs.NoSender);
    }

    /// <summary>Tells the actor nothing any more.</summary>
    public void Unsubscribe(IActorRef subscriber) =>
        _daemon.Tell(new ClusterDaemon.Unsubscription(subscriber, null), ActorRefs.NoSender);

    /// <summary>Tells the actor of this kind of events no more.</summary>
    public void Unsubscribe(IActorRef subscriber, Type to) =>
        _daemon.Tell(new ClusterDaemon.Unsubscription(subscriber, to), ActorRefs.NoSender);

    /// <summary>Sends the state to the actor, once.</summary>
    public void SendCurrentClusterState(IActorRef receiver) =>
        _daemon.Tell(new ClusterDaemon.SendState(receiver), ActorRefs.NoSender);

    /// <summary>Joins the cluster through the node; through itself, a node forms a cluster of its own.</summary>
    /// <remarks>A system joins a cluster once in its life; whatever comes later is ignored.</remarks>
    public void Join(Address address) =>
        _daemon.Tell(new ClusterDaemon.JoinTo([address], AreSeeds: false), ActorRefs.NoSender);

    /// <summary>Joins and ends when this node is up; at once when it is.</summary>
    /// <remarks>
    /// Waits <c>retry-unsuccessful-join-after</c> at most. Neither that nor the token takes the command back: a node
    /// that is not wanted any more must leave.
    /// </remarks>
    /// <exception cref="ClusterJoinFailedException">
    /// The node was not up in time, the token was cancelled first, or the node has left for good.
    /// </exception>
    public Task JoinAsync(Address address, CancellationToken token = default) =>
        UntilUp(() => Join(address), Settings.RetryUnsuccessfulJoinAfter ?? DefaultJoinTimeout, token);

    /// <summary>
    /// Joins through one of the nodes. Only the first of them may be this node itself: it forms the cluster.
    /// </summary>
    public void JoinSeedNodes(IEnumerable<Address> seedNodes) =>
        _daemon.Tell(new ClusterDaemon.JoinTo([.. seedNodes], AreSeeds: true), ActorRefs.NoSender);

    /// <summary>Joins through one of the nodes and ends when this node is up; at once when it is.</summary>
    /// <remarks>Waits <c>seed-node-timeout</c> at most; see <see cref="JoinAsync"/>.</remarks>
    /// <exception cref="ClusterJoinFailedException">
    /// The node was not up in time, the token was cancelled first, or the node has left for good.
    /// </exception>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default) =>
        UntilUp(() => JoinSeedNodes(seedNodes), Settings.SeedNodeTimeout, token);

    /// <summary>Lets a member leave in good order: it hands over, stops, and is removed.</summary>
    public void Leave(Address address) => _daemon.Tell(new ClusterDaemon.LeaveFrom(address), ActorRefs.NoSender);

    /// <summary>Leaves in good order and ends when this node is removed; at once when it has left for good.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    /// <summary>Leaves in good order and ends when this node is removed; cancelling ends only the waiting.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_isTerminated)
        {
            return Task.CompletedTask;
        }

        Leave(SelfAddress);
        return _removed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Declares a member dead.</summary>
    public void Down(Address address) => _daemon.Tell(new ClusterDaemon.DeclareDown(address), ActorRefs.NoSender);

    /// <summary>Runs the callback, on a thread of the cluster, when this node is up; at once when it is.</summary>
    public void RegisterOnMemberUp(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _daemon.Tell(new ClusterDaemon.OnceUp(callback), ActorRefs.NoSender);
    }

    /// <summary>
    /// Runs the callback when this node is removed, on a thread of the cluster; at once, on the caller's, when it is.
    /// </summary>
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

    private async Task UntilUp(Action join, TimeSpan patience, CancellationToken token)
    {
        if (_isTerminated)
        {
            throw new ClusterJoinFailedException("Cluster has already been terminated");
        }

        if (IsUp)
        {
            return;
        }

        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberUp(() => isUp.TrySetResult());
        RegisterOnMemberRemoved(() => isUp.TrySetException(
            new ClusterJoinFailedException("Cluster has already been terminated")));
        join();
        try
        {
            await isUp.Task.WaitAsync(patience, token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            throw new ClusterJoinFailedException("Node has not managed to join the cluster before provided timeout");
        }
    }
}
