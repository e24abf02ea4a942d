using Akka.Actor;

namespace Akka.Cluster.SBR;

/// <summary>
/// The default: decides which side goes on when the nodes are cut in two. Without other nodes there are no sides, so it
/// starts no actor.
/// </summary>
internal sealed class SplitBrainResolverProvider : IDowningProvider
{
    public SplitBrainResolverProvider(ActorSystem system)
    {
        var config = system.Settings.Config;
        DownRemovalMargin = ClusterSettings.TimeSpanOrOff(config, "akka.cluster.down-removal-margin")
            ?? config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after");
    }

    public TimeSpan DownRemovalMargin { get; }

    public Props? DowningActorProps => null;
}
