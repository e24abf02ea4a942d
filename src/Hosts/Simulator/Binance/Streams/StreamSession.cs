using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Simulator.Limits;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>One websocket connection: subscriptions, their answers, and the streams.</summary>
/// <remarks>
/// A stream that does not exist, or is not of this path, is taken and says nothing, as at the venue. More than
/// <see cref="MessagesSecondMax"/> messages within a second cut the connection, and so does its first day.
/// </remarks>
public sealed class StreamSession
{
    /// <summary>Messages a client may send within a second.</summary>
    public const int MessagesSecondMax = 10;

    /// <summary>Streams of a connection.</summary>
    public const int StreamsMax = 1_024;

    /// <summary>How long a connection may live.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly SocketLine _line;
    private readonly IStreamRoom _room;
    private readonly TimeProvider _clock;
    private readonly Outbox _outbox;
    private readonly RollingWindow _messages = new(MessagesSecondMax, TimeSpan.FromSeconds(1));
    private readonly List<string> _streams = [];
    private readonly bool _isCombined;

    /// <summary>Makes it.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="room">What can be heard on its path.</param>
    /// <param name="clock">The simulated clock.</param>
    /// <param name="isCombined">Frames go out with the names of their streams.</param>
    public StreamSession(SocketLine line, IStreamRoom room, TimeProvider clock, bool isCombined)
    {
        _line = line;
        _room = room;
        _clock = clock;
        _isCombined = isCombined;
        _outbox = new Outbox(Wrapped);
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    /// <param name="streams">What was asked for by the address.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<string> streams, CancellationToken cancellation)
    {
        Subscribe(streams);
        await SocketLoop.RunAsync(
            _line,
            AnswerAsync,
            [
                over => _outbox.PumpAsync(_line, _clock, over),
                over => _room.WatchAsync(_outbox, over),
                EndAfterLifeAsync,
            ],
            cancellation).ConfigureAwait(false);
        _streams.ForEach(stream => _room.Remove(stream, _outbox));
    }

    private async Task EndAfterLifeAsync(CancellationToken over)
    {
        await Task.Delay(Life, _clock, over).ConfigureAwait(false);
        _line.Abort();
    }

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        if (!_messages.Take(_clock.GetUtcNow()).Allowed)
        {
            _line.Abort();
            return;
        }

        if (StreamCall.TryParse(text, out var refusal) is not { } call)
        {
            await _line.AnswerAsync("error", refusal!, cancellation).ConfigureAwait(false);
        }
        else if (await _line.ArrivesAsync(call.Method, cancellation).ConfigureAwait(false))
        {
            // The answer comes before the first frame.
            await _line.AnswerAsync(call.Method, AnswerTo(call), cancellation).ConfigureAwait(false);
            if (call.Method == "SUBSCRIBE" && Fits(call.Streams))
            {
                Subscribe(call.Streams);
            }
        }
    }

    private byte[] AnswerTo(StreamCall call)
    {
        switch (call.Method)
        {
            case "SUBSCRIBE":
                return Fits(call.Streams) ? call.Result(null) : call.TooMany(StreamsMax);
            case "UNSUBSCRIBE":
                foreach (var stream in call.Streams.Where(_streams.Remove))
                {
                    _room.Remove(stream, _outbox);
                }

                return call.Result(null);
            case "LIST_SUBSCRIPTIONS":
                return call.Result(new JsonArray([.. _streams]));
            default:
                return call.Unknown();
        }
    }

    private bool Fits(IReadOnlyList<string> streams) => _streams.Union(streams).Count() <= StreamsMax;

    private void Subscribe(IReadOnlyList<string> streams)
    {
        foreach (var stream in streams.Where(stream => !_streams.Contains(stream)).Distinct().ToList())
        {
            _streams.Add(stream);
            _room.Add(stream, _outbox);
        }
    }

    private ReadOnlyMemory<byte> Wrapped(string topic, ReadOnlyMemory<byte> frame)
    {
        if (!_isCombined)
        {
            return frame;
        }

        var name = new JsonObject { ["stream"] = _room.NameOf(topic) }.ToJsonString();
        byte[] head = Encoding.UTF8.GetBytes($"{name[..^1]},\"data\":");
        return (byte[])[.. head, .. frame.Span, (byte)'}'];
    }
}
