using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What the recorded frames amount to when they are put together.</summary>
public sealed class TapeSpecs
{
    [Theory]
    [InlineData("linear", 4)]
    [InlineData("spot", 2)]
    public void Books_are_never_crossed_and_miss_no_update(string category, int books)
    {
        var feed = Given.Feed(category == "linear" ? BybitCategory.Linear : BybitCategory.Spot);
        var byCoin = new Dictionary<string, Book>();
        foreach (var frame in Recordings.Frames(category).Select(frame => feed.Parse(frame)))
        {
            foreach (var item in frame.Items.OfType<CoinCommands.ApplyBook>())
            {
                var isNew = !byCoin.TryGetValue(item.Coin.Symbol, out var book);
                book ??= byCoin[item.Coin.Symbol] = new Book();
                Assert.Equal(isNew, item.Update.IsSnapshot);
                Assert.True(isNew || item.Update.UpdateId == book.UpdateId + 1, $"gap in {item.Coin}");
                book.Apply(item.Update);
                Assert.True(book.BestBid < book.BestAsk, $"{item.Coin} crossed at update {book.UpdateId}");
                Assert.InRange(book.Levels, 300, 400);
            }
        }

        Assert.Equal(books, byCoin.Count);
    }

    [Fact]
    public void Merged_tickers_stay_plausible()
    {
        var feed = Given.Feed();
        Ticker? merged = null;
        foreach (var frame in Recordings.FramesOf("linear", "tickers.BTCUSDT"))
        {
            var ticker = Assert.IsType<CoinCommands.ApplyTicker>(Assert.Single(feed.Parse(frame).Items)).Ticker;
            merged = merged is null ? ticker : merged.MergedWith(ticker);
            Assert.True(merged.BidQuote < merged.AskQuote);
            Assert.InRange(merged.MarkPriceQuote!.Value / merged.IndexPriceQuote!.Value, 0.99m, 1.01m);
            Assert.InRange(merged.OpenInterestBase!.Value, 29_000m, 31_000m);
        }

        Assert.Equal(0.0001m, merged!.FundingRateFraction);
    }
}
