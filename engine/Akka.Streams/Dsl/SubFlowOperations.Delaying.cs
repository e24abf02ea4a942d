using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators that part the pace of upstream from that of downstream.
public static partial class SubFlowOperations
{
    /// <summary>
    /// Every element <paramref name="of"/> after it came, to 10 ms. Up to 16 elements wait, or as many as
    /// <see cref="Attributes.CreateInputBuffer"/> says; the strategy, by default to drop the youngest, says what
    /// happens then.
    /// </summary>
    public static SubFlow<TOut, TMat, TClosed> Delay<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Through(new Delay<TOut>(Checked.NotNegative(of), strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Takes one element ahead of demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> Detach<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow) =>
        flow.Through(new Detach<TOut>());

    /// <summary>
    /// What the function makes of the last element, for as long as downstream wants more than upstream gives; at least
    /// one, unless it makes none.
    /// </summary>
    public static SubFlow<TOut2, TMat, TClosed> Expand<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        flow.Through(new Expand<TOut1, TOut2>(extrapolate));
}
