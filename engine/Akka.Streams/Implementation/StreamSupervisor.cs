using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>
/// The parent of every actor of one materializer. A stream actor that fails stops: its stages have said why.
/// </summary>
internal sealed class StreamSupervisor : UntypedActor
{
    private static long s_number;

    private readonly Action _onStopped;

    public StreamSupervisor(Action onStopped)
    {
        _onStopped = onStopped;
    }

    public static Props PropsFor(Action onStopped) => Props.Create(() => new StreamSupervisor(onStopped));

    public static string NextName() => $"StreamSupervisor-{Interlocked.Increment(ref s_number) - 1}";

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetChildren:
                Sender.Tell(new Children([.. Context.GetChildren()]));
                break;
            case StopChildren:
                foreach (var child in Context.GetChildren())
                {
                    Context.Stop(child);
                }

                Sender.Tell(new Children([]));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop() => _onStopped();

    /// <summary>Asks which streams run; answered with <see cref="Children"/>.</summary>
    public sealed record GetChildren;

    /// <summary>Stops every stream; answered with no <see cref="Children"/>.</summary>
    public sealed record StopChildren;

    /// <summary>The actors of streams that run.</summary>
    public sealed record Children(IReadOnlyList<IActorRef> Refs);
}
