using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What a REST interface can answer, over real sockets.</summary>
public sealed class RestSpecs
{
    private const string Time = """{"retCode":0,"retMsg":"OK","result":{},"retExtInfo":{},"time":1760000000123}""";

    [Theory]
    [InlineData(500, "oops", "HTTP 500: 'oops' (tried 5 times)", true, 5)]
    [InlineData(503, "", "HTTP 503: '' (tried 5 times)", true, 5)]
    [InlineData(429, "slow down", "HTTP 429: 'slow down' (tried 5 times)", true, 5)]
    [InlineData(403, "access too frequent", "HTTP 403: too many requests from this address", true, 1)]
    [InlineData(403, "<html>blocked</html>", "HTTP 403: refused for this address or region", false, 1)]
    [InlineData(404, "no such path", "HTTP 404: 'no such path'", false, 1)]
    [InlineData(401, "who", "HTTP 401: 'who'", false, 1)]
    [InlineData(302, "", "HTTP 302", false, 1)]
    [InlineData(200, "<html>hello</html>", "not JSON (text/html, 18 bytes): '<html>hello</html>'", true, 5)]
    [InlineData(200, "{\"retCode\":0,\"retMsg\":\"OK\",\"resu", "the answer is not JSON", true, 5)]
    [InlineData(200, "", "the answer is not JSON (text/html, 0 bytes)", true, 5)]
    [InlineData(200, "{}", "the answer is not Bybit's: retCode is missing", true, 5)]
    [InlineData(200, "[]", "the answer is not Bybit's: answer is an array", true, 5)]
    [InlineData(200, """{"retCode":"0","time":1}""", "retCode is a string, must be a number", true, 5)]
    [InlineData(200, """{"retCode":10001,"retMsg":"bad symbol","result":{},"time":1}""",
        "retCode 10001: bad symbol", false, 1)]
    [InlineData(200, """{"retCode":10016,"retMsg":"restarting","result":{},"time":1}""",
        "retCode 10016: restarting (tried 5 times)", true, 5)]
    [InlineData(200, """{"retCode":10006,"retMsg":"limit","result":{},"time":1}""",
        "retCode 10006: limit (tried 5 times)", true, 5)]
    public async Task A_failure_is_clear_and_repeated_only_where_that_may_help(
        int status, string body, string words, bool isTransient, int tries)
    {
        var asked = 0;
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(body);
        });
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<VenueException>(
            () => new BybitHistory(client).GetServerTimeAsync(CancellationToken.None));
        Assert.StartsWith("bybit GET /v5/market/time: ", failure.Message);
        Assert.Contains(words, failure.Message);
        Assert.Equal((isTransient, tries), (failure.IsTransient, asked));
    }

    [Fact]
    public async Task A_second_try_may_succeed()
    {
        var asked = 0;
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) < 3 ? 502 : 200;
            return context.Response.WriteAsync(Time);
        });
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        Assert.Equal(
            DateTimeOffset.FromUnixTimeMilliseconds(1760000000123),
            await new BybitHistory(client).GetServerTimeAsync(CancellationToken.None));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_slow_answer_is_timed_out_and_asked_again()
    {
        var asked = 0;
        await using var venue = await ScriptedVenue.OfHttpAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
            }

            await context.Response.WriteAsync(Time);
        });
        var options = Given.Options(venue.Address) with { RequestTimeout = TimeSpan.FromSeconds(1) };
        using var client = new BybitRestClient(options, TimeProvider.System);
        await new BybitHistory(client).GetServerTimeAsync(CancellationToken.None);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_body_cut_off_by_the_peer_is_asked_again()
    {
        var asked = 0;
        await using var venue = await ScriptedVenue.OfHttpAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"retCode\":0,");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            }

            await context.Response.WriteAsync(Time);
        });
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        await new BybitHistory(client).GetServerTimeAsync(CancellationToken.None);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_answer_too_large_is_refused()
    {
        await using var venue = await ScriptedVenue.OfHttpAsync(
            context => context.Response.WriteAsync(new string(' ', 5_000) + Time));
        var options = Given.Options(venue.Address) with { AnswerBytesMax = 4_000 };
        using var client = new BybitRestClient(options, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<VenueException>(
            () => new BybitHistory(client).GetServerTimeAsync(CancellationToken.None));
        Assert.Contains("the answer has more than 4000 bytes", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task After_a_ban_nothing_is_asked_until_it_is_over()
    {
        var asked = 0;
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) == 1 ? 403 : 200;
            return context.Response.WriteAsync(asked == 1 ? "403, access too frequent" : Time);
        });
        var time = new ManualTime();
        using var client = new BybitRestClient(Given.Options(venue.Address), time);
        var history = new BybitHistory(client);
        await Assert.ThrowsAsync<VenueException>(() => history.GetServerTimeAsync(CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(9));
        var silent = await Assert.ThrowsAsync<VenueException>(
            () => history.GetServerTimeAsync(CancellationToken.None));
        Assert.Contains("not asked", silent.Message);
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromMinutes(2));
        await history.GetServerTimeAsync(CancellationToken.None);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Pauses_double_up_to_their_limit()
    {
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var time = new ManualTime();
        var options = Given.Options(venue.Address) with
        {
            BackoffMin = TimeSpan.FromSeconds(1), BackoffMax = TimeSpan.FromSeconds(3), AttemptsMax = 4,
            RequestTimeout = TimeSpan.FromHours(1),
        };
        using var client = new BybitRestClient(options, time);
        var asking = new BybitHistory(client).GetServerTimeAsync(CancellationToken.None);
        var started = time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        while (!asking.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (time.DueWithin(TimeSpan.FromSeconds(5)) > 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }

        await Assert.ThrowsAsync<VenueException>(() => asking);
        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 3), time.GetUtcNow() - started);
    }

    [Fact]
    public async Task Candles_of_the_present_are_left_out_until_they_close()
    {
        // The venue's clock says 02:30: the candle of 02:00 is still forming.
        var queries = new ConcurrentQueue<string>();
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            queries.Enqueue(context.Request.QueryString.Value!);
            return context.Response.WriteAsync(
                """
                {"retCode":0,"retMsg":"","result":{"list":[
                ["1754704800000","3","3","3","3","1","3"],["1754701200000","2","2","2","2","1","2"]]},
                "time":1754706600000}
                """);
        });
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(1754701200000);
        var candles = await ListAsync(new BybitHistory(client).GetCandlesAsync(
            Given.Btc, TimeSpan.FromHours(1), from, from.AddHours(5), CancellationToken.None));
        Assert.Equal([from], candles.Select(candle => candle.OpenTime));
        Assert.Equal(
            ["?category=linear&symbol=BTCUSDT&interval=60&limit=1000&start=1754701200000&end=1754719199999"], queries);
    }

    [Fact]
    public async Task Hourly_fundings_take_several_pages_a_window()
    {
        // 2,000 hours: one window of 1,600 in eight pages, and a part of the next.
        var from = DateTimeOffset.FromUnixTimeMilliseconds(1754701200000);
        await using var venue = await ScriptedVenue.OfHttpAsync(context =>
        {
            var (start, end) = (Number(context, "startTime"), Number(context, "endTime"));
            var rows = Enumerable.Range(0, 2_000).Select(hour => from.AddHours(hour).ToUnixTimeMilliseconds())
                .Where(time => time >= start && time <= end).Reverse().Take(200)
                .Select(time => $$"""{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingRateTimestamp":"{{time}}"}""");
            return context.Response.WriteAsync(
                """{"retCode":0,"retMsg":"","time":1790000000000,"result":{"list":["""
                + string.Join(',', rows) + "]}}");
        });
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var fundings = await ListAsync(new BybitHistory(client).GetFundingsAsync(
            Given.Btc, from, from.AddHours(1_990), CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 1_990).Select(hour => from.AddHours(hour)), fundings.Select(row => row.Time));

        static long Number(HttpContext context, string name) => long.Parse(context.Request.Query[name].ToString());
    }

    [Theory]
    [InlineData("""{"list":[["1","2"]]}""", "low")]
    [InlineData("""{"list":[["1000","1","1","1","1","1","1"],["1000","1","1","1","1","1","1"]]}""", "not newest first")]
    [InlineData("""{"list":[["1000","1","1","1","1","1","1"],["2000","1","1","1","1","1","1"]]}""", "not newest first")]
    [InlineData("""{"list":{}}""", "result.list is an object")]
    [InlineData("{}", "result.list is missing")]
    [InlineData("[]", "result is an array")]
    public async Task Rows_that_are_not_candles_are_refused(string result, string words)
    {
        await using var venue = await ScriptedVenue.OfHttpAsync(context => context.Response.WriteAsync(
            """{"retCode":0,"retMsg":"","time":1754706600000,"result":""" + result + "}"));
        using var client = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var start = DateTimeOffset.UnixEpoch;
        var failure = await Assert.ThrowsAsync<VenueException>(() => ListAsync(new BybitHistory(client).GetCandlesAsync(
            Given.Btc, TimeSpan.FromHours(1), start, start.AddHours(1), CancellationToken.None)));
        Assert.Contains(words == "low" ? "is nothing" : words, failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_budget_lets_so_many_through_in_a_window_and_no_more()
    {
        var time = new ManualTime();
        using var budget = new RequestBudget(3, TimeSpan.FromSeconds(5), time);
        for (var i = 0; i < 3; i++)
        {
            await budget.TakeAsync(CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        // Three at 0, 1 and 2 s; it is 3 s: the fourth may go at 5 s, the fifth at 6 s.
        var fourth = budget.TakeAsync(CancellationToken.None).AsTask();
        var fifth = budget.TakeAsync(CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(1_999));
        Assert.False(fourth.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await fourth.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(fifth.IsCompleted);
    }

    [Fact]
    public void Wrong_options_are_all_named_at_once()
    {
        var options = Given.Options(new Uri("http://127.0.0.1:1")) with
        {
            WebSocketPublic = new Uri("http://127.0.0.1:1"), AttemptsMax = 0, StallTimeout = TimeSpan.Zero,
        };
        var error = Assert.Throws<ArgumentException>(() => Given.Feed(options: options));
        Assert.Contains("WebSocketPublic is 'http://127.0.0.1:1/', must be an absolute ws or wss", error.Message);
        Assert.Contains("AttemptsMax is '0', must be at least 1.", error.Message);
        Assert.Contains("StallTimeout is '00:00:00', must be above 0, at most a day.", error.Message);
    }

    internal static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
