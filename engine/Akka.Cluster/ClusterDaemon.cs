using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// Owns the membership of this node: takes joins, leaves and downs one after another and tells subscribers.
/// </summary>
/// <remarks>
/// States of the node: not a member -> Joining -> Up -> Leaving -> Exiting -> Removed (or Down -> Removed). One per
/// system,
/// under /system/cluster. Not persisted: a restarted process joins again as a new incarnation.
/// </remarks>
internal sealed partial class ClusterDaemon : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<IActorRef, HashSet<Type>> _subscribers = [];
    private readonly List<Action> _onUp = [];

    private Membership _membership;
    private bool _wasMember;

    public ClusterDaemon(Cluster cluster)
    {
        _cluster = cluster;
        _membership = Membership.Empty(cluster.SelfUniqueAddress);
    }

    protected override void PreStart()
    {
        try
        {
            if (_cluster.DowningProvider.DowningActorProps is { } props)
            {
                Context.ActorOf(props, "downingProvider");
            }
        }
        catch (Exception error)
        {
            // Without the one who decides, two halves of a cluster could both go on: no part is better than that.
            _log.Error(error, "Downing provider [{0}] could not be started", _cluster.Settings.DowningProviderType);
            Context.Stop(Self);
        }
    }

    /// <summary>The order is documented: that the node stops is told before its removal.</summary>
    protected override void PostStop()
    {
        Publish(ClusterEvent.ClusterShuttingDown.Instance);
        if (_membership.SelfMember is { } self)
        {
            Change(_membership.Remove(self));
        }

        _cluster.MarkTerminated();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JoinTo join:
                OnJoin(join);
                break;
            case LeaveFrom leave:
                OnLeave(leave.Address);
                break;
            case DeclareDown down:
                OnDown(down.Address);
                break;
            case LeaveAtShutdown leave:
                OnLeave(_cluster.SelfAddress);
                leave.Left.TrySetResult();
                break;
            case CompleteExit:
                Context.Stop(Self);
                break;
            case GiveUpJoining:
                OnGiveUpJoining();
                break;
            default:
                OnQuestion(message);
                break;
        }
    }

    private void OnQuestion(object message)
    {
        switch (message)
        {
            case Subscription subscription:
                OnSubscribe(subscription);
                break;
            case Unsubscription unsubscription:
                OnUnsubscribe(unsubscription);
                break;
            case SendState send:
                send.Receiver.Tell(_membership.ToState());
                break;
            case OnceUp once:
                OnOnceUp(once.Callback);
                break;
            case Terminated dead:
                _subscribers.Remove(dead.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnJoin(JoinTo join)
    {
        if (_membership.SelfMember is not null || _wasMember)
        {
            Info("Trying to join {0} when already part of a cluster, ignoring", string.Join(", ", join.Nodes));
        }
        else if (join.Nodes.Count == 0)
        {
            Info("No seed nodes given, the node waits to be told whom to join");
        }
        else if (_cluster.IsSelf(join.Nodes[0]))
        {
            var self = Member.Create(_cluster.SelfUniqueAddress, _cluster.SelfRoles, _cluster.Settings.AppVersion);
            _wasMember = true;
            Change(_membership.Join(self));
            Change(_membership.BringUp(_cluster.Settings.MinNrOfMembers, _cluster.Settings.MinNrOfMembersOfRole));
        }
        else
        {
            _log.Error(
                "Couldn't join [{0}]: only the first may be this node, which is [{1}], and it can reach no other",
                string.Join(", ", join.Nodes),
                _cluster.SelfAddress);
            if (join.AreSeeds && _cluster.Settings.ShutdownAfterUnsuccessfulJoinSeedNodes is { } patience)
            {
                Context.System.Scheduler.ScheduleTellOnce(patience, Self, GiveUpJoining.Instance, Self);
            }
        }
    }

    private void OnGiveUpJoining()
    {
        if (_membership.SelfMember is null)
        {
            _log.Warning("Joining was not successful, shutting down");
            RunShutdown(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
        }
    }

    private void OnLeave(Address address)
    {
        if (!_cluster.IsSelf(address) || _membership.SelfMember is not { } self)
        {
            Info("Ignoring the leave of {0}, which is no member", address);
            return;
        }

        if (self.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
        {
            Change(_membership.Become(self, MemberStatus.Leaving));
            Change(_membership.Become(_membership.SelfMember!, MemberStatus.Exiting));
            RunShutdown(CoordinatedShutdown.ClusterLeavingReason.Instance);
        }
    }

    private void OnDown(Address address)
    {
        if (!_cluster.IsSelf(address) || _membership.SelfMember is not { Status: not MemberStatus.Down } self)
        {
            Info("Ignoring the down of {0}, which is no member", address);
            return;
        }

        Change(_membership.Become(self, MemberStatus.Down));
        if (_cluster.Settings.RunCoordinatedShutdownWhenDown)
        {
            RunShutdown(CoordinatedShutdown.ClusterDowningReason.Instance);
        }

        Context.Stop(Self);
    }

    private void OnSubscribe(Subscription subscription)
    {
        var types = subscription.To;
        if (subscription.Mode == ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot)
        {
            subscription.Subscriber.Tell(_membership.ToState());
        }
        else
        {
            var events = _membership.EventsSince(Membership.Empty(_cluster.SelfUniqueAddress));
            foreach (var happened in events.Where(happened => Fits(types, happened)))
            {
                subscription.Subscriber.Tell(happened);
            }
        }

        if (!_subscribers.TryGetValue(subscription.Subscriber, out var wanted))
        {
            _subscribers[subscription.Subscriber] = wanted = [];
            Context.Watch(subscription.Subscriber);
        }

        wanted.UnionWith(types);
    }

    private void OnUnsubscribe(Unsubscription unsubscription)
    {
        if (!_subscribers.TryGetValue(unsubscription.Subscriber, out var wanted))
        {
            return;
        }

        wanted.RemoveWhere(type => unsubscription.To?.IsAssignableFrom(type) ?? true);
        if (wanted.Count == 0)
        {
            _subscribers.Remove(unsubscription.Subscriber);
            Context.Unwatch(unsubscription.Subscriber);
        }
    }

    private void Change(Membership next)
    {
        var before = _membership;
        _membership = next;
        _cluster.Show(next.ToState());
        foreach (var happened in next.EventsSince(before))
        {
            Info("{0}", happened);
            Publish(happened);
        }

        if (next.SelfMember?.Status == MemberStatus.Up && before.SelfMember?.Status != MemberStatus.Up)
        {
            _onUp.ForEach(Run);
            _onUp.Clear();
        }
    }

    private void Publish(ClusterEvent.IClusterDomainEvent happened)
    {
        foreach (var (subscriber, wanted) in _subscribers)
        {
            if (Fits(wanted, happened))
            {
                subscriber.Tell(happened);
            }
        }
    }

    private void OnOnceUp(Action callback)
    {
        if (_membership.SelfMember?.Status == MemberStatus.Up)
        {
            Run(callback);
        }
        else
        {
            _onUp.Add(callback);
        }
    }

    private void Run(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception error)
        {
            _log.Error(error, "A cluster callback failed with [{0}]", error.Message);
        }
    }

    private static void RunShutdown(CoordinatedShutdown.Reason reason) =>
        _ = CoordinatedShutdown.Get(Context.System).Run(reason);

    private void Info(string format, params object[] arguments)
    {
        if (_cluster.Settings.LogInfo)
        {
            _log.Info($"Cluster Node [{_cluster.SelfAddress}] - {format}", arguments);
        }
    }

    private static bool Fits(IEnumerable<Type> wanted, ClusterEvent.IClusterDomainEvent happened) =>
        wanted.Any(type => type.IsInstanceOfType(happened));
}
