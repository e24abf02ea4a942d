using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Tests.Binance.Live;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Two sets of sockets as one line, frame by frame.</summary>
public sealed class BinanceOverlapSpecs
{
    private readonly BinanceFrameParser _binance = new("trade");
    private readonly List<InstrumentId> _forgotten = [];
    private readonly BinanceOverlap _overlap;

    public BinanceOverlapSpecs()
    {
        _overlap = new BinanceOverlap(new BinanceTopics(), _forgotten.Add);
        _overlap.Watch();
    }

    [Fact]
    public void Trades_of_two_sets_come_once_and_none_is_missing_however_they_interleave()
    {
        var random = new Random(24);
        var count = Soak.Count(400, 20_000);
        for (var round = 0; round < count; round++)
        {
            var seen = Play(random, id => Trade(id), id => Trade(id));
            Assert.True(
                Enumerable.Range(1, 40).Select(id => (long)id).SequenceEqual(seen.Select(TradeIdOf)),
                $"round {round}: {string.Join(' ', seen.Select(TradeIdOf))}");
        }

        Soak.Passed("handovers of Binance's trades", count, "each trade once");
    }

    [Fact]
    public void Changes_of_books_of_two_sets_follow_one_another_however_they_interleave()
    {
        var random = new Random(42);
        var count = Soak.Count(400, 20_000);
        for (var round = 0; round < count; round++)
        {
            var seen = Play(random, id => Change(id, id - 1), id => Change(id, id - 1)).Select(UpdateOf).ToList();
            Assert.Equal(Enumerable.Range(1, 40).Select(id => (id * 10L, (id - 1) * 10L)), seen);
            Assert.Empty(_forgotten);
        }

        Soak.Passed("handovers of Binance's books", count, "no change missing");
    }

    [Fact]
    public void A_book_whose_changes_are_gathered_differently_begins_anew_on_the_second_set_alone()
    {
        Assert.Equal([10L], Take(Change(1, 0), false).Select(Number));
        Assert.Empty(Take(Raw(LiveBinance.Change(4, 8, 3)), true)); // Behind: the second set is joined.
        Assert.Equal([13L], Take(Raw(LiveBinance.Change(9, 13, 8)), true).Select(Number));
        Assert.Equal([LiveBinance.Btc], _forgotten);
        Assert.Empty(Take(Change(2, 1), false)); // 11 to 20 does not begin where 13 ended.
        Assert.Equal([18L], Take(Raw(LiveBinance.Change(14, 18, 13)), true).Select(Number));
        Assert.Single(_forgotten);
    }

    [Fact]
    public void A_change_missing_from_the_first_set_alone_is_not_hidden()
    {
        Assert.Single(Take(Change(1, 0), false));
        Assert.Equal([30L], Take(Change(3, 2), false).Select(Number));
        Assert.Empty(_forgotten);
    }

    [Fact]
    public void What_the_first_set_never_brought_comes_with_the_takeover()
    {
        Assert.Single(Take(Trade(5), false));
        Assert.Empty(Take(Trade(6), true));
        Assert.Empty(Take(Trade(7), true));
        _overlap.TakeOver();
        Assert.Equal([6L, 7L], Due().Select(TradeIdOf));
        Assert.Empty(Take(Trade(7), true));
        Assert.Equal([8L], Take(Trade(8), true).Select(TradeIdOf));
        Assert.False(_overlap.IsActive);
    }

    [Fact]
    public void A_book_in_a_hole_at_the_takeover_begins_anew()
    {
        Assert.Single(Take(Change(1, 0), false));
        _overlap.TakeOver();
        Assert.Equal([40L], Take(Change(4, 3), true).Select(Number));
        Assert.Equal([LiveBinance.Btc], _forgotten);
    }

    [Fact]
    public void A_second_set_that_is_given_up_leaves_no_hole_and_nothing_twice()
    {
        Assert.Single(Take(Trade(1), false));
        Assert.Empty(Take(Trade(1), true));
        Assert.Equal([2L], Take(Trade(2), true).Select(TradeIdOf));
        _overlap.GiveUp();
        Assert.Empty(Take(Trade(2), false));
        Assert.Equal([3L], Take(Trade(3), false).Select(TradeIdOf));
        Assert.Empty(Take(Trade(5), true)); // Another one: not before the first set has brought 4.
        Assert.Equal([4L], Take(Trade(4), false).Select(TradeIdOf));
        Assert.Equal([5L], Take(Trade(5), false).Select(TradeIdOf));
    }

