using WhaleStack.Domain.Feeds;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What a configuration wants of a feed, in the venue's words.</summary>
public sealed class FeedChoiceSpecs
{
    private static readonly FeedOptions Wanted = new(
        Tickers: false,
        BookLevels: 1,
        Trades: true,
        TimeSpan.FromHours(4),
        Liquidations: true,
        new FeedSilenceOptions(null, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(9), null));

    [Fact]
    public void Topics_and_limits_are_those_that_are_wanted()
    {
        var feed = Given.Feed(options: Options.With(BybitCategory.Linear, Wanted));
        string[] topics =
        [
            "orderbook.1.BTCUSDT", "publicTrade.BTCUSDT", "kline.240.BTCUSDT", "allLiquidation.BTCUSDT",
        ];
        Assert.Equal(topics, feed.TopicsFor([Given.Btc]).ToArray());
        Assert.Equal(
            [TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(9), (TimeSpan?)null],
            topics.Select(feed.SilenceMaxOf));
    }

    [Fact]
    public void Nothing_of_a_kind_is_nothing()
    {
        var few = Wanted with { BookLevels = null, CandleInterval = null, Liquidations = false };
        var feed = Given.Feed(options: Options.With(BybitCategory.Linear, few));
        Assert.Equal(["publicTrade.BTCUSDT"], feed.TopicsFor([Given.Btc]).ToArray());
    }

    [Fact]
    public void What_the_venue_does_not_have_is_named_all_at_once()
    {
        var odd = Wanted with { BookLevels = 500, CandleInterval = TimeSpan.FromMinutes(2) };
        var mistakes = BybitFeedChoices.Mistakes(BybitCategory.Spot, odd);
        Assert.Equal(["book_levels", "candle_interval", "liquidations"], mistakes.Select(m => m.Split(' ')[0]));
        Assert.Contains("expected 1, 50, 200, 1000 or null", mistakes[0], StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Options.With(BybitCategory.Spot, odd));
        Assert.Empty(BybitFeedChoices.Mistakes(BybitCategory.Linear, Wanted));
    }

    private static BybitOptions Options => Given.Options(new Uri("http://127.0.0.1:1"));
}
