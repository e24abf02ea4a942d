using System.IO.Compression;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>The venue's public figures: requests and every field.</summary>
public sealed class StatisticsSpecs : IAsyncLifetime
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1760000000000);
    private ScriptedAccount _venue = null!;

    public async Task InitializeAsync() => _venue = await ScriptedAccount.StartAsync();

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task Recorded_tickers_of_all_instruments_of_both_markets()
    {
        _venue.On("/v5/market/tickers", asked => new Reply(asked.Query switch
        {
            "category=linear" => Recorded("bybit_tickers.linear_api"),
            "category=spot" => Recorded("bybit_tickers.spot_api"),
            _ => throw new InvalidOperationException(asked.Query),
        }));
        var linear = await Statistics.GetTickersAsync("bybit", CancellationToken.None);
        Assert.Equal(321, linear.Count);
        var spot = await Statistics.GetTickersAsync("bybit-spot", CancellationToken.None);
        Assert.Equal(485, spot.Count);
        var rows = JsonDocument.Parse(Recorded("bybit_tickers.linear_api")).RootElement
            .GetProperty("result").GetProperty("list").EnumerateArray().ToList();
        Assert.Equal(321, rows.Count);
        foreach (var row in rows)
        {
            var ticker = linear[new InstrumentId("bybit", row.GetProperty("symbol").GetString()!)];
            Assert.Equal(Number(row, "lastPrice"), ticker.LastPriceQuote);
            Assert.Equal(Number(row, "markPrice"), ticker.MarkPriceQuote);
            Assert.Equal(Number(row, "indexPrice"), ticker.IndexPriceQuote);
            Assert.Equal(Number(row, "bid1Price"), ticker.BidQuote);
            Assert.Equal(Number(row, "bid1Size"), ticker.BidSizeBase);
            Assert.Equal(Number(row, "ask1Price"), ticker.AskQuote);
            Assert.Equal(Number(row, "ask1Size"), ticker.AskSizeBase);
            Assert.Equal(Number(row, "openInterest") / 2m, ticker.OpenInterestBase);
            Assert.Equal(Number(row, "fundingRate"), ticker.FundingRateFraction);
            Assert.True(ticker.IsSnapshot);
        }
    }

    [Fact]
    public async Task The_order_book()
    {
        _venue.On("/v5/market/orderbook", Reply.Granted(
            """
            {"s":"BTCUSDT","a":[["65557.7","16.6"],["65558","1"]],"b":[["65485.47","47.08"]],"ts":1716863719031,
            "u":230704,"seq":1432604333,"cts":1716863718905}
            """));
        var book = await Statistics.GetBookAsync(Given.Btc, 50, CancellationToken.None);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1716863719031), book.VenueTime);
        Assert.Equal((true, 230704L), (book.IsSnapshot, book.UpdateId));
        Assert.Equal<BookLevel>([new BookLevel(65_485.47m, 47.08m)], book.Bids);
        Assert.Equal<BookLevel>([new BookLevel(65_557.7m, 16.6m), new BookLevel(65_558m, 1m)], book.Asks);
        Assert.Equal("category=linear&symbol=BTCUSDT&limit=50", Assert.Single(_venue.Requests).Query);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Statistics.GetBookAsync(Given.Btc, 1001, CancellationToken.None));
        await Assert.ThrowsAsync<VenueException>(
            () => Statistics.GetBookAsync(InstrumentId.Parse("bybit:ETHUSDT"), 1, CancellationToken.None));
    }

    [Fact]
    public async Task The_latest_trades_come_oldest_first()
    {
        _venue.On("/v5/market/recent-trade", Reply.Granted(
            """
            {"category":"linear","list":[
            {"execId":"b","symbol":"BTCUSDT","price":"2","size":"0.2","side":"Sell","time":"1672052955759","seq":"12"},
            {"execId":"a","symbol":"BTCUSDT","price":"1","size":"0.1","side":"Buy","time":"1672052955758","seq":11}]}
            """));
        var trades = await Statistics.GetTradesAsync(Given.Btc, 2, CancellationToken.None);
        Assert.Equal<Trade>(
            [
                new Trade(At(1672052955758), TradeId.Parse("a"), Side.Buy, 1m, 0.1m),
                new Trade(At(1672052955759), TradeId.Parse("b"), Side.Sell, 2m, 0.2m),
            ],
            trades);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Statistics.GetTradesAsync(Given.Btc, 0, CancellationToken.None));
    }

    [Fact]
    public async Task Open_interest_is_one_side_oldest_first_window_by_window()
    {
        _venue.On("/v5/market/open-interest", asked => Reply.Granted(
            asked.Query.Contains("startTime=1760000000000", StringComparison.Ordinal)
                ? """
                  {"list":[{"openInterest":"10","timestamp":"1760003600000"},
                  {"openInterest":"8","singleOpenInterest":"4.5","timestamp":"1760000000000"},
                  {"openInterest":"8","timestamp":"1759999999999"}],"nextPageCursor":""}
                  """
                : """{"list":[]}"""));
        var rows = await AllAsync(Statistics.GetOpenInterestAsync(
            Given.Btc, TimeSpan.FromHours(1), From, From.AddHours(300), CancellationToken.None));
        Assert.Equal([new OpenInterest(From, 4.5m), new OpenInterest(From.AddHours(1), 5m)], rows);
        Assert.Equal(
            [
                "&intervalTime=1h&limit=200&startTime=1760000000000&endTime=1760719999999",
                "&intervalTime=1h&limit=200&startTime=1760720000000&endTime=1761079999999",
            ],
            _venue.Requests.Select(asked => asked.Query["category=linear&symbol=BTCUSDT".Length..]));
    }

    [Fact]
    public async Task Account_ratios()
    {
        _venue.On("/v5/market/account-ratio", Reply.Granted(
            """{"list":[{"symbol":"BTCUSDT","buyRatio":"0.49","sellRatio":"0.51","timestamp":"1760000000000"}]}"""));
        var rows = await AllAsync(Statistics.GetAccountRatiosAsync(
            Given.Btc, TimeSpan.FromDays(1), From, From.AddDays(1), CancellationToken.None));
        Assert.Equal([new AccountRatio(From, 0.49m, 0.51m)], rows);
        Assert.Equal(
            "category=linear&symbol=BTCUSDT&period=1d&limit=500&startTime=1760000000000&endTime=1760086399999",
            Assert.Single(_venue.Requests).Query);
        Assert.Throws<ArgumentException>(() => Statistics.GetAccountRatiosAsync(
            Given.Btc, TimeSpan.FromMinutes(7), From, From, CancellationToken.None));
    }

    [Fact]
    public async Task Risk_tiers_to_the_last_page_in_percent_or_as_fractions()
    {
        _venue.On("/v5/market/risk-limit", asked => Reply.Granted(
            asked.Query.Contains("cursor=next", StringComparison.Ordinal)
                ? """
                  {"list":[{"id":2,"symbol":"BTCUSDT","riskLimitValue":"4000000","maintenanceMargin":"0.01",
                  "initialMargin":"0.02","isLowestRisk":0,"maxLeverage":"50.00","mmDeduction":"10000"}],
                  "nextPageCursor":""}
                  """
                : """
                  {"list":[{"id":1,"symbol":"BTCUSDT","riskLimitValue":"2000000","maintenanceMargin":0.5,
                  "initialMargin":1,"isLowestRisk":1,"maxLeverage":"100.00","mmDeduction":""}],
                  "nextPageCursor":"next"}
                  """));
        Assert.Equal<RiskTier>(
            [
                new RiskTier(Given.Btc, 1, 2_000_000m, 0.005m, 0.01m, 100m, 0m),
                new RiskTier(Given.Btc, 2, 4_000_000m, 0.01m, 0.02m, 50m, 10_000m),
            ],
            await Statistics.GetRiskTiersAsync("bybit", null, CancellationToken.None));
        Assert.Single(await Statistics.GetRiskTiersAsync("bybit", Given.Btc, CancellationToken.None));
        Assert.Equal("category=linear&symbol=BTCUSDT", _venue.Requests[^1].Query);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_names_the_field()
    {
        _venue.On("/v5/market/recent-trade", Reply.Granted("""{"list":[{"execId":"b","time":"x"}]}"""));
        var error = await Assert.ThrowsAsync<VenueException>(
            () => Statistics.GetTradesAsync(Given.Btc, 1, CancellationToken.None));
        Assert.Contains("result.list[0].time 'x' is no whole number", error.Message);
        Assert.False(error.IsTransient);
    }

    private BybitStatistics Statistics => new(_venue.Rest);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows)
        {
            all.Add(row);
        }

        return all;
    }

    private static decimal? Number(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.GetString() is { Length: > 0 } text
            ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string Recorded(string name)
    {
        using var reader = new StreamReader(new GZipStream(
            File.OpenRead(Path.Combine(Recordings.Folder, "bybit", "payloads", "jhabermas", name + ".json.gz")),
            CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
