using WhaleStack.Domain.Feeds;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Tests.Binance.Live;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>What a configuration wants of a feed, in the venue's words.</summary>
public sealed class BinanceFeedChoiceSpecs
{
    private static readonly BinanceOptions Bare = LiveBinance.Options(new Uri("http://127.0.0.1:1"));

    private static readonly FeedOptions Wanted = new(
        Tickers: false,
        BookLevels: 500,
        Trades: true,
        TimeSpan.FromHours(8),
        Liquidations: true,
        new FeedSilenceOptions(null, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(9), null));

    [Fact]
    public void Streams_and_limits_are_those_that_are_wanted()
    {
        var chosen = Bare.With(Wanted);
        using var client = new BinanceRestClient(chosen, TimeProvider.System);
        var feed = new BinanceMarketFeed(chosen, client, TimeProvider.System);
        string[] streams =
        [
            "binance/btcusdt@depth@100ms", "binance/btcusdt@aggTrade", "binance/btcusdt@kline_8h",
            "binance/btcusdt@forceOrder", "binance/btcusdt@depthSnapshot",
        ];
        Assert.Equal(streams, feed.TopicsFor([LiveBinance.Btc]).ToArray());
        Assert.Equal(
            [TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(9), (TimeSpan?)null, null],
            streams.Select(feed.SilenceMaxOf));
        Assert.Equal(500, chosen.Sockets.SnapshotLevels);
    }

    [Fact]
    public void Statistics_are_marks_and_best_prices_and_nothing_of_a_kind_is_nothing()
    {
        var few = Bare.With(Wanted with
        {
            Tickers = true, BookLevels = null, Trades = false, CandleInterval = null, Liquidations = false,
        });
        Assert.Equal(["bookTicker", "markPrice@1s"], few.Streams.Suffixes.ToArray());
        Assert.Equal(Bare.Sockets.SnapshotLevels, few.Sockets.SnapshotLevels);
    }

    [Fact]
    public void What_the_venue_does_not_have_is_named_all_at_once()
    {
        var odd = Wanted with { BookLevels = 200, CandleInterval = TimeSpan.FromMinutes(2) };
        var mistakes = BinanceFeedChoices.Mistakes(odd);
        Assert.Equal(["book_levels", "candle_interval"], mistakes.Select(m => m.Split(' ')[0]));
        Assert.Contains("200", mistakes[0], StringComparison.Ordinal);
        Assert.Contains("expected 5, 10, 20, 50, 100, 500, 1000 or null", mistakes[0], StringComparison.Ordinal);
        Assert.Contains("08:00:00", mistakes[1], StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Bare.With(odd));
        Assert.Empty(BinanceFeedChoices.Mistakes(Wanted));
    }
}
