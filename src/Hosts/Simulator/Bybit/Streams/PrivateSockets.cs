using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Opens the websockets of accounts.</summary>
public static class PrivateSockets
{
    /// <summary>Serves one connection, or refuses it by status.</summary>
    /// <param name="context">The request.</param>
    /// <param name="world">The venue.</param>
    /// <param name="serve">Serves the connection, given how long its client may say nothing.</param>
    public static async Task ServeAsync(
        HttpContext context, SimulatorWorld world, Func<SocketLine, TimeSpan, Task> serve)
    {
        if (!context.WebSockets.IsWebSocketRequest || world.Options.Accounts.IsEmpty)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (ActiveTime.TryParse(context.Request.Query["max_active_time"]) is not { } silence)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var line = new SocketLine(socket, context.Request.Path, world.Faults, world.Clock);
        await serve(line, silence).ConfigureAwait(false);
    }
}
