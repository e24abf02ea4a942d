using System.Collections.Concurrent;
using System.Net.WebSockets;
using WhaleStack.Simulator.Recordings;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

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

    private readonly SocketLine _line;
    private readonly Tape _tape;
    private readonly ServedStreams _served;
    private readonly TapePlayer _player;
    private readonly TimeProvider _time;
    private readonly List<Task> _plays = [];
    private readonly ConcurrentDictionary<string, HashSet<string>> _topics = new(StringComparer.Ordinal);
    private HashSet<string> _waiting = new(StringComparer.Ordinal);
    private CancellationTokenSource? _start;
    private int _playing;

    /// <summary>Makes a session.</summary>
    public StreamSession(SocketLine line, Tape tape, ServedStreams served, TapePlayer player, TimeProvider time)
    {
        _line = line;
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
            while (await _line.ReceiveAsync(over.Token).ConfigureAwait(false) is { } request)
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
        await _line.CloseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _start?.Dispose();

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        if (StreamRequest.TryParse(text, out var mistake) is not { } request)
        {
            var unread = new StreamRequest("error", string.Empty, []);
            await AckAsync(unread, $"error:invalid request,{mistake}", success: false).ConfigureAwait(false);
            return;
        }

        if (!await _line.ArrivesAsync(request.Operation, cancellation).ConfigureAwait(false))
        {
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
        var characters = _topics.Keys.Sum(topic => topic.Length);
        if (TopicRules.Refusal(request, _tape.Category, _tape.Has, _topics.ContainsKey, characters) is { } refusal)
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

        await _player
            .PlayAsync(IsPlayed, (topic, frame) => _line.PublishAsync(topic, frame, over), over).ConfigureAwait(false);
        if (Interlocked.Decrement(ref _playing) == 0)
        {
            await _line.AnswerAsync("tape.end", EndFrame, over).ConfigureAwait(false);
        }

        bool IsPlayed(string topic) => _topics.TryGetValue(topic, out var of) && ReferenceEquals(of, group);
    }

    private Task AckAsync(StreamRequest request, string message, bool success) => _line.AnswerAsync(
        request.Operation, StreamAck.Write(request, _line.ConnectionId, message, success), CancellationToken.None);
}
