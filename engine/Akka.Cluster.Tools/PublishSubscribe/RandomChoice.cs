using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Picks any one of the routees, each as likely as the others.</summary>
internal sealed class RandomChoice : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) =>
        routees is null or { Length: 0 } ? Routee.NoRoutee : routees[Random.Shared.Next(routees.Length)];
}
