using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Marks what the nodes of a cluster say to each other.</summary>
public interface IClusterMessage
{
}

/// <content>What the daemon can be told.</content>
internal sealed partial class ClusterDaemon
{
    internal sealed record JoinTo(IReadOnlyList<Address> Nodes, bool AreSeeds);

    internal sealed record LeaveFrom(Address Address) : IClusterMessage;

    /// <summary>Leaves if this node is a member; shutdown goes on when that is said to all.</summary>
    internal sealed record LeaveAtShutdown(TaskCompletionSource Left);

    internal sealed record DeclareDown(Address Address) : IClusterMessage;

    internal sealed record Subscription(
        IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode Mode, IReadOnlyCollection<Type> To);

    internal sealed record Unsubscription(IActorRef Subscriber, Type? To);

    internal sealed record SendState(IActorRef Receiver);

    internal sealed record OnceUp(Action Callback);

    internal sealed class CompleteExit
    {
        public static readonly CompleteExit Instance = new();

        private CompleteExit()
        {
        }
    }

    private sealed class GiveUpJoining
    {
        public static readonly GiveUpJoining Instance = new();

        private GiveUpJoining()
        {
        }
    }
}