    [Fact]
    public void A_second_set_that_took_a_book_alone_and_is_given_up_gives_it_back()
    {
        Assert.Single(Take(Change(1, 0), false));
        Assert.Empty(Take(Raw(LiveBinance.Change(4, 8, 3)), true));
        Assert.Single(Take(Raw(LiveBinance.Change(9, 13, 8)), true));
        _overlap.GiveUp();
        Assert.Equal([20L], Take(Change(2, 1), false).Select(Number));
        Assert.Equal([LiveBinance.Btc, LiveBinance.Btc], _forgotten);
    }

    [Fact]
    public void Frames_are_not_held_without_end()
    {
        Assert.Single(Take(Trade(1), false));
        for (var id = 3; id < BinanceOverlap.HeldMax + 2; id++)
        {
            Assert.Empty(Take(Trade(id), true));
        }

        Assert.Equal(BinanceOverlap.HeldMax, Take(Trade(BinanceOverlap.HeldMax + 2), true).Count);
    }

    [Fact]
    public void Streams_without_a_number_of_their_own_are_told_apart_by_time_and_answers_pass()
    {
        Assert.Single(Take(Mark(100), false));
        Assert.Empty(Take(Mark(100), true));
        Assert.Single(Take(Mark(101), true));
        Assert.Empty(Take(Mark(101), false));
        Assert.Single(Take(Raw("""{"result":null,"id":1}"""), true));
        Assert.Single(Take(Raw("""{"stream":"btcusdt@trade","data":[]}"""), false)); // Malformed, told once.
        Assert.Empty(Take(Raw("""{"stream":"btcusdt@trade","data":[]}"""), true));
    }

    // Forty frames; the second set begins somewhere and each lags as it likes, until the first is through.
    private List<RawFrame> Play(Random random, Func<int, RawFrame> first, Func<int, RawFrame> second)
    {
        _overlap.Watch();
        var seen = new List<RawFrame>();
        var (old, next) = (1, random.Next(1, 20));
        var end = random.Next(20, 40);
        seen.AddRange(Take(first(old++), false));
        while (old <= end)
        {
            var isNext = random.Next(2) == 0 && next <= 40;
            seen.AddRange(isNext ? Take(second(next++), true) : Take(first(old++), false));
        }

        _overlap.TakeOver();
        seen.AddRange(Due());
        while (next <= 40)
        {
            seen.AddRange(_overlap.IsActive ? Take(second(next), true) : [second(next)]);
            next++;
        }

        return seen;
    }

    private List<RawFrame> Take(RawFrame frame, bool isNext)
    {
        _overlap.Take(frame, isNext);
        return Due();
    }

    private List<RawFrame> Due()
    {
        var due = new List<RawFrame>();
        while (_overlap.TryNext(out var frame))
        {
            due.Add(frame);
        }

        return due;
    }

    private static RawFrame Raw(string text) => new(Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch);

    private static RawFrame Trade(int id) => Raw(
        $$$"""
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":7,"s":"BTCUSDT","a":{{{id}}},"p":"1","q":"1",
        "f":1,"l":1,"T":7,"m":true}}
        """);

    // The n-th message gathers ten changes.
    private static RawFrame Change(int id, int previous) =>
        Raw(LiveBinance.Change((previous * 10) + 1, id * 10, previous * 10));

    private static RawFrame Mark(long time) => Raw(
        $$$"""
        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":{{{time}}},"s":"BTCUSDT","p":"6","i":"6"}}
        """);

    private long TradeIdOf(RawFrame frame) => long.Parse(
        Assert.IsType<CoinCommands.ApplyTrades>(Assert.Single(_binance.Parse(frame).Items)).Trades[0].TradeId
            .ToString(),
        System.Globalization.CultureInfo.InvariantCulture);

    private (long Id, long Previous) UpdateOf(RawFrame frame)
    {
        var update = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(_binance.Parse(frame).Items)).Update;
        return (update.UpdateId, update.Span!.Value.PreviousUpdateId);
    }

    private long Number(RawFrame frame) => UpdateOf(frame).Id;
}
