using Akka.Actor;
using Akka.Pattern;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Projections;

/// <summary>Starts what makes tables of the journal on a node.</summary>
public static class ProjectionSystem
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestartAfterMax = TimeSpan.FromSeconds(30);

    /// <summary>Starts one actor a projection, each on its own: where one fails the others go on.</summary>
    /// <param name="system">Where.</param>
    /// <param name="projections">What follows the journal.</param>
    /// <param name="pollInterval">Pause between two looks at the journal, positive.</param>
    public static void Start(ActorSystem system, IEnumerable<IProjection> projections, TimeSpan pollInterval)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(projections);
        foreach (var projection in projections)
        {
            var props = ProjectionActor.PropsFor(projection, pollInterval);
            var supervised = BackoffSupervisor.Props(Backoff.OnFailure(
                props, projection.Name, RestartAfter, RestartAfterMax, randomFactor: 0.2, maxNrOfRetries: -1));
            system.ActorOf(supervised, $"projection-{projection.Name}");
        }
    }
}
