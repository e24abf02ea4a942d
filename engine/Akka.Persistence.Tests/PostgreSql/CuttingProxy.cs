using System.Net;
using System.Net.Sockets;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>Passes a server's bytes on, until it is told to break connections at a commit.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly CancellationTokenSource _end = new();
    private volatile Cut _cut;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public enum Cut
    {
        Nothing,

        /// <summary>The server never hears of the commit.</summary>
        BeforeCommit,

        /// <summary>The server commits; its answer is lost.</summary>
        AfterCommit,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next commit that passes is struck; later ones are left alone.</summary>
    public void StrikeOnce(Cut cut) => _cut = cut;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client, _end.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // The spec is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, end);
                var (up, down) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(UpAsync(up, down, end), down.CopyToAsync(up, end));
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has gone.
            }
        }
    }

    /// <summary>Ends when the connection is to be broken.</summary>
    private async Task UpAsync(NetworkStream client, NetworkStream server, CancellationToken end)
    {
        var buffer = new byte[65_536];
        int count;
        while ((count = await client.ReadAsync(buffer, end)) > 0)
        {
            var bytes = buffer.AsMemory(0, count);
            var cut = bytes.Span.IndexOf("COMMIT\0"u8) >= 0 ? Interlocked.Exchange(ref _cut, Cut.Nothing) : Cut.Nothing;
            if (cut == Cut.BeforeCommit)
            {
                return;
            }

            if (cut == Cut.AfterCommit)
            {
                // The client is gone before the server answers.
                client.Socket.Close(0);
                await server.WriteAsync(bytes, end);
                await server.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, end);
                return;
            }

            await server.WriteAsync(bytes, end);
        }
    }
}
