using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>A real server on loopback that does whatever a test wants it to do.</summary>
internal sealed class ScriptedVenue : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedVenue(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Answers REST requests with the script.</summary>
    public static Task<ScriptedVenue> OfHttpAsync(RequestDelegate script) => StartAsync(app => app.Run(script));

    /// <summary>Runs the script on each websocket.</summary>
    public static Task<ScriptedVenue> OfSocketAsync(Func<WebSocket, CancellationToken, Task> script) =>
        OfRequestAsync((_, socket, over) => script(socket, over));

    /// <summary>Runs the script on each websocket, with the request that opened it.</summary>
    public static Task<ScriptedVenue> OfRequestAsync(
        Func<HttpRequest, WebSocket, CancellationToken, Task> script) =>
        StartAsync(app =>
        {
            app.UseWebSockets();
            app.Run(async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var over = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                try
                {
                    await script(context.Request, socket, over);
                }
                catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
                {
                    // The client left, which is what many of the tests are about.
                }
            });
        });

    /// <summary>Answers REST requests with one script and runs the other on each websocket, with its path.</summary>
    public static Task<ScriptedVenue> OfBothAsync(
        RequestDelegate http, Func<string, WebSocket, CancellationToken, Task> onSocket) =>
        StartAsync(app =>
        {
            app.UseWebSockets();
            app.Run(async context =>
            {
                if (!context.WebSockets.IsWebSocketRequest)
                {
                    await http(context);
                    return;
                }

                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var over = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                try
                {
                    await onSocket(context.Request.Path.Value!, socket, over);
                }
                catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
                {
                    // The client left, which is what many of the tests are about.
                }
            });
        });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The next text from the client; null when it closed.</summary>
    public static async Task<string?> ReadAsync(WebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    /// <summary>Sends a text.</summary>
    public static Task SendAsync(WebSocket socket, string text, CancellationToken cancellation) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellation);

    /// <summary>Reads a subscription and grants it.</summary>
    public static async Task GrantAsync(WebSocket socket, CancellationToken cancellation)
    {
        var request = await ReadAsync(socket, cancellation);
        Assert.Contains("\"op\":\"subscribe\"", request);
        await SendAsync(socket, """{"success":true,"ret_msg":"","conn_id":"c","op":"subscribe"}""", cancellation);
    }

    /// <summary>Waits until the client is gone.</summary>
    public static async Task UntilClosedAsync(WebSocket socket, CancellationToken cancellation)
    {
        while (await ReadAsync(socket, cancellation) is not null)
        {
            // Pings and the like are of no interest.
        }
    }

    private static async Task<ScriptedVenue> StartAsync(Action<WebApplication> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        script(app);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new ScriptedVenue(app, new Uri(addresses.First()));
    }
}
