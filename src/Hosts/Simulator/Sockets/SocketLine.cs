using System.Net.WebSockets;
using System.Text;
using WhaleStack.Simulator.Faults;

namespace WhaleStack.Simulator.Sockets;

/// <summary>One websocket: reads whole texts, sends frames one after the other, with the faults asked for.</summary>
public sealed class SocketLine : IDisposable
{
    private const int RequestBytesMax = 64 * 1024;

    private readonly WebSocket _socket;
    private readonly FaultBook _faults;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly SemaphoreSlim _publishing = new(1, 1);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private (string Topic, ReadOnlyMemory<byte> Frame)? _heldBack;
    private long _lastHeard;

    /// <summary>Makes it.</summary>
    /// <param name="socket">The open socket.</param>
    /// <param name="path">Where it was opened: the target of faults of the whole connection.</param>
    /// <param name="faults">The faults in force.</param>
    /// <param name="time">The clock.</param>
    public SocketLine(WebSocket socket, string path, FaultBook faults, TimeProvider time)
    {
        _socket = socket;
        _path = path;
        _faults = faults;
        _time = time;
        _lastHeard = time.GetTimestamp();
    }

    /// <summary>The venue's name of the connection.</summary>
    public string ConnectionId { get; } = Guid.NewGuid().ToString("n");

    /// <summary>How long the client has said nothing.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Interlocked.Read(ref _lastHeard));

    /// <summary>The next text; null when the client closed, or sent too much.</summary>
    public async Task<string?> ReceiveAsync(CancellationToken cancellation)
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
                Interlocked.Exchange(ref _lastHeard, _time.GetTimestamp());
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

    /// <summary>Whether a request of this operation reaches the venue at all.</summary>
    public async Task<bool> ArrivesAsync(string operation, CancellationToken cancellation)
    {
        if (_faults.Draw(FaultKind.Latency, operation) is { } late)
        {
            await Task.Delay(late.Delay, _time, cancellation).ConfigureAwait(false);
        }

        return _faults.Draw(FaultKind.Drop, operation) is null;
    }

    /// <summary>Sends the answer to a request, unless it is lost.</summary>
    public async Task AnswerAsync(string operation, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        if (_faults.Draw(FaultKind.LostAnswer, operation) is null)
        {
            await SendAsync(operation, frame, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a frame of a topic; frames keep their order unless a fault changes it.</summary>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _publishing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await PublishInTurnAsync(topic, frame, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Says goodbye, if anybody listens.</summary>
    public async Task CloseAsync()
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _publishing.Dispose();
        _sending.Dispose();
    }

    private async Task PublishInTurnAsync(string topic, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        if (_faults.Draw(FaultKind.Silent, topic) is not null || _faults.Draw(FaultKind.Drop, topic) is not null)
        {
            return;
        }

        if (_faults.Draw(FaultKind.Latency, topic) is { } late)
        {
            await Task.Delay(late.Delay, _time, cancellation).ConfigureAwait(false);
        }

        if (_faults.Draw(FaultKind.MissingField, topic) is { } missing)
        {
            frame = FieldEraser.Erase(frame, missing.Rule.Fields);
        }

        if (_heldBack is null && _faults.Draw(FaultKind.Reorder, topic) is not null)
        {
            _heldBack = (topic, frame);
            return;
        }

        await SendAsync(topic, frame, cancellation).ConfigureAwait(false);
        if (_faults.Draw(FaultKind.Duplicate, topic) is not null)
        {
            await SendAsync(topic, frame, cancellation).ConfigureAwait(false);
        }

        if (_heldBack is { } held && held.Topic == topic)
        {
            _heldBack = null;
            await SendAsync(topic, held.Frame, cancellation).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(string target, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if ((_faults.Draw(FaultKind.Stall, _path) ?? _faults.Draw(FaultKind.Stall, target)) is { } stall)
            {
                await stall.WaitAsync(_time, cancellation).ConfigureAwait(false);
            }

            if ((_faults.Draw(FaultKind.Disconnect, _path) ?? _faults.Draw(FaultKind.Disconnect, target)) is not null)
            {
                _socket.Abort();
            }

            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }
}
