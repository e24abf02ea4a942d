using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Islands;

/// <summary>
/// The connection between two islands: a bounded ring that one actor writes and another reads. Elements are not
/// messages; an actor is told something only when it waits for it.
/// </summary>
internal abstract class AsyncPipe
{
    /// <summary>The stage at the end of the upstream island.</summary>
    public abstract GraphStageLogic Writer { get; }

    /// <summary>The stage at the beginning of the downstream island.</summary>
    public abstract GraphStageLogic Reader { get; }
}
