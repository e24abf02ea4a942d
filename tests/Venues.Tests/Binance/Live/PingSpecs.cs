using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance.Live;

/// <summary>The venue's ping frames, written by hand: the payload must come back in a pong.</summary>
public sealed class PingSpecs
{
    private const byte PingFrame = 0x89;
    private const byte PongFrame = 0x8A;

    [Fact]
    public async Task A_ping_frame_is_answered_with_its_own_payload()
    {
        var answered = new TaskCompletionSource<string>();
        await using var venue = await ScriptedVenue.OfHttpAsync(async context =>
        {
            await using var wire = await UpgradeAsync(context);
            await wire.WriteAsync((byte[])[PingFrame, 5, .. "17600"u8]);
            answered.TrySetResult(await PongAsync(wire));
        });
        using var client = new WhaleStack.Venues.Binance.Rest.BinanceRestClient(
            LiveBinance.Options(venue.Address), TimeProvider.System);
        var options = LiveBinance.Options(venue.Address) with
        {
            Streams = new BinanceStreamOptions { BookPaceMs = null, BookTops = false },
        };
        var feed = new BinanceMarketFeed(options, client, TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var frames = feed.ReceiveAsync(LiveBinance.Request(null, LiveBinance.Btc), stop.Token)
            .GetAsyncEnumerator();
        var reading = frames.MoveNextAsync().AsTask();
        Assert.Equal("17600", await answered.Task.WaitAsync(stop.Token));
        await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(stop.Token)); // The server has left.
        Assert.True(reading.Exception?.InnerException is FeedException);
    }

    [SuppressMessage("Security", "CA5350", Justification = "The protocol asks for this hash; it guards nothing.")]
    private static async Task<Stream> UpgradeAsync(HttpContext context)
    {
        const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3.
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        var hash = SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic));
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(hash);
        return await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
    }

    // Frames of a client are masked and, here, short.
    private static async Task<string> PongAsync(Stream wire)
    {
        while (true)
        {
            var head = new byte[2];
            await wire.ReadExactlyAsync(head);
            var length = head[1] & 0x7f;
            if (length == 126)
            {
                var more = new byte[2];
                await wire.ReadExactlyAsync(more);
                length = (more[0] << 8) | more[1];
            }

            var mask = new byte[4];
            await wire.ReadExactlyAsync(mask);
            var payload = new byte[length];
            await wire.ReadExactlyAsync(payload);
            if (head[0] == PongFrame)
            {
                return Encoding.ASCII.GetString([.. payload.Select((b, i) => (byte)(b ^ mask[i % 4]))]);
            }
        }
    }
}
