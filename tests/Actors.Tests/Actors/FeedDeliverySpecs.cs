using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class FeedDeliverySpecs : ActorKit
{
    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    private readonly MarketPages _pages = new();
    private readonly ScriptedFeed _feed = new("end") { CanResubscribe = true };

    [Fact]
    public async Task A_batch_is_given_back_when_all_its_coins_have_answered_and_not_before()
    {
        var delivering = FeedDelivery.DeliverAsync(_feed, Batch(), new ClockNews("scripted"), Refs);
        var first = Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Answer(first, refused: []);
        var second = Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Assert.Equal((Given.Btc, Given.Eth), (first.Coin, second.Coin));
        Assert.Equal(0, _pages.Waiting);
        Assert.Equal(4, first.Items.Length);
        Answer(second, refused: []);
        await delivering;
        Assert.Equal(2, _pages.Waiting);
        Assert.Throws<InvalidOperationException>(() => first.Items.Length);
    }

    [Fact]
    public async Task What_was_refused_is_not_consumed_and_what_was_folded_is_counted()
    {
        var batch = Batch();
        var delivering = FeedDelivery.DeliverAsync(_feed, batch, new ClockNews("scripted"), Refs);
        Answer(Coins.ExpectMsg<CoinCommands.ApplyBatch>(), refused: [1, 3], bookGap: true);
        Answer(Coins.ExpectMsg<CoinCommands.ApplyBatch>(), refused: []);
        var delivered = await delivering;
        Assert.Equal(("book", Given.Btc), Assert.Single(delivered.BookGaps));
        Assert.Equal(
            [("book", 1L, 0L), ("trades", 0L, 0L), ("ticker", 1L, 2L), ("eth", 1L, 0L)],
            batch.Topics.Select(tally => (tally.Topic, tally.Consumed, tally.Conflated)));
    }

    [Fact]
    public async Task Memory_of_a_batch_that_is_not_answered_is_left_alone()
    {
        var delivering = FeedDelivery.DeliverAsync(
            new ScriptedFeed("end"), Batch(), new ClockNews("scripted"), Refs);
        var first = Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Answer(first, refused: [], bookGap: true);
        await Assert.ThrowsAsync<FeedException>(() => delivering); // A gap, and no way to ask again.
        Assert.Equal(0, _pages.Waiting);
        Assert.Equal(4, first.Items.Length);
    }

    // For one coin a book, trades, three tickers folded into one, a book; for another a book.
    private FeedBatch Batch()
    {
        var batch = new FeedBatch(_pages);
        var book = new BookRows(Time, isSnapshot: true, 1, span: null) { Bids = [new BookLevel(1m, 1m)] };
        batch.TakeBook("book", Given.Btc, book);
        batch.TakeTrades("trades", Given.Btc, Time, [new Trade(Time, TradeId.Parse("1"), Side.Buy, 1m, 1m)]);
        for (var i = 1; i <= 3; i++)
        {
            var ticker = new CoinCommands.ApplyTicker(Given.Btc, new Ticker(Time.AddSeconds(i), false, i));
            batch.Take(new FeedFrame(FrameKind.Data, "ticker", [ticker], Time.AddSeconds(i), ""));
        }

        batch.TakeBook("eth", Given.Eth, book);
        batch.TakeBook("book", Given.Btc, book);
        Assert.Equal(Time.AddSeconds(3), batch.EventTime);
        return batch;
    }

    private void Answer(CoinCommands.ApplyBatch batch, int[] refused, bool bookGap = false) =>
        Coins.Sender.Tell(new CoinReplies.Accepted(batch.Coin, [.. refused], bookGap), Coins.Ref);
}
