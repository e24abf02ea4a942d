using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Streams.Tests.Operators;

/// <summary>Every operator of the contract, as a flow of numbers.</summary>
internal static class OperatorTable
{
    /// <summary>The number at which functions throw.</summary>
    public const int Bad = -1;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    private static Sink<int, NotUsed> Aside => Sink.Ignore<int>().MapMaterializedValue(_ => NotUsed.Instance);

    private static Flow<int, int, NotUsed> Numbers => Flow.Create<int>();

    /// <summary>The operators by name.</summary>
    public static Dictionary<string, Operator> Operators { get; } = new(StringComparer.Ordinal)
    {
        ["Aggregate"] = Of(Numbers.Aggregate(0, (s, x) => s + Checked(x)), 0).Supervised(),
        ["AggregateAsync"] = Of(Numbers.AggregateAsync(0, (s, x) => Task.FromResult(s + Checked(x))), 0).Supervised(),
        ["AlsoTo"] = Of(Numbers.AlsoTo(Aside), 0).Sided(),
        ["BackpressureTimeout"] = Of(Numbers.BackpressureTimeout(Long), 0),
        ["Batch"] = Of(Numbers.Batch(3, x => Checked(x), (s, x) => s + Checked(x)), 4).Timed().Supervised(),
        ["BatchWeighted"] = Of(Numbers.BatchWeighted(3, x => Checked(x) > 0 ? 1 : 0, x => x, (s, x) => s + x), 4)
            .Timed().Supervised(),
        ["Buffer"] = Of(Numbers.Buffer(3, OverflowStrategy.Backpressure), 3),
        ["Collect"] = Of(Numbers.Collect(x => x != 2, Checked), 0).Supervised(),
        ["CompletionTimeout"] = Of(Numbers.CompletionTimeout(Long), 0),
        ["Concat"] = Of(Numbers.Concat(Source.From([8, 9])), 0),
        ["ConcatMany"] = Of(Numbers.ConcatMany(x => Source.From([Checked(x), x])), 2).Supervised(),
        ["Conflate"] = Of(Numbers.Conflate((a, b) => Checked(a) + Checked(b)), null).Timed(),
        ["ConflateWithSeed"] = Of(Numbers.ConflateWithSeed(Checked, (a, b) => a + Checked(b)), null)
            .Timed().Supervised(),
        ["Delay"] = Of(Numbers.Delay(Short, DelayOverflowStrategy.Backpressure), 4),
        ["Detach"] = Of(Numbers.Detach(), 1),
        ["DivertTo"] = Of(Numbers.DivertTo(Aside, x => x % 2 == 0), 0).Sided(),
        ["Expand"] = Of(Numbers.Expand(x => Once(x)), 1),
        ["GroupBy"] = Of((Flow<int, int, NotUsed>)Numbers.GroupBy(9, x => Checked(x) % 3).MergeSubstreams(), 6)
            .Timed().Supervised(),
        ["Grouped"] = Of(Numbers.Grouped(3), 0),
        ["GroupedWithin"] = Of(Numbers.GroupedWithin(3, Long), 4).Timed(),
        ["IdleTimeout"] = Of(Numbers.IdleTimeout(Long), 0),
        ["InitialDelay"] = Of(Numbers.InitialDelay(TimeSpan.Zero), 0),
        ["InitialTimeout"] = Of(Numbers.InitialTimeout(Long), 0),
        ["Interleave"] = Of(Numbers.Interleave(Source.From([8, 9]), 2), 0),
        ["Intersperse"] = Of(Numbers.Intersperse(0, 5, 0), 0),
        ["KeepAlive"] = Of(Numbers.KeepAlive(Long, () => 0), 1),
        ["Limit"] = Of(Numbers.Limit(1000), 0),
        ["LimitWeighted"] = Of(Numbers.LimitWeighted(1000, x => Checked(x) > 0 ? 1 : 0), 0).Supervised(),
        ["Log"] = Of(Numbers.Log("numbers"), 0),
        ["Merge"] = Of(Numbers.Merge(Source.From([8, 9])), 1).Timed(),
        ["MergeMany"] = Of(Numbers.MergeMany(2, x => Source.From([Checked(x), x])), 2).Timed().Supervised(),
        ["MergeSorted"] = Of(Numbers.MergeSorted(Source.From([8, 9])), 1),
        ["OrElse"] = Of(Numbers.OrElse(Source.From([8, 9])), 0),
        ["Prepend"] = Of(Numbers.Prepend(Source.From([8, 9])), 0),
        ["Recover"] = Of(Numbers.Recover(_ => 7), 0).Recovering(),
        ["RecoverWithRetries"] = Of(Numbers.RecoverWithRetries(_ => Source.Single(7), 1), 0).Recovering(),
        ["Scan"] = Of(Numbers.Scan(0, (s, x) => s + Checked(x)), 0).Supervised(),
        ["ScanAsync"] = Of(Numbers.ScanAsync(0, (s, x) => Task.FromResult(s + Checked(x))), 0).Supervised(),
        ["Select"] = Of(Numbers.Select(Checked), 0).Supervised(),
        ["SelectAsync"] = Of(Numbers.SelectAsync(3, x => Task.FromResult(Checked(x))), 3).Supervised(),
        ["SelectAsyncUnordered"] = Of(Numbers.SelectAsyncUnordered(3, x => Task.FromResult(Checked(x))), 3)
            .Timed().Supervised(),
        ["SelectError"] = Of(Numbers.SelectError(e => new ArgumentException("other", e)), 0).Recovering(),
        ["SelectMany"] = Of(Numbers.SelectMany(x => Enumerable.Repeat(Checked(x), 2)), 0).Supervised(),
        ["Skip"] = Of(Numbers.Skip(2), 0),
        ["SkipWhile"] = Of(Numbers.SkipWhile(x => Checked(x) < 2), 0).Supervised(),
        ["SkipWithin"] = Of(Numbers.SkipWithin(TimeSpan.Zero), 0).Timed(),
        ["Sliding"] = Of(Numbers.Sliding(3, 2), 0),
        ["SplitAfter"] = Of((Flow<int, int, NotUsed>)Numbers.SplitAfter(x => Checked(x) % 5 == 0).ConcatSubstream(), 3)
            .Supervised(),
        ["SplitWhen"] = Of((Flow<int, int, NotUsed>)Numbers.SplitWhen(x => Checked(x) % 5 == 0).ConcatSubstream(), 3)
            .Supervised(),
        ["StatefulSelectMany"] = Of(Numbers.StatefulSelectMany<int, int, int, NotUsed>(() =>
        {
            var sum = 0;
            return x => [sum += Checked(x), x];
        }), 0).Supervised(),
        ["Sum"] = Of(Numbers.Sum((a, b) => Checked(a) + Checked(b)), 0),
        ["Take"] = Of(Numbers.Take(30), 0),
        ["TakeWhile"] = Of(Numbers.TakeWhile(x => Checked(x) < 30, inclusive: true), 0).Supervised(),
        ["TakeWithin"] = Of(Numbers.TakeWithin(Long), 0),
        ["Throttle"] = Of(Numbers.Throttle(10_000, TimeSpan.FromSeconds(1), 10, ThrottleMode.Shaping), 0),
        ["Where"] = Of(Numbers.Where(x => Checked(x) % 2 == 1), 0).Supervised(),
        ["WhereNot"] = Of(Numbers.WhereNot(x => Checked(x) % 2 == 1), 0).Supervised(),
        ["WireTap"] = Of(Numbers.WireTap(_ => { }), 0),
        ["WatchTermination"] = Of(Numbers.WatchTermination(Keep.Left), 0),
        ["Zip"] = Of(Numbers.Zip(Source.From(Enumerable.Range(100, 50))), 1),
        ["ZipWith"] = Of(Numbers.ZipWith(Source.From(Enumerable.Range(100, 50)), (a, b) => a + b), 1),
        ["ZipWithIndex"] = Of(Numbers.ZipWithIndex(), 0),
    };

