using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Which topics a feed subscribes to, and how long each may be silent.</summary>
public sealed class TopicSpecs
{
    private static readonly BybitOptions Options = Given.Options(new Uri("http://127.0.0.1:1"));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(50, "60")]
    [InlineData(200, "D")]
    [InlineData(1000, "M")]
    public void Depth_and_interval_are_chosen(int depth, string interval)
    {
        var topics = new BybitTopicOptions { BookDepthLevels = depth, KlineInterval = interval };
        Assert.Equal(
            [
                "tickers.BTCUSDT", $"orderbook.{depth}.BTCUSDT", "publicTrade.BTCUSDT", $"kline.{interval}.BTCUSDT",
                "allLiquidation.BTCUSDT",
            ],
            FeedOf(topics).TopicsFor([Given.Btc]).ToArray());
    }

    [Fact]
    public void What_is_not_wanted_is_not_subscribed_to()
    {
        var topics = new BybitTopicOptions
        {
            Tickers = false, BookDepthLevels = 50, KlineInterval = null, Liquidations = false,
        };
        Assert.Equal(["orderbook.50.BTCUSDT", "publicTrade.BTCUSDT"], FeedOf(topics).TopicsFor([Given.Btc]).ToArray());
        var coin = InstrumentId.Parse("bybit-spot:BTCUSDT");
        var spot = Given.Feed(BybitCategory.Spot, Options with { Topics = topics });
        Assert.Equal(["spot/orderbook.50.BTCUSDT", "spot/publicTrade.BTCUSDT"], spot.TopicsFor([coin]).ToArray());
    }

    [Fact]
    public void Impossible_choices_are_refused_by_name()
    {
        Assert.Contains("BookDepthLevels is '500'", Refused(new BybitTopicOptions { BookDepthLevels = 500 }));
        Assert.Contains("KlineInterval is '2'", Refused(new BybitTopicOptions { KlineInterval = "2" }));
        var none = new BybitTopicOptions
        {
            Tickers = false, BookDepthLevels = null, Trades = false, KlineInterval = null, Liquidations = false,
        };
        Assert.Contains("Topics holds none", Refused(none));
        var silence = Options with { Silence = new BybitSilenceOptions { Trades = TimeSpan.Zero } };
        Assert.Contains("Silence.Trades", Assert.Throws<ArgumentException>(() => Given.Feed(options: silence)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Every_depth_is_understood(int depth)
    {
        var frame = Given.Feed().Parse(
            $$$"""
            {"topic":"orderbook.{{{depth}}}.BTCUSDT","type":"snapshot","ts":1,"data":{"b":[["1","2"]],"a":[],"u":7}}
            """);
        var update = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update;
        Assert.Equal((true, 7L, 2m), (update.IsSnapshot, update.UpdateId, update.Bids[0].SizeBase));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("15", 15)]
    [InlineData("720", 720)]
    [InlineData("D", 1_440)]
    [InlineData("W", 10_080)]
    public void Every_interval_has_its_length(string interval, int minutes)
    {
        var candle = Assert.IsType<CoinCommands.ApplyFormingCandle>(Assert.Single(Kline(interval, "0").Items)).Candle;
        Assert.Equal(TimeSpan.FromMinutes(minutes), candle.Interval);
    }

    [Fact]
    public void A_month_says_itself_where_it_ends()
    {
        var end = DateTimeOffset.Parse("1970-02-01T00:00:00Z", null).ToUnixTimeMilliseconds() - 1;
        var candle = Assert.IsType<CoinCommands.ApplyFormingCandle>(Assert.Single(Kline("M", $"{end}").Items)).Candle;
        Assert.Equal(TimeSpan.FromDays(31), candle.Interval);
        var frame = Kline("M", "0");
        Assert.Equal((FrameKind.Malformed, "data.end is missing or not after data.start"), (frame.Kind, frame.Detail));
    }

    [Fact]
    public void Silence_is_limited_by_kind_and_not_at_all_in_a_replay()
    {
        var feed = Given.Feed();
        var silence = new BybitSilenceOptions();
        Assert.Equal(silence.Tickers, feed.SilenceMaxOf("tickers.BTCUSDT"));
        Assert.Equal(silence.BookTops, feed.SilenceMaxOf("orderbook.1.BTCUSDT"));
        Assert.Equal(silence.Books, feed.SilenceMaxOf("orderbook.1000.BTCUSDT"));
        Assert.Equal(silence.Trades, feed.SilenceMaxOf("publicTrade.BTCUSDT"));
        Assert.Equal(silence.Klines, feed.SilenceMaxOf("kline.1.BTCUSDT"));
        Assert.Null(feed.SilenceMaxOf("allLiquidation.BTCUSDT"));
        Assert.Null(feed.SilenceMaxOf("spot/tickers.BTCUSDT"));
        var replay = Given.Feed(options: Options with { Replay = true });
        Assert.Null(replay.SilenceMaxOf("tickers.BTCUSDT"));
        Assert.Equal((true, false), (feed.CanResubscribe, replay.CanResubscribe));
    }

    private static FeedFrame Kline(string interval, string end) => Given.Feed().Parse(
        $$$"""
        {"topic":"kline.{{{interval}}}.BTCUSDT","type":"snapshot","ts":1,"data":[{"start":0,"end":{{{end}}},
        "interval":"{{{interval}}}","open":"1","close":"1","high":"1","low":"1","volume":"1","turnover":"1",
        "confirm":false}]}
        """.ReplaceLineEndings(""));

    private static BybitMarketFeed FeedOf(BybitTopicOptions topics) =>
        Given.Feed(options: Options with { Topics = topics });

    private static string Refused(BybitTopicOptions topics) =>
        Assert.Throws<ArgumentException>(() => FeedOf(topics)).Message;
}
