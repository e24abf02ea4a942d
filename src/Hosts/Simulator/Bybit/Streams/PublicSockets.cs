using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Opens public websockets: to a tape, which each connection hears from its start, or to a live
/// market.</summary>
public static class PublicSockets
{
    /// <summary>Serves one connection, or refuses it by status.</summary>
    public static async Task ServeAsync(
        HttpContext context, string category, SimulatorWorld world, CancellationToken over)
    {
        var tape = world.Recordings?.Capture.Tapes.GetValueOrDefault(category);
        var side = world.Sides.Find(category);
        if (!context.WebSockets.IsWebSocketRequest || (tape is null && side?.Hub is null))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (StreamCursor.TryParse(context.Request.Query["cursor"]) is not { } cursor)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var line = new SocketLine(socket, context.Request.Path, world.Faults, world.Clock);
        if (tape is null)
        {
            if (side!.Category != MarketSide.Linear)
            {
                side.Start(over);
            }

            await new LiveSession(line, side, world.Clock).RunAsync(over).ConfigureAwait(false);
            return;
        }

        var player = new TapePlayer(tape, cursor, world.Options.Speed, world.Clock);
        using var session = new StreamSession(line, tape, world.Served, player, world.Clock);
        await session.RunAsync(over).ConfigureAwait(false);
    }
}
