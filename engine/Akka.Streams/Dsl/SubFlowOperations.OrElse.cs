using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Operators that ask whether there is anything at all.
public static partial class SubFlowOperations
{
    /// <summary>The other stream when this completes without an element; it waits until that is known.</summary>
    public static SubFlow<T, TMat, TClosed> OrElse<T, TMat, TClosed>(
        this SubFlow<T, TMat, TClosed> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        flow.Through(Junctions.OrElseWith(secondary));
}
