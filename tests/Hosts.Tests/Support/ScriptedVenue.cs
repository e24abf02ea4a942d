using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>
/// A venue on loopback with one instrument and no past, whose sockets do what a test wants: each connection runs the
/// next
/// of its scripts, the last one for ever.
/// </summary>
public sealed class ScriptedVenue : IAsyncDisposable
{
    private const string Instrument =
        """
        {"symbol":"BTCUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT",
        "settleCoin":"USDT","launchTime":"1584230400000","deliveryTime":"0","priceScale":"2","fundingInterval":480,
        "leverageFilter":{"minLeverage":"1","maxLeverage":"100.00","leverageStep":"0.01"},
        "priceFilter":{"minPrice":"0.10","maxPrice":"1999999.80","tickSize":"0.10"},
        "lotSizeFilter":{"maxOrderQty":"1190.000","minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5",
        "maxMktOrderQty":"119.000"}}
        """;

    private readonly WebApplication _app;
    private readonly Func<WebSocket, CancellationToken, Task>[] _scripts;
    private int _connections;

    private ScriptedVenue(Func<WebSocket, CancellationToken, Task>[] scripts)
    {
        _scripts = scripts;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapGet("/v5/market/time", () => Answer("{}"));
        _app.MapGet("/v5/market/instruments-info", (string category) =>
        {
            var row = category == "linear" ? Instrument : string.Empty;
            return Answer($$"""{"category":"{{category}}","list":[{{row}}],"nextPageCursor":""}""");
        });
        _app.MapGet("/v5/market/kline", () => Answer("""{"category":"linear","symbol":"BTCUSDT","list":[]}"""));
        _app.MapGet("/v5/market/funding/history", () => Answer("""{"category":"linear","list":[]}"""));
        _app.Map("/v5/public/{category}", ServeAsync);
    }

    /// <summary>How long every REST answer takes.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>How many sockets were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Where it is.</summary>
    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts one.</summary>
    public static async Task<ScriptedVenue> StartAsync(
        TimeSpan slowness, params Func<WebSocket, CancellationToken, Task>[] scripts)
    {
        var venue = new ScriptedVenue(scripts) { Slowness = slowness };
        await venue._app.StartAsync();
        return venue;
    }

    /// <summary>Grants a subscription.</summary>
    public static async Task GrantAsync(WebSocket socket, CancellationToken over)
    {
        await ReadAsync(socket, over);
        await SendAsync(socket, """{"success":true,"ret_msg":"","conn_id":"c","op":"subscribe"}""", over);
    }

    /// <summary>Sends a text.</summary>
    public static Task SendAsync(WebSocket socket, string text, CancellationToken over) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, over);

    /// <summary>Reads and answers nothing until the client is gone.</summary>
    public static async Task KeepSilentAsync(WebSocket socket, CancellationToken over)
    {
        while (await ReadAsync(socket, over))
        {
            // Not even a ping gets an answer.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<bool> ReadAsync(WebSocket socket, CancellationToken over)
    {
        var buffer = new byte[64 * 1024];
        return (await socket.ReceiveAsync(buffer, over)).MessageType != WebSocketMessageType.Close;
    }

    private async Task<IResult> Answer(string result)
    {
        await Task.Delay(Slowness);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return Results.Text(
            $$"""{"retCode":0,"retMsg":"OK","result":{{result}},"retExtInfo":{},"time":{{now}}}""", "application/json");
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var over = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var number = Interlocked.Increment(ref _connections);
        try
        {
            await _scripts[Math.Min(number, _scripts.Length) - 1](socket, over);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client left, which is what many of the tests are about.
        }
    }
}
