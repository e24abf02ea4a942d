using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// Authenticates a private socket and subscribes to its topics. Reads the frames while it does, and keeps the data that
/// comes in between.
/// </summary>
internal sealed class BybitGreeting
{
    private const int EarlyFramesMax = 1000;
    private readonly VenueConnection _connection;
    private readonly BybitSignedClient _client;
    private readonly BybitAccountOptions _options;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly List<BybitPrivateFrame> _early = [];
    private int _requests;

    public BybitGreeting(
        string name,
        VenueConnection connection,
        BybitSignedClient client,
        BybitAccountOptions options,
        TimeProvider time)
    {
        _name = name;
        _connection = connection;
        _client = client;
        _options = options;
        _time = time;
    }

    /// <summary>Data that came before the greeting was over, in order.</summary>
    public IReadOnlyList<BybitPrivateFrame> Early => _early;

    /// <summary>Authenticates.</summary>
    /// <returns>Null, or why the venue refused.</returns>
    /// <exception cref="FeedException">The connection was lost, or no answer came.</exception>
    public async Task<VenueError?> AuthenticateAsync(CancellationToken cancellation)
    {
        await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
        var expires = _client.Clock.Now + _options.GreetingLife;
        await _connection.SendAsync(_client.Signer.Greeting("a1", expires), cancellation).ConfigureAwait(false);
        var answer = await AnswerAsync(BybitPrivateFrameKind.Greeting, cancellation).ConfigureAwait(false);
        return answer.Success ? null : Refusal(answer);
    }

    /// <summary>
    /// Subscribes. The venue refuses a whole request for one bad topic, so a refused one is sent again topic by topic.
    /// </summary>
    /// <returns>Topics that the venue refused, with its words.</returns>
    /// <exception cref="FeedException">The connection was lost, or no answer came.</exception>
    public async Task<ImmutableArray<(string Topic, string Words)>> SubscribeAsync(
        ImmutableArray<string> topics, CancellationToken cancellation)
    {
        var whole = await AskAsync(topics, cancellation).ConfigureAwait(false);
        if (whole.Success)
        {
            return [];
        }

        var refused = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var topic in topics)
        {
            var answer = await AskAsync([topic], cancellation).ConfigureAwait(false);
            if (!answer.Success && !answer.Message.Contains("already subscribed", StringComparison.OrdinalIgnoreCase))
            {
                refused.Add((topic, answer.Message));
            }
        }

        return refused.ToImmutable();
    }

    /// <summary>What a refused greeting means. The words are all that the stream says; the code comes with others.
    /// </summary>
    internal static VenueError Refusal(BybitPrivateFrame answer)
    {
        var text = $"bybit auth: {(answer.Code is { } code ? $"retCode {code}: " : "")}{answer.Message}";
        if (answer.Code is { } known)
        {
            return new VenueError(BybitErrors.KindOf(known, answer.Message), text);
        }

        var isLate = answer.Message.Contains("expire", StringComparison.OrdinalIgnoreCase)
            || answer.Message.Contains("timestamp", StringComparison.OrdinalIgnoreCase);
        return new VenueError(isLate ? VenueErrorKind.ClockSkew : VenueErrorKind.Unclassified, text);
    }

    private async Task<BybitPrivateFrame> AskAsync(ImmutableArray<string> topics, CancellationToken cancellation)
    {
        var args = string.Join(',', topics.Select(topic => $"\"{topic}\""));
        await _connection.SendAsync(
            $$"""{"req_id":"s{{++_requests}}","op":"subscribe","args":[{{args}}]}""", cancellation)
            .ConfigureAwait(false);
        return await AnswerAsync(BybitPrivateFrameKind.Subscription, cancellation).ConfigureAwait(false);
    }

    private async Task<BybitPrivateFrame> AnswerAsync(BybitPrivateFrameKind kind, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.GreetingTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            while (_early.Count < EarlyFramesMax)
            {
                var raw = await _connection.Frames.ReadAsync(both.Token).ConfigureAwait(false);
                var frame = BybitPrivateFrame.Read(raw.Payload);
                if (frame.Kind == kind)
                {
                    return frame;
                }

                if (frame.Kind == BybitPrivateFrameKind.Data)
                {
                    _early.Add(frame);
                }
            }

            throw new FeedException($"{_name}: more than {EarlyFramesMax} frames before the answer to {kind}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FeedException($"{_name}: no answer to {kind} within {_options.GreetingTimeout}.");
        }
        catch (System.Threading.Channels.ChannelClosedException closed)
        {
            throw closed.InnerException as FeedException
                ?? new FeedException($"{_name}: the connection was closed.", closed);
        }
    }
}
