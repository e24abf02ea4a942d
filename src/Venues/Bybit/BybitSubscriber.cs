using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// Subscribes in lawful batches. The venue refuses a whole batch for one bad topic, so a refused batch is sent again
/// topic by topic. A topic that the venue does not have is told and dropped, unless no other is left; one that is
/// "already subscribed" is what we wanted.
/// </summary>
internal sealed class BybitSubscriber
{
    private const int ShownMax = 10;

    // The venue's words for a topic that it does not have; any other refusal may pass, and fails the connection.
    private static readonly ImmutableArray<string> Unknowns = ["handler not found", "invalid symbol", "invalid topic"];

    private readonly HashSet<string> _live = new(StringComparer.Ordinal);
    private readonly VenueConnection _connection;
    private readonly BybitOptions _options;
    private readonly BybitCategory _category;
    private readonly TimeProvider _time;
    private volatile Waiter? _waiting;
    private int _requests;

    public BybitSubscriber(
        VenueConnection connection, BybitOptions options, BybitCategory category, TimeProvider time)
    {
        _connection = connection;
        _options = options;
        _category = category;
        _time = time;
    }

    /// <summary>Told of each topic, in the venue's words, that it does not have, and what it said.</summary>
    public Action<string, string>? Refused { get; init; }

    /// <summary>Looks for the answer to one of our requests; anything else is let pass.</summary>
    public void See(ReadOnlyMemory<byte> frame)
    {
        // Answers are short and data frames long: this keeps books from being read twice.
        const int AnswerBytesMax = 1024;
        if (_waiting is not { } waiter || frame.Length > AnswerBytesMax)
        {
            return;
        }

        try
        {
            var envelope = BybitEnvelope.Read(frame.Span);
            if (envelope.Success is { } success && IsAnswerTo(waiter, envelope))
            {
                _waiting = null; // Before the answer is told: whoever hears it may ask again at once.
                waiter.Answer.TrySetResult(new Answer(success, Encoding.UTF8.GetString(envelope.Message)));
            }
        }
        catch (Exception bad) when (bad is JsonException or VenueFormatException or InvalidOperationException)
        {
            // Not an answer; whoever parses the frames will call it malformed.
        }
    }

    /// <summary>Subscribes to all topics.</summary>
    /// <exception cref="FeedException">The venue has none of them, refused for another reason, or did not
    /// answer.</exception>
    public async Task SubscribeAsync(ImmutableArray<string> topics, CancellationToken cancellation)
    {
        var refused = new List<(string Topic, string Reason)>();
        foreach (var batch in topics.Chunk(_category.TopicsPerRequestMax))
        {
            var answer = await AskAsync("subscribe", batch, cancellation).ConfigureAwait(false);
            if (answer.Success)
            {
                _live.UnionWith(batch);
                continue;
            }

            refused.AddRange(await AskOneByOneAsync(batch, cancellation).ConfigureAwait(false));
        }

        if (_live.Count == 0)
        {
            throw Refusal(refused);
        }

        refused.ForEach(topic => Refused?.Invoke(topic.Topic, topic.Reason));
    }

    /// <summary>
    /// Gives a topic up and subscribes to it again, which makes the venue send a new snapshot. That it was not
    /// subscribed to is no harm.
    /// </summary>
    /// <exception cref="FeedException">It was the last one and the venue does not have it any more, it was refused for
    /// another reason, or an answer did not come.</exception>
    public async Task ResubscribeAsync(string topic, CancellationToken cancellation)
    {
        _live.Remove(topic);
        await AskAsync("unsubscribe", [topic], cancellation).ConfigureAwait(false);
        await SubscribeAsync([topic], cancellation).ConfigureAwait(false);
    }

    private async Task<List<(string Topic, string Reason)>> AskOneByOneAsync(
        string[] topics, CancellationToken cancellation)
    {
        var refused = new List<(string Topic, string Reason)>();
        foreach (var topic in topics)
        {
            var answer = await AskAsync("subscribe", [topic], cancellation).ConfigureAwait(false);
            var reason = BybitJson.Shown(Encoding.UTF8.GetBytes(answer.Message));
            if (answer.Success || Says(answer, "already subscribed"))
            {
                _live.Add(topic);
            }
            else if (Unknowns.Any(words => Says(answer, words)))
            {
                refused.Add((topic, reason));
            }
            else
            {
                throw Refusal([(topic, reason)]);
            }
        }

        return refused;
    }

    private FeedException Refusal(List<(string Topic, string Reason)> refused)
    {
        var named = string.Join("; ", refused.Take(ShownMax).Select(topic => $"{topic.Topic} ({topic.Reason})"));
        var others = refused.Count > ShownMax ? $" and {refused.Count - ShownMax} more" : "";
        return new FeedException($"{_category.FeedName}: refused topics: {named}{others}.");
    }

    private static bool Says(Answer answer, string words) =>
        answer.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private async Task<Answer> AskAsync(string op, string[] topics, CancellationToken cancellation)
    {
        var id = $"s{++_requests}";
        var answer = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = new Waiter(id, op, answer);
        var args = string.Join(',', topics.Select(topic => $"\"{topic}\""));
        await _connection.SendAsync(
            $$"""{"req_id":"{{id}}","op":"{{op}}","args":[{{args}}]}""", cancellation).ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await answer.Task.WaitAsync(_options.AckTimeout, _time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException) when (_connection.IsBackPressured)
            {
                // The answer may wait behind frames that our own reader has not taken yet.
            }
            catch (TimeoutException)
            {
                throw new FeedException(
                    $"{_category.FeedName}: no answer to the {Noun(op)} of {topics[0]} and "
                    + $"{topics.Length - 1} more within {_options.AckTimeout}.");
            }
        }
    }

    // Spot has been seen to leave our id out; only one request is ever under way, so it can be no other's.
    private static bool IsAnswerTo(Waiter waiter, BybitEnvelope envelope) =>
        Encoding.UTF8.GetString(envelope.RequestId.IsEmpty ? envelope.Op : envelope.RequestId)
            == (envelope.RequestId.IsEmpty ? waiter.Op : waiter.Id);

    private static string Noun(string op) => op == "subscribe" ? "subscription" : "unsubscription";

    private readonly record struct Answer(bool Success, string Message);

    private sealed record Waiter(string Id, string Op, TaskCompletionSource<Answer> Answer);
}
