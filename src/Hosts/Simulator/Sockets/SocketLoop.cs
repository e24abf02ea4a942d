using System.Net.WebSockets;

namespace WhaleStack.Simulator.Sockets;

/// <summary>The life of a connection: requests one after the other, and what runs beside them.</summary>
public static class SocketLoop
{
    /// <summary>Serves until the client closes, the connection is cut or the token is cancelled.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="answer">Answers one request.</param>
    /// <param name="beside">What runs as long as the connection lives.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(
        SocketLine line,
        Func<string, CancellationToken, Task> answer,
        IReadOnlyList<Func<CancellationToken, Task>> beside,
        CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = beside.Select(task => task(over.Token)).ToList();
        try
        {
            while (await line.ReceiveAsync(over.Token).ConfigureAwait(false) is { } request)
            {
                await answer(request, over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The client is gone, or we are told to stop.
        }

        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await line.CloseAsync().ConfigureAwait(false);
    }
}