    private static int Checked(int x) => x == Bad ? throw new TestException("bad") : x;

    private static IEnumerator<int> Once(int x)
    {
        yield return x;
    }

    private static Operator Of<T>(Flow<int, T, NotUsed> flow, int? aheadMax) =>
        new(flow.Select(x => (object)x!), aheadMax);

    /// <summary>One operator and what is particular about it.</summary>
    /// <param name="Flow">The operator.</param>
    /// <param name="AheadMax">How many elements it may take without demand; null for any number.</param>
    /// <param name="PassesFailure">Whether a failure goes on as it is.</param>
    /// <param name="IsSupervised">Whether a function in it asks the decider.</param>
    /// <param name="IsDeterministic">Whether what comes out does not depend on when.</param>
    /// <param name="HasSide">Whether a second output goes on when the first is cancelled.</param>
    internal sealed record Operator(
        Flow<int, object, NotUsed> Flow,
        int? AheadMax,
        bool PassesFailure = true,
        bool IsSupervised = false,
        bool IsDeterministic = true,
        bool HasSide = false)
    {
        public Operator Supervised() => this with { IsSupervised = true };

        public Operator Recovering() => this with { PassesFailure = false };

        public Operator Sided() => this with { HasSide = true };

        public Operator Timed() => this with { IsDeterministic = false };
    }
}
