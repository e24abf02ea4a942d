using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>Opens sockets of the websocket API: requests and answers, no streams.</summary>
public static class CallSockets
{
    /// <summary>Where it is.</summary>
    public const string Path = "/ws-fapi/v1";

    private static readonly TimeSpan PingInterval = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PongPatience = TimeSpan.FromMinutes(10);

    /// <summary>Adds the route.</summary>
    public static void Map(WebApplication app, SimulatorWorld world, IReadOnlyDictionary<string, SignedCall> calls)
    {
        var over = app.Lifetime.ApplicationStopping;
        app.Map(Path, async (HttpContext context) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var address = $"{context.Connection.RemoteIpAddress}";
            if (!world.Addresses.TakeConnection(address, world.Clock.GetUtcNow()))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = PingInterval, KeepAliveTimeout = PongPatience,
            }).ConfigureAwait(false);
            using var line = new SocketLine(socket, Path, world.Faults, world.Clock);
            await new CallSession(line, world.Binance, calls, address).RunAsync(over).ConfigureAwait(false);
        });
    }
}
