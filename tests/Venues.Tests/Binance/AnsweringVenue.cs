using Microsoft.AspNetCore.Http;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>A server on loopback that answers as Binance documents, and keeps what it was asked.</summary>
internal sealed class AnsweringVenue : IAsyncDisposable
{
    private readonly ScriptedVenue _venue;

    private AnsweringVenue(ScriptedVenue venue, BinanceRestClient client, List<string> seen)
    {
        _venue = venue;
        Client = client;
        Seen = seen;
    }

    public BinanceRestClient Client { get; }

    /// <summary>Paths and queries, in order.</summary>
    public List<string> Seen { get; }

    public static async Task<AnsweringVenue> StartAsync(
        Func<HttpContext, string> answer, TimeProvider? time = null, int weightMax = 2_400)
    {
        var seen = new List<string>();
        var venue = await ScriptedVenue.OfHttpAsync(async context =>
        {
            lock (seen)
            {
                seen.Add($"{context.Request.Path}{context.Request.QueryString}");
            }

            var body = answer(context);
            await context.Response.WriteAsync(body);
        });
        var options = new BinanceOptions
        {
            RestEndpoint = venue.Address,
            WeightPerMinuteMax = weightMax,
            AttemptsMax = 3,
            BackoffMin = TimeSpan.FromMilliseconds(1),
            BackoffMax = TimeSpan.FromMilliseconds(2),
        };
        return new AnsweringVenue(venue, new BinanceRestClient(options, time ?? TimeProvider.System), seen);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _venue.DisposeAsync();
    }
}
