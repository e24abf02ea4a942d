using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that part the pace of upstream from that of downstream.
public static partial class SourceOperations
{
    /// <summary>
    /// Every element <paramref name="of"/> after it came, to 10 ms. Up to 16 elements wait, or as many as
    /// <see cref="Attributes.CreateInputBuffer"/> says; the strategy, by default to drop the youngest, says what
    /// happens then.
    /// </summary>
    public static Source<TOut, TMat> Delay<TOut, TMat>(
        this Source<TOut, TMat> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Via(new Delay<TOut>(Checked.NotNegative(of), strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Takes one element ahead of demand.</summary>
    public static Source<TOut, TMat> Detach<TOut, TMat>(this Source<TOut, TMat> flow) => flow.Via(new Detach<TOut>());

    /// <summary>
    /// What the function makes of the last element, for as long as downstream wants more than upstream gives; at least
    /// one, unless it makes none.
    /// </summary>
    public static Source<TOut2, TMat> Expand<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        flow.Via(new Expand<TOut1, TOut2>(extrapolate));
}
