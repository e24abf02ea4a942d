using WhaleStack.Simulator.Binance;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Bybit.Streams;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Markets;

namespace WhaleStack.Simulator;

/// <summary>Everything the simulator answers to, by path.</summary>
public static class SimulatorRoutes
{
    /// <summary>Adds all.</summary>
    public static void Map(WebApplication app, SimulatorWorld world)
    {
        app.Use(next => context => world.HttpFaults.InvokeAsync(context, next));
        app.Use(next => context => LimitAsync(context, next, world));
        app.MapGet("/sim/health", () => Results.Text("ok"));
        app.MapGet("/sim/streams", () => Results.Json(world.Served.Expected));
        FaultEndpoints.Map(app, world.Faults);
        MarketControl.Map(app, world);
        new BookEndpoints(world.Sides, () => world.Now).Map(app);
        new PriceEndpoints(world.Sides, () => world.Now).Map(app);
        if (world.Recordings is { } recordings)
        {
            new MarketEndpoints(recordings.Capture, recordings.Year, world.Served, () => world.Now).Map(app);
        }
        else
        {
            new LiveMarketEndpoints(world.Sides, () => world.Now).Map(app);
        }

        new SignedEndpoints(world.Trading).Map(app);
        BinanceRoutes.Map(app, world);
        MapSockets(app, world);
    }

    private static void MapSockets(WebApplication app, SimulatorWorld world)
    {
        var over = app.Lifetime.ApplicationStopping;
        app.Map("/v5/public/{category}", (HttpContext context, string category) =>
            PublicSockets.ServeAsync(context, category, world, over));
        app.Map("/v5/private", (HttpContext context) => PrivateSockets.ServeAsync(
            context, world, (line, silence) => new PrivateSession(
                line, world.Trading, world.PrivateHub, world.Clock, silence).RunAsync(over)));
        app.Map("/v5/trade", (HttpContext context) => PrivateSockets.ServeAsync(
            context, world, (line, silence) => new TradeSession(
                line, world.Trading, world.Addresses, AddressOf(context), world.Clock, silence).RunAsync(over)));
    }

    // Too many of an address: 403 to everything, for a while.
    private static Task LimitAsync(HttpContext context, RequestDelegate next, SimulatorWorld world)
    {
        if (!context.Request.Path.StartsWithSegments("/v5", StringComparison.Ordinal))
        {
            return next(context);
        }

        var address = AddressOf(context);
        var allowed = context.WebSockets.IsWebSocketRequest
            ? world.Addresses.TakeConnection(address, world.Clock.GetUtcNow())
            : world.Addresses.TakeRequest(address, world.Clock.GetUtcNow());
        if (allowed)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("access too frequent");
    }

    private static string AddressOf(HttpContext context) => $"{context.Connection.RemoteIpAddress}";
}
