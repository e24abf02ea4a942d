using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WhaleStack.Bench.Feed;

/// <summary>
/// The venue, in a process of its own: grants the subscriptions, then sends so many frames at a rate, each trade with
/// the time at which it left. The address says how many and how fast: <c>/COUNT/RATE/linear</c>, rate 0 for flat out.
/// </summary>
internal static class Sender
{
    /// <summary>Serves until its input closes.</summary>
    public static async Task<int> ServeAsync(string recording)
    {
        var frames = Frames.Read(recording);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Map("/{count:int}/{rate:int}/linear", (HttpContext context, int count, int rate) =>
            PlayAsync(context, frames, count, rate));
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine(addresses.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task PlayAsync(HttpContext context, List<Frame> frames, int count, int rate)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await GrantAsync(socket);
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < count; sent++)
        {
            if (rate > 0)
            {
                await WaitAsync(start, (double)sent / rate);
            }

            var frame = frames[sent % frames.Count];
            Frames.Stamp(frame, Stopwatch.GetTimestamp());
            await socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, true, CancellationToken.None);
        }

        // The client counts, and leaves when it has seen enough.
        await ReadAsync(socket);
    }

    // As many as are due leave together, a millisecond late at most: the timer's grain, and the way of venues too.
    private static async Task WaitAsync(long start, double seconds)
    {
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            await Task.Delay(1);
        }
    }

    private static async Task GrantAsync(WebSocket socket)
    {
        using var request = JsonDocument.Parse(await ReadAsync(socket));
        var id = request.RootElement.GetProperty("req_id").GetString();
        var answer = string.Create(
            CultureInfo.InvariantCulture, $$"""{"success":true,"ret_msg":"","req_id":"{{id}}","op":"subscribe"}""");
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(answer), WebSocketMessageType.Text, true, CancellationToken.None);
    }

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            return Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
        catch (WebSocketException)
        {
            return "";
        }
    }
}
