using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Figures of the market, now and back to a month ago.</summary>
public sealed class BinanceStatisticsSpecs
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("binance:BTCUSDT");

    private const string Marks = """
        [{"symbol":"BTCUSDT","markPrice":"60121.7","indexPrice":"60130.2","lastFundingRate":"0.0001",
          "nextFundingTime":1760025600000,"time":1760000000300},
         {"symbol":"BTCUSDT_261225","markPrice":"61000","indexPrice":"60130.2","lastFundingRate":"",
          "nextFundingTime":0,"time":1760000000300}]
        """;

    private const string Tops = """
        [{"symbol":"BTCUSDT","bidPrice":"60123.4","bidQty":"3.2","askPrice":"60123.5","askQty":"1.1",
          "time":1760000000200}]
        """;

    private const string Book = """
        {"lastUpdateId":77,"E":1760000000211,"T":1760000000210,
         "bids":[["60123.4","1"],["60123.0","2"]],"asks":[["60124","3"]]}
        """;

    [Fact]
    public async Task Tickers_are_laid_together_from_two_answers()
    {
        await using var venue = await AnsweringVenue.StartAsync(
            context => context.Request.Path == "/fapi/v1/premiumIndex" ? Marks : Tops);
        var tickers = await Statistics(venue).GetTickersAsync("binance", CancellationToken.None);
        Assert.Equal(
            new Ticker(
                DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_300),
                IsSnapshot: true,
                MarkPriceQuote: 60121.7m,
                IndexPriceQuote: 60130.2m,
                BidQuote: 60123.4m,
                BidSizeBase: 3.2m,
                AskQuote: 60123.5m,
                AskSizeBase: 1.1m,
                FundingRateFraction: 0.0001m,
                NextFundingTime: DateTimeOffset.FromUnixTimeMilliseconds(1_760_025_600_000)),
            tickers[Btc]);
        var expiring = tickers[new InstrumentId("binance", "BTCUSDT_261225")];
        Assert.Null(expiring.FundingRateFraction);
        Assert.Null(expiring.NextFundingTime);
        Assert.Equal(61000m, expiring.MarkPriceQuote);
        await Assert.ThrowsAsync<ArgumentException>(
            () => Statistics(venue).GetTickersAsync("bybit", CancellationToken.None));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(21, 50)]
    [InlineData(5_000, 1_000)]
    public async Task A_book_is_asked_in_the_next_size_there_is(int levels, int asked)
    {
        await using var venue = await AnsweringVenue.StartAsync(_ => Book);
        var book = await Statistics(venue).GetBookAsync(Btc, levels, CancellationToken.None);
        Assert.Equal($"/fapi/v1/depth?symbol=BTCUSDT&limit={asked}", venue.Seen[0]);
        Assert.Equal((true, 77L, 1_760_000_000_210L), (book.IsSnapshot, book.UpdateId, Ms(book.VenueTime)));
        Assert.Equal(new BookLevel(60123.4m, 1m), book.Bids[0]);
        Assert.Equal([new BookLevel(60124m, 3m)], book.Asks.AsEnumerable());
        Assert.Equal(Math.Min(levels, 2), book.Bids.Length);
    }

    [Fact]
    public async Task A_trade_whose_buyer_rested_was_a_sale()
    {
        await using var venue = await AnsweringVenue.StartAsync(_ => """
            [{"id":28457,"price":"4.00000100","qty":"12.00","quoteQty":"48","time":1499865549590,"isBuyerMaker":true},
             {"id":28458,"price":"4.1","qty":"1","quoteQty":"4.1","time":1499865549591,"isBuyerMaker":false}]
            """);
        var trades = await Statistics(venue).GetTradesAsync(Btc, 2, CancellationToken.None);
        Assert.Equal([Side.Sell, Side.Buy], trades.Select(trade => trade.TakerSide));
        Assert.Equal(("28457", 4.000001m, 12m), ($"{trades[0].TradeId}", trades[0].PriceQuote, trades[0].SizeBase));
    }

    [Fact]
    public async Task Open_interest_and_ratios_reach_a_month_back_and_no_further_is_asked()
    {
        var time = new ManualTime();
        var now = time.GetUtcNow();
        var row = $$"""
            [{"timestamp":{{Ms(now.AddDays(-2))}},"symbol":"BTCUSDT","sumOpenInterest":"20403.63",
              "longShortRatio":"1.5","longAccount":"0.6","shortAccount":"0.4"}]
            """;
        await using var venue = await AnsweringVenue.StartAsync(_ => row, time);
        var statistics = Statistics(venue, time);
        IAsyncEnumerable<OpenInterest> Interest(int fromDay, int toDay) => statistics.GetOpenInterestAsync(
            Btc, TimeSpan.FromHours(1), now.AddDays(fromDay), now.AddDays(toDay), CancellationToken.None);
        var ratios = statistics.GetAccountRatiosAsync(
            Btc, TimeSpan.FromHours(1), now.AddDays(-5), now, CancellationToken.None);

        Assert.Equal([new OpenInterest(now.AddDays(-2), 20403.63m)], await Interest(-60, 0).ToListAsync());
        Assert.Equal([new AccountRatio(now.AddDays(-2), 0.6m, 0.4m)], await ratios.ToListAsync());
        Assert.Equal(
            "/futures/data/openInterestHist?symbol=BTCUSDT&period=1h&limit=500"
            + $"&startTime={Ms(now.AddDays(-29))}&endTime={Ms(now) - 1}",
            venue.Seen[0]);
        Assert.Empty(await Interest(-60, -40).ToListAsync());
        Assert.Equal(2, venue.Seen.Count);
        Assert.Throws<ArgumentException>(
            () => statistics.GetOpenInterestAsync(Btc, TimeSpan.FromMinutes(1), now, now, CancellationToken.None));
    }

    [Fact]
    public async Task Margin_tiers_are_not_public()
    {
        await using var venue = await AnsweringVenue.StartAsync(_ => "[]");
        await Assert.ThrowsAsync<VenueException>(
            () => Statistics(venue).GetRiskTiersAsync("binance", null, CancellationToken.None));
    }

    private static BinanceStatistics Statistics(AnsweringVenue venue, TimeProvider? time = null) =>
        new(venue.Client, time ?? TimeProvider.System);

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
