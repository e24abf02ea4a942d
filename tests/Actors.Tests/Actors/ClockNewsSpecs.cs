using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class ClockNewsSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly ClockNews _news = new("scripted");

    [Fact]
    public void Event_time_is_told_when_it_passes_a_full_grain_and_not_between()
    {
        Assert.Equal(Noon.AddMilliseconds(-30), _news.Of(Batch(-30))!.EventTime);
        Assert.Null(_news.Of(Batch(-10)));
        Assert.Equal(Noon, _news.Of(Batch(0))!.EventTime);
        Assert.Null(_news.Of(Batch(99)));
        Assert.Null(_news.Of(Batch(-50)));
        Assert.Equal(Noon.AddMilliseconds(350), _news.Of(Batch(350))!.EventTime);
    }

    [Fact]
    public void Closed_candles_and_the_end_are_told_whatever_the_time()
    {
        Assert.NotNull(_news.Of(Batch(0)));
        var candle = new Candle(Noon.AddMinutes(-1), TimeSpan.FromMinutes(1), 1m, 2m, 1m, 2m, 3m, 4m);
        var closed = Batch(1);
        closed.Take(new FeedFrame(
            FrameKind.Data, "kline", [new CoinCommands.ApplyCandle(Given.Btc, candle)], Noon, string.Empty));
        Assert.Equal(candle, Assert.Single(_news.Of(closed)!.Candles).Candle);
        var end = Batch(2);
        end.Take(new FeedFrame(FrameKind.EndOfTape, "", [], null, string.Empty));
        Assert.NotNull(_news.Of(end));
    }

    private static FeedBatch Batch(int milliseconds)
    {
        var batch = new FeedBatch(new MarketPages());
        batch.TakeTrades(
            "trades",
            Given.Btc,
            Noon.AddMilliseconds(milliseconds),
            [new Trade(Noon, TradeId.Parse("1"), Side.Buy, 1m, 1m)]);
        return batch;
    }
}
