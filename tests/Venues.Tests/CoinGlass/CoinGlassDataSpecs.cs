using System.Globalization;
using Microsoft.AspNetCore.Http;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.CoinGlass;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.CoinGlass;

/// <summary>Against a server on loopback that answers as CoinGlass documents, or worse.</summary>
public sealed class CoinGlassDataSpecs
{
    private static readonly DateTimeOffset Start = new(2025, 10, 10, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FourHours = TimeSpan.FromHours(4);

    private const string TwoCandles = "[[1760000000,1,1,1,1,1],[1760000300,1,1,1,1,1]]";

    private const string Heatmap = """
        {"code":"0","msg":"success","data":{
         "y_axis":[59000.0,59050.0,"59100.5"],
         "liquidation_leverage_data":[[1,1,2288867.26],[0,2,"310220.5"],[1,0,0]],
         "price_candlesticks":[[1760000000,"60100","60130","60090","60123.5","740000.1"],
          [1760000300,60123.5,60200,60100,60150,"120300"],[1760000900,"60150","60160","60140","60150","60150"]]}}
        """;

    [Fact]
    public async Task A_heatmap_of_an_instrument_is_read_with_its_axes()
    {
        await using var venue = await AnswerAsync(_ => Heatmap);
        using var data = Client(venue.Server);

        var result = await data.GetHeatmapAsync(
            new HeatmapRequest(2, "BTCUSDT", "Binance", TimeSpan.FromDays(3)), CancellationToken.None);

        var heatmap = Value(result);
        Assert.Equal(("coinglass-model2", "BTCUSDT", "Binance"), (heatmap.Source, heatmap.Symbol, heatmap.Exchange));
        Assert.Equal([59000.0m, 59050.0m, 59100.5m], heatmap.LevelsQuote.AsEnumerable());
        Assert.Equal(
            [new HeatmapCell(0, 2, 310220.5), new HeatmapCell(1, 1, 2288867.26)], heatmap.Cells.AsEnumerable());
        Assert.Equal(3, heatmap.Candles.Length);
        Assert.Equal(
            new Candle(
                DateTimeOffset.FromUnixTimeSeconds(1760000300),
                TimeSpan.FromMinutes(5),
                60123.5m,
                60200m,
                60100m,
                60150m,
                2m,
                120300m),
            heatmap.Candles[1]);
        var request = Assert.Single(venue.Seen);
        Assert.Equal("/api/futures/liquidation/heatmap/model2", request.Path);
        Assert.Equal("?exchange=Binance&symbol=BTCUSDT&range=3d", request.Query);
        Assert.Equal("KEYTEST", request.Key);
    }

    [Fact]
    public async Task Over_all_exchanges_a_heatmap_has_an_address_of_its_own()
    {
        await using var venue = await AnswerAsync(_ => Heatmap);
        using var data = Client(venue.Server);
        Value(await data.GetHeatmapAsync(
            new HeatmapRequest(3, "BTC", null, TimeSpan.FromDays(365)), CancellationToken.None));
        Assert.Equal(
            ("/api/futures/liquidation/aggregated-heatmap/model3", "?symbol=BTC&range=1y"),
            (venue.Seen[0].Path, venue.Seen[0].Query));
    }

    [Theory]
    [InlineData("null", "null", "null", "price_candlesticks is Null")]
    [InlineData("[]", "[]", "[]", "price_candlesticks has 0 rows")]
    [InlineData("[1]", "[]", "[[1760000300,1,1,1,1,1],[1760000000,1,1,1,1,1]]", "order of their times")]
    [InlineData("[1]", "[]", "[[1760000000,1,1,1,1],[1760000300,1,1,1,1]]", "no array of at least 6")]
    [InlineData("[1]", "[]", "[[1760000000,1,1,1,0,1],[1760000300,1,1,1,1,1]]", "close '0' is not above 0")]
    [InlineData("[]", "[]", TwoCandles, "y_axis is empty")]
    [InlineData("[1,1]", "[]", TwoCandles, "y_axis 1 does not rise")]
    [InlineData("[1]", "[[2,0,1]]", TwoCandles, "x 2 is no index of 2")]
    [InlineData("[1]", "[[0,1,1]]", TwoCandles, "y 1 is no index of 1")]
    [InlineData("[1]", "[[0,0.5,1]]", TwoCandles, "y 0.5 is no index of 1")]
    [InlineData("[1]", "[[0,0,-1]]", TwoCandles, "value '-1' is below 0")]
    public async Task What_is_no_heatmap_is_never_an_empty_market(
        string levels, string cells, string candles, string expected)
    {
        await using var venue = await AnswerAsync(_ => $$$"""
            {"code":"0","msg":"success","data":{
             "y_axis":{{{levels}}},"liquidation_leverage_data":{{{cells}}},"price_candlesticks":{{{candles}}}}}
            """);
        using var data = Client(venue.Server, attempts: 1);
        var result = await data.GetHeatmapAsync(
            new HeatmapRequest(1, "BTCUSDT", "Binance", TimeSpan.FromDays(3)), CancellationToken.None);
        Assert.Equal(VenueErrorKind.NoAnswer, result.Failure!.Kind);
        Assert.Contains(expected, result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_are_read_by_pages_to_their_end_each_time_once()
    {
        await using var venue = await AnswerAsync(request =>
        {
            // Rows of [from, to], both inclusive, of which the venue gives the first so many.
            var from = long.Parse(request.Query["start_time"]!, CultureInfo.InvariantCulture);
            var to = long.Parse(request.Query["end_time"]!, CultureInfo.InvariantCulture);
            var limit = int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture);
            var step = (long)FourHours.TotalMilliseconds;
            var rows = Enumerable.Range(0, limit).Select(i => from + (i * step)).Where(time => time <= to)
                .Select(time =>
                    $$"""{"time":{{time}},"long_liquidation_usd":"{{time % 1000}}.5","short_liquidation_usd":"2"}""");
            return $$"""{"code":"0","msg":"success","data":[{{string.Join(',', rows)}}]}""";
        });
        using var data = Client(venue.Server, pageRows: 10);

        var rows = Value(await data.GetLiquidationsAsync(Series("BTCUSDT", "Binance", 25), CancellationToken.None));

        Assert.Equal(Enumerable.Range(0, 25).Select(i => Start + (i * FourHours)), rows.Select(row => row.Time));
        Assert.Equal(new LiquidationSum(Start, 0.5m, 2m), rows[0]);
        Assert.Equal(3, venue.Seen.Count);
        Assert.All(venue.Seen, seen => Assert.Equal("/api/futures/liquidation/history", seen.Path));
        Assert.Contains(
            "interval=4h&limit=10&start_time=1760054400000&end_time=", venue.Seen[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vendor_that_ignores_the_times_is_not_asked_for_ever()
    {
        const string Row = """{"time":1760054400000,"open":"1","high":"1","low":"1","close":"1"}""";
        await using var venue = await AnswerAsync(_ => Rows(Row));
        using var data = Client(venue.Server, pageRows: 1);
        Assert.Single(Value(await data.GetOpenInterestAsync(Series("BTCUSDT", "Bybit", 100), CancellationToken.None)));
        Assert.Equal(2, venue.Seen.Count);
    }

    [Fact]
    public async Task Series_over_all_exchanges_are_read_in_their_own_words()
    {
        await using var venue = await AnswerAsync(request => Rows(Documented(request)));
        using var data = Client(venue.Server);
        var all = Series("BTC", null, 3);
        var none = CancellationToken.None;

        Assert.Equal(
            [new LiquidationSum(Start, 21069771.35833m, 2661796.3081m)],
            Value(await data.GetLiquidationsAsync(all, none)).AsEnumerable());
        Assert.Equal(
            [new OpenInterestBar(Start, 63544437430m, 64185061225.0m, 63509031181.0m, 64026794410.0m)],
            Value(await data.GetOpenInterestAsync(all, none)).AsEnumerable());
        Assert.Equal(
            [new TakerVolume(Start, 5171298182.7491m, 5503466205.7431m)],
            Value(await data.GetTakerVolumesAsync(all, none)).AsEnumerable());
        Assert.Contains("exchange_list=Binance%2CBybit%2COKX", venue.Seen[0].Query, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => data.GetLongShortSharesAsync(all, none));
    }

    [Fact]
    public async Task Series_of_one_exchange_are_read_in_their_own_words_and_percent_become_fractions()
    {
        await using var venue = await AnswerAsync(request => Rows(Documented(request)));
        using var data = Client(venue.Server);
        var one = Series("BTCUSDT", "Bybit", 3);
        var none = CancellationToken.None;

        Assert.Equal(
            [new FundingBar(Start, 0.0001m, 0.0002m, -0.00005m, 0.000075m)],
            Value(await data.GetFundingAsync(one, none)).AsEnumerable());
        Assert.Equal(
            [new TakerVolume(Start, 10.5m, 11m)], Value(await data.GetTakerVolumesAsync(one, none)).AsEnumerable());
        Assert.Equal(
            [new LongShortShare(Start, 0.4494m, 0.5506m)],
            Value(await data.GetLongShortSharesAsync(one, none)).AsEnumerable());
    }

    [Theory]
    [InlineData("401", "Upgrade plan", VenueErrorKind.NotPermitted)]
    [InlineData("40001", "Upgrade plan", VenueErrorKind.NotPermitted)]
    [InlineData("400", "API key missing.", VenueErrorKind.Credentials)]
    [InlineData("400", "Invalid API key provided", VenueErrorKind.Credentials)]
    [InlineData("30001", "", VenueErrorKind.Credentials)]
    [InlineData("404", "Endpoint not found", VenueErrorKind.Unsupported)]
    [InlineData("422", "interval", VenueErrorKind.BadRequest)]
    [InlineData("7", "?", VenueErrorKind.Unclassified)]
    public async Task A_refusal_inside_HTTP_200_is_a_refusal_and_is_not_asked_again(
        string code, string message, VenueErrorKind kind)
    {
        await using var venue = await AnswerAsync(_ => $$"""{"code":"{{code}}","msg":"{{message}}","data":[]}""");
        using var data = Client(venue.Server);
        var result = await data.GetFundingAsync(Series("BTCUSDT", "Bybit", 3), CancellationToken.None);
        Assert.Equal(kind, result.Failure!.Kind);
        Assert.Contains($"code {code}: {message}", result.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("KEYTEST", result.Failure.Message, StringComparison.Ordinal);
        Assert.Single(venue.Seen);
    }

    [Theory]
    [InlineData("""{"code":"429","msg":"Too Many Requests"}""", 200, VenueErrorKind.RateLimited)]
    [InlineData("""{"code":"500","msg":"Server Error"}""", 200, VenueErrorKind.Unavailable)]
    [InlineData("<html>bad gateway</html>", 502, VenueErrorKind.Unavailable)]
    [InlineData("""{"code":"0","msg":"success"}""", 200, VenueErrorKind.NoAnswer)]
    [InlineData("""{"code":"0","msg":"success","data":{"time":1}}""", 200, VenueErrorKind.NoAnswer)]
    [InlineData("""{"code":"0","data":[{"time":0,"open":1,"high":1}]}""", 200, VenueErrorKind.NoAnswer)]
    [InlineData("""{"code":"0","data":[{"time":1760054400,"open":"x"}]}""", 200, VenueErrorKind.NoAnswer)]
    public async Task What_may_help_is_asked_again_and_in_the_end_told(string body, int status, VenueErrorKind kind)
    {
        await using var venue = await AnswerAsync(_ => body, status);
        using var data = Client(venue.Server, attempts: 3);
        var result = await data.GetFundingAsync(Series("BTCUSDT", "Bybit", 3), CancellationToken.None);
        Assert.Equal(kind, result.Failure!.Kind);
        Assert.Contains("tried 3 times", result.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, venue.Seen.Count);
    }

    [Fact]
    public async Task Lengths_that_CoinGlass_has_no_word_for_are_refused_with_those_it_has()
    {
        await using var venue = await AnswerAsync(_ => Heatmap);
        using var data = Client(venue.Server);
        var interval = await Assert.ThrowsAsync<ArgumentException>(() => data.GetFundingAsync(
            Series("BTCUSDT", "Bybit", 3) with { Interval = TimeSpan.FromHours(2) }, CancellationToken.None));
        Assert.Contains("'02:00:00'; expected one of 1m, 3m,", interval.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => data.GetHeatmapAsync(
            new HeatmapRequest(1, "BTC", null, TimeSpan.FromDays(2)), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => data.GetHeatmapAsync(
            new HeatmapRequest(4, "BTC", null, TimeSpan.FromDays(3)), CancellationToken.None));
    }

    [Fact]
    public void Options_out_of_range_are_refused_without_showing_the_key()
    {
        var wrong = Options(new Uri("http://127.0.0.1")) with
        {
            ApiKey = "two words",
            PageRowsMax = 1001,
            Exchanges = [],
        };
        var error = Assert.Throws<ArgumentException>(() => new CoinGlassData(wrong, TimeProvider.System));
        Assert.Contains("ApiKey is '***'", error.Message, StringComparison.Ordinal);
        Assert.Contains("PageRowsMax is '1001'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Exchanges is 'empty'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("words", $"{error.Message}{wrong}", StringComparison.Ordinal);
    }

    private static string Documented(HttpRequest request) => request.Path.Value!.Split("/futures/")[1] switch
    {
        "liquidation/aggregated-history" => """
            {"time":1760054400000,"aggregated_long_liquidation_usd":21069771.35833,
             "aggregated_short_liquidation_usd":2661796.3081}
            """,
        "open-interest/aggregated-history" => """
            {"time":1760054400,"open":63544437430,"high":"64185061225.0","low":63509031181.0,"close":64026794410.0}
            """,
        "funding-rate/history" => """
            {"time":1760054400000,"open":"0.01","high":"0.02","low":"-0.005","close":"0.0075"}
            """,
        "aggregated-taker-buy-sell-volume/history" => """
            {"time":1760054400000,"aggregated_buy_volume_usd":5171298182.7491,
             "aggregated_sell_volume_usd":"5503466205.7431"}
            """,
        "v2/taker-buy-sell-volume/history" => """
            {"time":1760054400000,"taker_buy_volume_usd":"10.5","taker_sell_volume_usd":"11"}
            """,
        "global-long-short-account-ratio/history" => """
            {"time":1760054400000,"global_account_long_percent":44.94,"global_account_short_percent":55.06,
             "global_account_long_short_ratio":0.82}
            """,
        var other => throw new InvalidOperationException(other),
    };

    private static string Rows(string row) => $$"""{"code":"0","msg":"success","data":[{{row}}]}""";

    private static T Value<T>(VenueResult<T> result) =>
        result is VenueResult<T>.Granted granted
            ? granted.Value
            : throw new InvalidOperationException(result.Failure!.Message);

    private static SeriesRequest Series(string symbol, string? exchange, int rows) =>
        new(symbol, exchange, FourHours, Start, Start + (rows * FourHours));

    private static CoinGlassData Client(Uri server, int attempts = 4, int pageRows = 1_000) =>
        new(Options(server) with { AttemptsMax = attempts, PageRowsMax = pageRows }, TimeProvider.System);

    private static CoinGlassOptions Options(Uri server)
    {
        Uri At(string path) => new(server, $"/api/futures/{path}");
        return new CoinGlassOptions
        {
            ApiKey = "KEYTEST",
            LiquidationHistory = At("liquidation/history"),
            HeatmapModel1 = At("liquidation/heatmap/model1"),
            HeatmapModel2 = At("liquidation/heatmap/model2"),
            HeatmapModel3 = At("liquidation/heatmap/model3"),
            OpenInterest = At("open-interest/history"),
            Volume = At("v2/taker-buy-sell-volume/history"),
            Funding = At("funding-rate/history"),
            RequestsPerMinuteMax = 1_000,
            BackoffMin = TimeSpan.FromMilliseconds(1),
            BackoffMax = TimeSpan.FromMilliseconds(2),
        };
    }

    private static async Task<Answering> AnswerAsync(Func<HttpRequest, string> answer, int status = 200)
    {
        var seen = new List<(string Path, string Query, string Key)>();
        var venue = await ScriptedVenue.OfHttpAsync(async context =>
        {
            lock (seen)
            {
                seen.Add((
                    context.Request.Path.Value!,
                    context.Request.QueryString.Value!,
                    context.Request.Headers["CG-API-KEY"].ToString()));
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(answer(context.Request));
        });
        return new Answering(venue, seen);
    }

    private sealed record Answering(ScriptedVenue Venue, List<(string Path, string Query, string Key)> Seen)
        : IAsyncDisposable
    {
        public Uri Server => Venue.Address;

        public ValueTask DisposeAsync() => Venue.DisposeAsync();
    }
}
