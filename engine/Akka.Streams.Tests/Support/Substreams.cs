using Akka.Streams.Dsl;

namespace Akka.Streams.Tests.Support;

/// <summary>Sub-streams come back as what they were made from.</summary>
internal static class Substreams
{
    public static Source<T, TMat> Merged<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow) =>
        (Source<T, TMat>)flow.MergeSubstreams();

    public static Source<T, TMat> Concatenated<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow) =>
        (Source<T, TMat>)flow.ConcatSubstream();
}
