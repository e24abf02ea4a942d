using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>The rules of the order book.</summary>
public sealed class CoinBookSpecs
{
    private readonly Coin _coin = new(Given.Btc, Given.CoinOptions);

    [Fact]
    public void A_snapshot_sets_the_book_and_the_next_replaces_it()
    {
        Assert.Null(_coin.Top);
        Accept(Snapshot(1, [(99, 1), (100, 2)], [(102, 4), (101, 3)]));
        Assert.Equal(new BookTop(100, 2, 101, 3, Given.Start), _coin.Top);
        Accept(Snapshot(500, [(90, 1)], [(110, 1)]));
        Assert.Equal(new BookTop(90, 1, 110, 1, Given.Start), _coin.Top);
    }

    [Fact]
    public void Levels_are_absolute_and_zero_deletes()
    {
        Accept(Snapshot(1, [(99, 1), (100, 2)], [(101, 3)]));
        Accept(Change(2, [(100, 5)], [(101, 0), (103, 7)]));
        Assert.Equal(new BookTop(100, 5, 103, 7, Given.Start), _coin.Top);
        Accept(Change(3, [(100, 0), (42, 0)], [])); // Deleting what is not there does nothing.
        Assert.Equal(99m, _coin.Top!.BidQuote);
        Accept(Change(4, [(99, 0)], []));
        Assert.Null(_coin.Top); // One side is empty.
    }

    [Fact]
    public void A_missing_update_makes_the_book_unknown_until_the_next_snapshot()
    {
        Accept(Snapshot(1, [(100, 2)], [(101, 3)]));
        Assert.True(_coin.Apply(Change(3, [(100, 9)], [])).BookGap);
        Assert.Null(_coin.Top);
        Assert.True(_coin.Apply(Change(4, [(100, 9)], [])).BookGap);
        Accept(Snapshot(9, [(98, 1)], [(99, 1)]));
        Assert.Equal(98m, _coin.Top!.BidQuote);
        Accept(Change(10, [(98, 3)], []));
        Assert.True(_coin.Apply(Change(10, [(98, 4)], [])).BookGap); // The same one again is no next one.
    }

    [Fact]
    public void Where_messages_gather_changes_the_first_spans_the_snapshot_and_the_next_join()
    {
        Accept(Snapshot(100, [(100, 2)], [(101, 3)]));
        Accept(Gathered(previous: 80, first: 81, last: 90, bid: 7)); // Over before the snapshot was made.
        Assert.Equal(2m, _coin.Top!.BidSizeBase);
        Accept(Gathered(previous: 90, first: 91, last: 105, bid: 8));
        Accept(Gathered(previous: 105, first: 109, last: 120, bid: 9));
        Assert.Equal(9m, _coin.Top!.BidSizeBase);
        Assert.True(_coin.Apply(Gathered(previous: 110, first: 111, last: 130, bid: 1)).BookGap);
        Assert.Null(_coin.Top);
        Accept(Snapshot(200, [(100, 2)], [(101, 3)]));
        Assert.True(_coin.Apply(Gathered(previous: 201, first: 202, last: 210, bid: 1)).BookGap);
    }

    [Fact]
    public void A_change_before_any_snapshot_is_a_gap() => Assert.True(_coin.Apply(Change(1, [(1, 1)], [])).BookGap);

    [Fact]
    public void A_crossed_update_is_refused_and_leaves_no_trace()
    {
        Accept(Snapshot(1, [(99, 1), (100, 2)], [(101, 3)]));
        var before = _coin.Top;
        Assert.Contains("crossed", _coin.Apply(Change(2, [(101, 1), (98, 7)], [])).Refusal, StringComparison.Ordinal);
        Assert.Contains("crossed", _coin.Apply(Snapshot(7, [(5, 1)], [(5, 1)])).Refusal, StringComparison.Ordinal);
        Assert.Equal(before, _coin.Top);
        Accept(Change(2, [(101, 1)], [(101, 0), (102, 1)])); // The same move, whole.
        Assert.Equal(new BookTop(101, 1, 102, 1, Given.Start), _coin.Top);
        Accept(Change(3, [(101, 0), (100, 0), (99, 0)], []));
        Assert.Null(_coin.Top); // The 98 of the refused update never was there.
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(100, -1)]
    public void Impossible_levels_are_refused_on_either_side(int price, int size)
    {
        Accept(Snapshot(1, [(100, 2)], [(101, 3)]));
        var before = _coin.Top;
        Assert.Contains("bid level", _coin.Apply(Change(2, [(price, size)], [])).Refusal, StringComparison.Ordinal);
        Assert.Contains("ask level", _coin.Apply(Change(2, [], [(price, size)])).Refusal, StringComparison.Ordinal);
        Assert.Equal(before, _coin.Top);
        Accept(Change(2, [], []));
    }

