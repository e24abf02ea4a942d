using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Refusals, limits and bans.</summary>
public sealed class BinanceRestSpecs
{
    private const string Time = """{"serverTime":1760000000123}""";

    [Fact]
    public async Task The_clock_is_read()
    {
        await using var venue = await AnsweringVenue.StartAsync(_ => Time);
        Assert.Equal(
            DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_123),
            await new BinanceHistory(venue.Client).GetServerTimeAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(400, """{"code":-1121,"msg":"Invalid symbol."}""", "code -1121: Invalid symbol.", false, 1)]
    [InlineData(401, """{"code":-2015,"msg":"Invalid API-key."}""", "code -2015", false, 1)]
    [InlineData(403, "<html>WAF</html>", "HTTP 403", false, 1)]
    [InlineData(429, """{"code":-1003,"msg":"Too many requests."}""", "code -1003", true, 3)]
    [InlineData(503, "Unknown error, please check your request or try again later.", "HTTP 503", true, 3)]
    [InlineData(200, """{"serverTime":"soon"}""", "serverTime 'soon' is no number", true, 3)]
    [InlineData(200, """{"time":1}""", "serverTime is missing", true, 3)]
    [InlineData(200, "<html>", "no JSON", true, 3)]
    public async Task A_refusal_says_why_and_what_may_help_is_tried_again(
        int status, string body, string expected, bool isTransient, int tries)
    {
        await using var venue = await AnsweringVenue.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return body;
        });
        var error = await Assert.ThrowsAsync<VenueException>(
            () => new BinanceHistory(venue.Client).GetServerTimeAsync(CancellationToken.None));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal((isTransient, tries), (error.IsTransient, venue.Seen.Count));
    }

    [Fact]
    public async Task After_a_ban_nothing_is_asked_until_the_venue_lets_us()
    {
        var isBanned = true;
        var time = new ManualTime();
        await using var venue = await AnsweringVenue.StartAsync(
            context =>
            {
                context.Response.StatusCode = isBanned ? 418 : 200;
                context.Response.Headers.RetryAfter = isBanned ? "120" : "";
                return isBanned ? """{"code":-1003,"msg":"Way too many requests; IP banned."}""" : Time;
            },
            time);
        var history = new BinanceHistory(venue.Client);
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<VenueException>(
                () => history.GetServerTimeAsync(CancellationToken.None));
            Assert.True(error.IsTransient);
        }

        Assert.Single(venue.Seen);
        isBanned = false;
        time.Advance(TimeSpan.FromSeconds(121));
        await history.GetServerTimeAsync(CancellationToken.None);
        Assert.Equal(2, venue.Seen.Count);
    }

    [Fact]
    public async Task When_the_venue_counts_the_minute_as_full_the_next_request_waits_for_the_next_minute()
    {
        var time = new ManualTime();
        await using var venue = await AnsweringVenue.StartAsync(
            context =>
            {
                context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = "100";
                return Time;
            },
            time,
            weightMax: 100);
        var history = new BinanceHistory(venue.Client);
        await history.GetServerTimeAsync(CancellationToken.None);
        var next = history.GetServerTimeAsync(CancellationToken.None);
        Assert.NotSame(next, await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100))));
        Assert.Single(venue.Seen);
        time.Advance(TimeSpan.FromMinutes(1));
        await next.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Every_code_has_one_meaning()
    {
        Assert.True(BinanceErrors.Known.Count > 40);
        Assert.All(
            BinanceErrors.Known, code => Assert.NotEqual(VenueErrorKind.Unclassified, BinanceErrors.KindOf(code)));
        Assert.Equal(VenueErrorKind.Unclassified, BinanceErrors.KindOf(-99_999));
        Assert.Equal(VenueErrorKind.NothingToReduce, BinanceErrors.KindOf(-2022));
        Assert.Equal(VenueErrorKind.Unsupported, BinanceErrors.KindOf(-4120));
        Assert.True(BinanceErrors.LeavesDoubt(-1007));
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_at_once()
    {
        var wrong = new BinanceOptions
        {
            RestEndpoint = new Uri("ftp://host"),
            WeightPerMinuteMax = 0,
            BackoffMax = TimeSpan.Zero,
        };
        var error = Assert.Throws<ArgumentException>(() => wrong.Validated());
        foreach (var name in (string[])["RestEndpoint", "WeightPerMinuteMax", "BackoffMax"])
        {
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }
}
