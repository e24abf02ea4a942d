using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using WhaleStack.Simulator.Recordings;

namespace WhaleStack.Simulator.Streams;

/// <summary>One public websocket connection: subscriptions, acknowledgements, pings, and the tape.</summary>
/// <remarks>
/// As documented for Bybit V5: a request with one bad or repeated topic is refused whole. The tape starts when no
/// further
/// subscription came for <see cref="StartDelay"/>, so that a client that subscribes in batches misses nothing; topics
/// that
/// come later still get their whole tape. When everything is sent it says <c>{"op":"tape.end"}</c>.
/// </remarks>
public sealed class StreamSession : IDisposable
{
    /// <summary>Quiet time after the last subscription before the tape starts.</summary>
    public static readonly TimeSpan StartDelay = TimeSpan.FromMilliseconds(200);

    private static readonly byte[] EndFrame = "{\"op\":\"tape.end\"}"u8.ToArray();

    private const int RequestBytesMax = 64 * 1024;
    private const int SpotArgumentsMax = 10;

    private readonly WebSocket _socket;
    private readonly Tape _tape;
    private readonly ServedStreams _served;
    private readonly TapePlayer _player;
    private readonly TimeProvider _time;
    private readonly string _connectionId = Guid.NewGuid().ToString("n");
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly List<Task> _plays = [];
    private readonly ConcurrentDictionary<string, HashSet<string>> _topics = new(StringComparer.Ordinal);
    private HashSet<string> _waiting = new(StringComparer.Ordinal);
    private CancellationTokenSource? _start;
    private int _playing;

    /// <summary>Makes a session.</summary>
    public StreamSession(WebSocket socket, Tape tape, ServedStreams served, TapePlayer player, TimeProvider time)
    {
        _socket = socket;
        _tape = tape;
        _served = served;
        _player = player;
        _time = time;
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (await ReceiveAsync(over.Token).ConfigureAwait(false) is { } request)
            {
                await AnswerAsync(request, over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The client is gone, or we are told to stop.
        }

        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_plays).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sending.Dispose();
        _start?.Dispose();
    }

    private async Task<string?> ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[RequestBytesMax];
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }

            if (length == buffer.Length)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "request too long", cancellation)
                    .ConfigureAwait(false);
                return null;
            }
        }
    }

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        StreamRequest request;
        try
        {
            request = StreamRequest.Parse(text);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            var unread = new StreamRequest("error", string.Empty, []);
            await AckAsync(unread, $"error:invalid request,{error.Message}", success: false).ConfigureAwait(false);
            return;
        }

        switch (request.Operation)
        {
            case "ping":
                await AckAsync(request, "pong", success: true).ConfigureAwait(false);
                break;
            case "subscribe":
                await SubscribeAsync(request, cancellation).ConfigureAwait(false);
                break;
            case "unsubscribe":
                foreach (var topic in request.Arguments)
                {
                    _topics.TryRemove(topic, out _);
                }

                await AckAsync(request, string.Empty, success: true).ConfigureAwait(false);
                break;
            default:
                await AckAsync(request, $"error:unknown op,{request.Operation}", success: false).ConfigureAwait(false);
                break;
        }
    }

    private async Task SubscribeAsync(StreamRequest request, CancellationToken cancellation)
    {
        if (Refusal(request) is { } refusal)
        {
            await AckAsync(request, refusal, success: false).ConfigureAwait(false);
            return;
        }

        if (_start is not null)
        {
            await _start.CancelAsync().ConfigureAwait(false);
            _start.Dispose();
        }

        HashSet<string> group;
        lock (_plays)
        {
            group = _waiting;
            group.UnionWith(request.Arguments);
            foreach (var topic in request.Arguments)
            {
                _topics[topic] = group;
                _served.Subscribed(_tape.Category, topic, _tape.CountOf(topic));
            }
        }

        var words = _tape.Category == "spot" ? "subscribe" : string.Empty;
        await AckAsync(request, words, success: true).ConfigureAwait(false);
        _start = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _plays.RemoveAll(play => play.IsCompleted);
        _plays.Add(PlayAsync(group, _start.Token, cancellation));
    }

    private string? Refusal(StreamRequest request)
    {
        if (_tape.Category == "spot" && request.Arguments.Count > SpotArgumentsMax)
        {
            return $"args size >{SpotArgumentsMax}";
        }

        foreach (var topic in request.Arguments)
        {
            if (!_tape.Has(topic))
            {
                return $"error:handler not found,topic:{topic}";
            }

            if (_topics.ContainsKey(topic) || request.Arguments.Count(other => other == topic) > 1)
            {
                return $"error:already subscribed,topic:{topic}";
            }
        }

        return request.Arguments.Count == 0 ? "error:args is empty" : null;
    }

    // A group is what is subscribed without a pause of StartDelay; topics that come later get a tape of their own.
    private async Task PlayAsync(HashSet<string> group, CancellationToken restarted, CancellationToken over)
    {
        await Task.Delay(StartDelay, _time, restarted).ConfigureAwait(false);
        lock (_plays)
        {
            if (!ReferenceEquals(_waiting, group))
            {
                return;
            }

            _waiting = new HashSet<string>(StringComparer.Ordinal);
            _playing++;
        }

        await _player.PlayAsync(IsPlayed, frame => SendAsync(frame, over), over).ConfigureAwait(false);
        if (Interlocked.Decrement(ref _playing) == 0)
        {
            await SendAsync(EndFrame, over).ConfigureAwait(false);
        }

        bool IsPlayed(string topic) => _topics.TryGetValue(topic, out var of) && ReferenceEquals(of, group);
    }

    private Task AckAsync(StreamRequest request, string message, bool success)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", success);
            writer.WriteString("ret_msg", message);
            writer.WriteString("conn_id", _connectionId);
            writer.WriteString("req_id", request.RequestId);
            writer.WriteString("op", request.Operation);
            writer.WriteEndObject();
        }

        return SendAsync(buffer.ToArray(), CancellationToken.None);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }
}
