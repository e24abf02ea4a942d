using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>Opens websockets: <c>/public</c>, <c>/market</c>, <c>/private</c>, and the silent paths of old.</summary>
public static class StreamSockets
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PongPatience = TimeSpan.FromMinutes(10);

    /// <summary>Adds the routes.</summary>
    public static void Map(WebApplication app, SimulatorWorld world)
    {
        var over = app.Lifetime.ApplicationStopping;
        var venue = world.Binance;
        Add("/public", _ => MarketRoom.Public(venue, world.IsAlive));
        Add("/market", _ => MarketRoom.Market(venue, world.IsAlive));
        Add(string.Empty, _ => MarketRoom.Silent(venue));
        Add("/private", context => new UserRoom(venue, Split(context.Request.Query["events"].ToString())));

        void Add(string path, Func<HttpContext, IStreamRoom> room)
        {
            app.Map($"{path}/ws/{{**streams}}", (HttpContext context, string? streams) =>
                ServeAsync(context, world, room(context), [.. Split(streams), .. KeyOf(context)], false, over));
            app.Map($"{path}/stream", (HttpContext context) => ServeAsync(
                context,
                world,
                room(context),
                [.. Split(context.Request.Query["streams"].ToString()), .. KeyOf(context)],
                true,
                over));
        }
    }

    private static async Task ServeAsync(
        HttpContext context,
        SimulatorWorld world,
        IStreamRoom room,
        IReadOnlyList<string> streams,
        bool isCombined,
        CancellationToken over)
    {
        var now = world.Clock.GetUtcNow();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!world.Addresses.TakeConnection($"{context.Connection.RemoteIpAddress}", now))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = PingInterval, KeepAliveTimeout = PongPatience,
        }).ConfigureAwait(false);
        using var line = new SocketLine(socket, context.Request.Path, world.Faults, world.Clock);
        await new StreamSession(line, room, world.Clock, isCombined).RunAsync(streams, over).ConfigureAwait(false);
    }

    private static IReadOnlyList<string> KeyOf(HttpContext context) =>
        context.Request.Query["listenKey"].ToString() is { Length: > 0 } key ? [key] : [];

    private static string[] Split(string? names) =>
        names?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