    [Fact]
    public void Beyond_the_limit_the_worst_levels_are_dropped()
    {
        var coin = new Coin(Given.Btc, Given.CoinOptions with { BookLevelsMax = 2 });
        coin.Apply(Snapshot(1, [(98, 1), (99, 1), (100, 1)], [(101, 1), (102, 1), (103, 1)]));
        coin.Apply(Change(2, [(100, 0), (99, 0)], [(101, 0), (102, 0)]));
        Assert.Null(coin.Top); // 98 and 103 were dropped.
        coin.Apply(Change(3, [(97, 1)], [(104, 1)]));
        Assert.Equal(new BookTop(97, 1, 104, 1, Given.Start), coin.Top);
    }

    [Fact]
    public void Prices_of_any_scale_find_their_levels()
    {
        decimal[] prices =
            [1m, 1.0m, 1.00000000000m, 0.000000000001m, 999_999_999_999.5m, 1_000_000_000_000m, 0.5m, 7.25m, 7.250m];
        for (var first = 0; first < prices.Length; first++)
        {
            var coin = new Coin(Given.Btc, Given.CoinOptions);
            coin.Apply(Snapshot(1, [(prices[first], 1), .. prices.Select(price => (price, 2m))], []));
            coin.Apply(Change(2, [.. prices.Distinct().Order().Skip(1).Select(price => (price, 0m))], []));
            coin.Apply(Change(3, [], [(2_000m, 1)]));
            Assert.Equal(new BookTop(0.000000000001m, 2m, 2_000m, 1m, Given.Start), coin.Top);
        }
    }

    [Fact]
    public void Whatever_comes_the_top_is_that_of_two_plain_tables()
    {
        const int LevelsMax = 5;
        var random = new Random(11);
        var coin = new Coin(Given.Btc, Given.CoinOptions with { BookLevelsMax = LevelsMax });
        var (bids, asks) = (new SortedList<decimal, decimal>(), new SortedList<decimal, decimal>());
        var refused = 0;
        var id = 0L;
        for (var step = 0; step < 3_000; step++)
        {
            var isSnapshot = step % 100 == 0;
            var (newBids, newAsks) = (Some(random, 92), Some(random, 99)); // They overlap: some are crossed.
            var command = isSnapshot ? Snapshot(id + 1, newBids, newAsks) : Change(id + 1, newBids, newAsks);
            var nextBids = Laid(isSnapshot ? [] : bids, newBids, LevelsMax, keepsHighest: true);
            var nextAsks = Laid(isSnapshot ? [] : asks, newAsks, LevelsMax, keepsHighest: false);
            var isCrossed = nextBids.Count > 0 && nextAsks.Count > 0 && nextBids.Keys[^1] >= nextAsks.Keys[0];
            var isRefused = coin.Apply(command).Refusal is not null;
            Assert.True(isRefused == isCrossed, $"step {step}");
            refused += isRefused ? 1 : 0;
            (bids, asks, id) = isRefused ? (bids, asks, id) : (nextBids, nextAsks, id + 1);

            var top = bids.Count == 0 || asks.Count == 0
                ? null
                : new BookTop(bids.Keys[^1], bids.Values[^1], asks.Keys[0], asks.Values[0], Given.Start);
            Assert.Equal(top, coin.Top);
        }

        Assert.InRange(refused, 300, 2_700);
    }

    private static (decimal Price, decimal Size)[] Some(Random random, int from) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ => (from + (random.Next(10) / 1m), random.Next(3) / 1m)),
    ];

    private static SortedList<decimal, decimal> Laid(
        SortedList<decimal, decimal> levels, (decimal Price, decimal Size)[] over, int levelsMax, bool keepsHighest)
    {
        var laid = new SortedList<decimal, decimal>(levels);
        foreach (var (price, size) in over)
        {
            laid.Remove(price);
            if (size > 0m)
            {
                laid.Add(price, size);
            }
        }

        while (laid.Count > levelsMax)
        {
            laid.RemoveAt(keepsHighest ? 0 : laid.Count - 1);
        }

        return laid;
    }

    private static CoinCommands.ApplyBook Gathered(long previous, long first, long last, decimal bid) => new(
        Given.Btc,
        new BookUpdate(
            Given.Start,
            IsSnapshot: false,
            last,
            [new BookLevel(100m, bid)],
            [],
            new BookSpan(first, previous)));

    private static CoinCommands.ApplyBook Snapshot(
        long id, (decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks) =>
        new(Given.Btc, new BookUpdate(Given.Start, IsSnapshot: true, id, Levels(bids), Levels(asks)));

    private static CoinCommands.ApplyBook Change(
        long id, (decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks) =>
        new(Given.Btc, new BookUpdate(Given.Start, IsSnapshot: false, id, Levels(bids), Levels(asks)));

    private static ImmutableArray<BookLevel> Levels((decimal Price, decimal Size)[] levels) =>
        [.. levels.Select(level => new BookLevel(level.Price, level.Size))];

    private void Accept(CoinCommands.ApplyBook command) => Assert.Equal(default, _coin.Apply(command));
}
