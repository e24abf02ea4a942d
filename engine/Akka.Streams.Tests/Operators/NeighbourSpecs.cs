using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

/// <summary>Operators that count elements, combine neighbours and pair streams.</summary>
public class NeighbourSpecs : StreamSpec
{
    [Fact]
    public async Task Sum_folds_beginning_with_the_first() =>
        Assert.Equal([15], await AllOf(Source.From(Enumerable.Range(1, 5)).Sum((a, b) => a + b)));

    [Fact]
    public async Task Sum_of_nothing_fails() =>
        Assert.IsType<NoSuchElementException>(await ErrorOf(Source.Empty<int>().Sum((a, b) => a + b)));

    [Theory]
    [InlineData(2, 1, "12 23 34 45")]
    [InlineData(3, 2, "123 345")]
    [InlineData(2, 2, "12 34 5")]
    [InlineData(2, 3, "12 45")]
    [InlineData(3, 3, "123 45")]
    [InlineData(9, 1, "12345")]
    public async Task Sliding_gives_windows(int n, int step, string expected)
    {
        var windows = await AllOf(Source.From(Enumerable.Range(1, 5)).Sliding(n, step));
        Assert.Equal(expected, string.Join(' ', windows.Select(w => string.Concat(w))));
    }

    [Fact]
    public async Task Limit_lets_as_many_pass_as_it_says() =>
        Assert.Equal([1, 2, 3], await AllOf(Source.From([1, 2, 3]).Limit(3)));

    [Fact]
    public async Task Limit_fails_with_one_more() =>
        Assert.IsType<StreamLimitReachedException>(await ErrorOf(Source.From([1, 2, 3]).Limit(2)));

    [Fact]
    public async Task LimitWeighted_counts_the_cost() =>
        Assert.IsType<StreamLimitReachedException>(await ErrorOf(Source.From([1, 2, 3]).LimitWeighted(5, x => x)));

    [Fact]
    public async Task Intersperse_puts_elements_between() => Assert.Equal(
        "[1, 2, 3]",
        string.Concat(await AllOf(Source.From(["1", "2", "3"]).Intersperse("[", ", ", "]"))));

    [Fact]
    public async Task Intersperse_frames_an_empty_stream_too() =>
        Assert.Equal(["[", "]"], await AllOf(Source.Empty<string>().Intersperse("[", ",", "]")));

    [Fact]
    public async Task Intersperse_adds_nothing_to_a_single_element() =>
        Assert.Equal(["1"], await AllOf(Source.Single("1").Intersperse(",")));

    [Fact]
    public async Task ZipWithIndex_numbers_from_0() =>
        Assert.Equal([("a", 0L), ("b", 1L)], await AllOf(Source.From(["a", "b"]).ZipWithIndex()));

    [Fact]
    public async Task Zip_pairs_and_ends_with_the_shorter() => Assert.Equal(
        [(1, "a"), (2, "b")],
        await AllOf(Source.From(Enumerable.Range(1, 9)).Zip(Source.From(["a", "b"]))));

    [Fact]
    public async Task ZipWith_combines_what_waits_when_a_side_ends() => Assert.Equal(
        [11],
        await AllOf(Source.Single(1).ZipWith(Source.From([10, 20]), (a, b) => a + b)));

    [Fact]
    public async Task Prepend_puts_the_other_first() =>
        Assert.Equal([1, 2, 3, 4], await AllOf(Source.From([3, 4]).Prepend(Source.From([1, 2]))));
}
