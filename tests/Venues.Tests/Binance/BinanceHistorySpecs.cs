using System.Globalization;
using Microsoft.AspNetCore.Http;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Trading rules, candles and fundings, from a venue that answers oldest first.</summary>
public sealed class BinanceHistorySpecs
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("binance:BTCUSDT");
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_400_000);

    private const string Info = """
        {"rateLimits":[],"symbols":[
         {"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT",
          "pricePrecision":2,"filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},
           {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001"},
           {"filterType":"MARKET_LOT_SIZE","stepSize":"0.1","minQty":"0.1"},
           {"filterType":"MIN_NOTIONAL","notional":"100"}]},
         {"symbol":"BTCUSDT_261225","contractType":"CURRENT_QUARTER","status":"TRADING"},
         {"symbol":"OLDUSDT","contractType":"PERPETUAL","status":"SETTLING"},
         {"symbol":"TSLAUSDT","contractType":"TRADIFI_PERPETUAL","status":"TRADING","baseAsset":"TSLA",
          "quoteAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.01"},
           {"filterType":"LOT_SIZE","stepSize":"1","minQty":"1"},{"filterType":"MIN_NOTIONAL","notional":"5"}]}]}
        """;

    [Fact]
    public async Task Perpetuals_that_trade_have_the_steps_of_their_filters_and_their_own_funding_interval()
    {
        await using var venue = await AnsweringVenue.StartAsync(context =>
            context.Request.Path == "/fapi/v1/fundingInfo"
                ? """[{"symbol":"TSLAUSDT","fundingIntervalHours":4},{"symbol":"NONE","fundingIntervalHours":"1"}]"""
                : Info);

        var instruments = await new BinanceHistory(venue.Client).GetInstrumentsAsync(CancellationToken.None);

        Assert.Equal(
            [
                new Instrument(Btc, "BTC", "USDT", 0.10m, 0.001m, 0.001m, 100m, 125m, TimeSpan.FromHours(8)),
                new Instrument(
                    new InstrumentId("binance", "TSLAUSDT"),
                    "TSLA",
                    "USDT",
                    0.01m,
                    1m,
                    1m,
                    5m,
                    125m,
                    TimeSpan.FromHours(4)),
            ],
            instruments);
    }

    [Theory]
    [InlineData("LOT_SIZE", "BTCUSDT: filter LOT_SIZE is missing")]
    [InlineData("\"tickSize\"", "BTCUSDT: tickSize is missing")]
    [InlineData("\"status\"", "status is missing")]
    public async Task A_row_that_lacks_something_is_named(string lost, string expected)
    {
        var info = Info.Replace(lost, lost.Replace("S", "X").Replace("s", "x"));
        await using var venue = await AnsweringVenue.StartAsync(
            context => context.Request.Path == "/fapi/v1/fundingInfo" ? "[]" : info);
        var error = await Assert.ThrowsAsync<VenueException>(
            () => new BinanceHistory(venue.Client).GetInstrumentsAsync(CancellationToken.None));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candles_are_read_page_after_page_and_the_one_that_still_forms_is_left_out()
    {
        // 2,500 whole minutes, and half of one more.
        var now = Start.AddMinutes(2_500.5);
        await using var venue = await AnsweringVenue.StartAsync(context => Candles(context.Request, now));
        var candles = new List<Candle>();
        await foreach (var candle in new BinanceHistory(venue.Client).GetCandlesAsync(
            Btc, TimeSpan.FromMinutes(1), Start, Start.AddDays(3), CancellationToken.None))
        {
            candles.Add(candle);
        }

        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => Start.AddMinutes(i)), candles.Select(c => c.OpenTime));
        Assert.Equal(
            new Candle(Start, TimeSpan.FromMinutes(1), 60100m, 60130.5m, 60090m, 60123.5m, 12.3m, 740000m), candles[0]);
        Assert.Equal(4, venue.Seen.Count); // The clock, and three pages.
        Assert.Equal(
            $"/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1000&startTime={Ms(Start)}&endTime={Ms(now) - 1}",
            venue.Seen[1]);
    }

    [Fact]
    public async Task Fundings_are_read_page_after_page_each_once()
    {
        await using var venue = await AnsweringVenue.StartAsync(context => Fundings(context.Request));
        var fundings = new List<FundingRate>();
        await foreach (var funding in new BinanceHistory(venue.Client).GetFundingsAsync(
            Btc, Start, Start.AddHours(8 * 1_500), CancellationToken.None))
        {
            fundings.Add(funding);
        }

        Assert.Equal(1_500, fundings.Count);
        Assert.Equal(new FundingRate(Start, -0.0001m), fundings[0]);
        Assert.Equal(Enumerable.Range(0, 1_500).Select(i => Start.AddHours(8 * i)), fundings.Select(f => f.Time));
        Assert.Equal(2, venue.Seen.Count);
    }

    [Fact]
    public async Task What_Binance_does_not_have_is_refused_before_it_is_asked()
    {
        await using var venue = await AnsweringVenue.StartAsync(_ => "[]");
        var history = new BinanceHistory(venue.Client);
        var none = CancellationToken.None;
        var minute = TimeSpan.FromMinutes(1);
        Assert.Throws<ArgumentException>(
            () => history.GetCandlesAsync(Btc, TimeSpan.FromMinutes(7), Start, Start.AddDays(1), none));
        Assert.Throws<ArgumentException>(
            () => history.GetCandlesAsync(InstrumentId.Parse("bybit:BTCUSDT"), minute, Start, Start, none));
        Assert.Throws<ArgumentException>(() => history.GetCandlesAsync(Btc, minute, Start, Start.AddDays(-1), none));
        Assert.Throws<ArgumentException>(() => history.GetFundingsAsync(Btc, Start, Start.AddDays(-1), none));
        Assert.Empty(venue.Seen);
    }

    [Fact]
    public async Task Rows_out_of_their_order_are_not_believed()
    {
        await using var venue = await AnsweringVenue.StartAsync(_ =>
            """[{"fundingTime":1760000500000,"fundingRate":"1"},{"fundingTime":1760000400000,"fundingRate":"1"}]""");
        var rows = new BinanceHistory(venue.Client).GetFundingsAsync(
            Btc, Start, Start.AddDays(1), CancellationToken.None);
        var error = await Assert.ThrowsAsync<VenueException>(async () => await rows.ToListAsync());
        Assert.Contains("stands behind", error.Message, StringComparison.Ordinal);
    }

    private static string Candles(HttpRequest request, DateTimeOffset now)
    {
        if (request.Path == "/fapi/v1/time")
        {
            return $$"""{"serverTime":{{Ms(now)}}}""";
        }

        const long Minute = 60_000;
        var (from, to) = (Number(request, "startTime"), Number(request, "endTime"));
        var rows = Enumerable.Range(0, (int)Number(request, "limit"))
            .Select(i => from + (i * Minute))
            .TakeWhile(open => open <= to)
            .Select(open =>
                $"""[{open},"60100","60130.5","60090","60123.5","12.3",{open + Minute - 1},"740000",9,"1","2","0"]""");
        return $"[{string.Join(',', rows)}]";
    }

    private static string Fundings(HttpRequest request)
    {
        const long EightHours = 8 * 3_600_000;
        var (from, to, start) = (Number(request, "startTime"), Number(request, "endTime"), Ms(Start));
        var rows = Enumerable.Range(0, 10_000)
            .Select(i => start + (i * EightHours))
            .Where(time => time >= from && time <= to)
            .Take((int)Number(request, "limit"))
            .Select(time => $$"""{"symbol":"BTCUSDT","fundingTime":{{time}},"fundingRate":"-0.00010000"}""");
        return $"[{string.Join(',', rows)}]";
    }

    private static long Number(HttpRequest request, string name) =>
        long.Parse(request.Query[name]!, CultureInfo.InvariantCulture);

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
