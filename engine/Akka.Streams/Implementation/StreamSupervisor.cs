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

    protected override void OnReceive(object message) => Unhandled(message);

    protected override void PostStop() => _onStopped();
}
