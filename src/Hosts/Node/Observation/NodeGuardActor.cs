using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace WhaleStack.Node.Observation;

/// <summary>
/// Sees to it that a node does not hang without a word: errors that actors log are shown, and a part that cannot start,
/// or that ended though nobody stopped the node, ends the node.
/// </summary>
/// <remarks>
/// One behaviour, one a node, not persisted. An actor whose constructor or <c>PreStart</c> throws is the program's or
/// the
/// configuration's fault: starting it again gives the same. What fails later is restarted by its supervisor.
/// </remarks>
public sealed class NodeGuardActor : ReceiveActor
{
    private readonly NodeObservation _observation;

    /// <summary>Makes the actor.</summary>
    public NodeGuardActor(NodeObservation observation)
    {
        _observation = observation;
        Receive<Error>(OnError);
        Receive<WatchParts>(OnWatchParts);
        Receive<Terminated>(OnTerminated);
    }

    /// <summary>Starts it, before what it is to guard: it hears of every error from now on.</summary>
    /// <param name="system">Where.</param>
    /// <param name="observation">Where failures are told.</param>
    public static IActorRef StartIn(ActorSystem system, NodeObservation observation)
    {
        var guard = system.ActorOf(Props.Create(() => new NodeGuardActor(observation)), "guard");
        system.EventStream.Subscribe(guard, typeof(Error));
        return guard;
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void OnWatchParts(WatchParts watch)
    {
        foreach (var part in watch.Parts)
        {
            Context.Watch(part);
        }
    }

    private void OnError(Error error)
    {
        if (error.Cause is ActorInitializationException)
        {
            var cause = error.Cause.GetBaseException().Message;
            _observation.Fail($"{NameOf(error.LogSource)} could not start: {cause}");
            return;
        }

        _observation.Report(error.Message?.ToString() ?? error.Cause?.Message ?? error.LogSource);
    }

    private void OnTerminated(Terminated ended) => _observation.Fail(
        $"{ended.ActorRef.Path.Name} ended unexpectedly. {_observation.Trouble}".TrimEnd());

    private static string NameOf(string logSource)
    {
        var start = logSource.IndexOf("/user/", StringComparison.Ordinal);
        return start < 0 ? logSource : logSource[(start + "/user/".Length)..];
    }

    /// <summary>Tells the guard which actors live as long as the node.</summary>
    /// <param name="Parts">The actors; one that has ended already counts as ended now.</param>
    public sealed record WatchParts(ImmutableArray<IActorRef> Parts);
}
