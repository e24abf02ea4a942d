using Akka.Actor;

namespace Akka.Cluster;

/// <summary>The node did not become a member in time.</summary>
public class ClusterJoinFailedException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ClusterJoinFailedException(string message)
        : base(message)
    {
    }
}
