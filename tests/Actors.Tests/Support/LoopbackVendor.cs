using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A server on loopback that answers each address with a text, and remembers what it was asked.</summary>
internal sealed class LoopbackVendor : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<Uri, string> _answer;

    public LoopbackVendor(Func<Uri, string> answer)
    {
        _answer = answer;
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What was asked: path and query, with the key that came along.</summary>
    public ConcurrentQueue<(string Asked, string? Key)> Seen { get; } = new();

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            free.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(address.ToString());
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Somebody else took the port in between.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Seen.Enqueue((context.Request.Url!.PathAndQuery, context.Request.Headers["CG-API-KEY"]));
            var body = Encoding.UTF8.GetBytes(_answer(context.Request.Url));
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
    }
}
