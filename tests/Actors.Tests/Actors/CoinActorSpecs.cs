using Akka.Actor;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class CoinActorSpecs : ActorKit
{
    [Fact]
    public void A_batch_is_answered_once_and_names_what_was_refused()
    {
        var coin = Start();
        var impossible = Make.Candle(1) with { LowQuote = 200m };
        EventFilter.Warning(contains: "refused ApplyCandle").ExpectOne(
            () => coin.Tell(Batch(Make.Candle(0), impossible), TestActor));

        ExpectMsg<CoinReplies.Accepted>(m => Assert.Equal([1], m.Refused.AsEnumerable()));
    }

    [Fact]
    public void A_watermark_publishes_the_view_and_a_hole_in_time_is_told()
    {
        var coin = Start();
        coin.Tell(Batch(Make.Candle(0), Make.Candle(1, 105m), Make.Candle(100)), TestActor);
        coin.Tell(new CoinCommands.PassWatermark(Given.Btc, Make.At(101)));

        var gap = ExpectPublished<CoinEvents.GapFound>();
        Assert.Equal((Make.At(2).Time, Make.At(100).Time), (gap.From, gap.To));
        var updated = ExpectPublished<CoinEvents.CoinUpdated>();
        Assert.Equal(
            (Make.At(101), 100m, 1L),
            (updated.Watermark, updated.View.LastPriceQuote, updated.View.CandlesSinceGap));
    }

    [Fact]
    public void A_book_that_missed_an_update_is_reported()
    {
        var coin = Start();
        var snapshot = new BookUpdate(Make.At(1).Time, true, 7, [new BookLevel(99m, 1m)], [new BookLevel(101m, 1m)]);
        coin.Tell(new CoinCommands.ApplyBatch(Given.Btc, [new CoinCommands.ApplyBook(Given.Btc, snapshot)]), TestActor);
        ExpectMsg<CoinReplies.Accepted>(m => Assert.False(m.BookGap));

        var later = snapshot with { IsSnapshot = false, UpdateId = 9 };
        coin.Tell(new CoinCommands.ApplyBatch(Given.Btc, [new CoinCommands.ApplyBook(Given.Btc, later)]), TestActor);

        ExpectMsg<CoinReplies.Accepted>(m => Assert.True(m.BookGap));
    }

    private static CoinCommands.ApplyBatch Batch(params Candle[] candles) =>
        new(Given.Btc, [.. candles.Select(c => new CoinCommands.ApplyCandle(Given.Btc, c))]);

    private IActorRef Start() => ActorOf(
        CoinActor.PropsFor(Given.Btc, Given.Options.Coin, Mediator, NoMarketArchive.Instance));
}
