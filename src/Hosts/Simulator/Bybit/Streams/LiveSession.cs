using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>One public websocket connection to a market that is happening.</summary>
public sealed class LiveSession
{
    private readonly SocketLine _line;
    private readonly StreamHub _hub;
    private readonly string _category;
    private readonly TimeProvider _clock;
    private readonly Outbox _outbox = new();
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);

    /// <summary>Makes a session.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="side">What it speaks of.</param>
    /// <param name="clock">The simulated clock.</param>
    public LiveSession(SocketLine line, MarketSide side, TimeProvider clock)
    {
        _line = line;
        _hub = side.Hub ?? throw new ArgumentException($"side '{side.Category}' has no live topics.", nameof(side));
        _category = side.Category;
        _clock = clock;
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SocketLoop.RunAsync(
            _line,
            AnswerAsync,
            [over => _outbox.PumpAsync(_line, _clock, over)],
            cancellation).ConfigureAwait(false);
        _hub.Remove(_topics, _outbox);
    }

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        if (StreamRequest.TryParse(text, out var mistake) is not { } request)
        {
            var unread = new StreamRequest("error", string.Empty, []);
            await SendAsync(unread, $"error:invalid request,{mistake}", cancellation).ConfigureAwait(false);
            return;
        }

        if (!await _line.ArrivesAsync(request.Operation, cancellation).ConfigureAwait(false))
        {
            return;
        }

        if (request.Operation == "subscribe")
        {
            await SubscribeAsync(request, cancellation).ConfigureAwait(false);
            return;
        }

        var refusal = request.Operation is "ping" ? null
            : request.Operation is "unsubscribe" ? Unsubscribe(request.Arguments)
            : $"error:unknown op,{request.Operation}";
        await SendAsync(request, refusal, cancellation).ConfigureAwait(false);
    }

    // The answer comes before the first frame.
    private async Task SubscribeAsync(StreamRequest request, CancellationToken cancellation)
    {
        var characters = _topics.Sum(topic => topic.Length);
        var refusal = TopicRules.Refusal(request, _category, _hub.Has, _topics.Contains, characters);
        await SendAsync(request, refusal, cancellation).ConfigureAwait(false);
        if (refusal is null)
        {
            _topics.UnionWith(request.Arguments);
            _hub.Add(request.Arguments, _outbox);
        }
    }

    private string? Unsubscribe(IReadOnlyList<string> topics)
    {
        var known = topics.Where(_topics.Remove).ToList();
        _hub.Remove(known, _outbox);
        return null;
    }

    private Task SendAsync(StreamRequest request, string? refusal, CancellationToken cancellation)
    {
        var words = refusal ?? (request.Operation == "ping" ? "pong"
            : request.Operation == "subscribe" && _category == MarketSide.Spot ? "subscribe"
            : string.Empty);
        var frame = StreamAck.Write(request, _line.ConnectionId, words, refusal is null);
        return _line.AnswerAsync(request.Operation, frame, cancellation);
    }
}
