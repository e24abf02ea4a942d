using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance.Wire;
using WhaleStack.Venues.Http;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Subscribes in lawful batches, no faster than the venue allows. A refused batch is sent again stream by stream, and
/// a stream that the venue does not have is told; any other refusal may pass, and fails the connection.
/// </summary>
internal sealed class BinanceSubscriber : IDisposable
{
    private const string Subscribe = "SUBSCRIBE";
    private const string Unsubscribe = "UNSUBSCRIBE";

    // 0 to 3: the request itself is wrong, which a name that the venue does not know makes it.
    private const long RequestCodeMax = 3;

    private readonly string _name;
    private readonly VenueConnection _connection;
    private readonly BinanceSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly RequestBudget _budget;
    private volatile Waiter? _waiting;
    private long _requests;

    public BinanceSubscriber(
        string name, VenueConnection connection, BinanceSocketOptions options, TimeProvider time)
    {
        _name = name;
        _connection = connection;
        _options = options;
        _time = time;
        _budget = new RequestBudget(options.MessagesPerSecondMax, TimeSpan.FromSeconds(1), time);
    }

    /// <inheritdoc/>
    public void Dispose() => _budget.Dispose();

    /// <summary>Looks for the answer to one of our requests; anything else is let pass.</summary>
    public void See(ReadOnlyMemory<byte> frame)
    {
        const int AnswerBytesMax = 1024;
        if (_waiting is not { } waiter || frame.Length > AnswerBytesMax || frame.Span.StartsWith("{\"stream\""u8))
        {
            return;
        }

        try
        {
            var envelope = BinanceEnvelope.Read(frame.Span);
            if (envelope.IsAnswer && envelope.Id == waiter.Id)
            {
                waiter.Answer.TrySetResult(new Answer(
                    envelope.Refusal, envelope.RefusalCode is null or >= 0 and <= RequestCodeMax));
            }
        }
        catch (Exception bad) when (bad is JsonException or VenueFormatException or InvalidOperationException)
        {
            // Not an answer; whoever parses the frames will call it malformed.
        }
    }

    /// <summary>Subscribes to all streams.</summary>
    /// <returns>Those that the venue does not have, with its words.</returns>
    /// <exception cref="FeedException">A refusal that may pass, or an answer did not come.</exception>
    public async Task<List<(string Stream, string Words)>> SubscribeAsync(
        ImmutableArray<string> streams, CancellationToken cancellation)
    {
        var refused = new List<(string, string)>();
        foreach (var batch in streams.Chunk(_options.StreamsPerRequestMax))
        {
            if ((await AskForAsync(batch, cancellation).ConfigureAwait(false)).Length == 0)
            {
                continue;
            }

            foreach (var stream in batch)
            {
                var refusal = await AskForAsync([stream], cancellation).ConfigureAwait(false);
                refused.AddRange(refusal.Length == 0 ? [] : [(stream, refusal)]);
            }
        }

        return refused;
    }

    /// <summary>Gives a stream up and subscribes to it again. That it was not subscribed to is no harm.</summary>
    /// <returns>The venue's words if it does not have it; empty when it has.</returns>
    /// <exception cref="FeedException">A refusal that may pass, or an answer did not come.</exception>
    public async Task<string> ResubscribeAsync(string stream, CancellationToken cancellation)
    {
        await AskAsync(Unsubscribe, [stream], cancellation).ConfigureAwait(false);
        return await AskForAsync([stream], cancellation).ConfigureAwait(false);
    }

    // Returns the refusal; empty when it was granted.
    private async Task<string> AskForAsync(string[] streams, CancellationToken cancellation)
    {
        var answer = await AskAsync(Subscribe, streams, cancellation).ConfigureAwait(false);
        return answer.IsAboutRequest
            ? answer.Refusal
            : throw new FeedException($"{_name}: refused {streams[0]} and {streams.Length - 1} more: {answer.Refusal}");
    }

    private async Task<Answer> AskAsync(string method, string[] streams, CancellationToken cancellation)
    {
        await _budget.TakeAsync(cancellation).ConfigureAwait(false);
        var waiter = new Waiter(
            ++_requests, new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting = waiter;
        var names = string.Join(',', streams.Select(stream => $"\"{stream}\""));
        await _connection.SendAsync(
            $$"""{"method":"{{method}}","params":[{{names}}],"id":{{waiter.Id}}}""", cancellation)
            .ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await waiter.Answer.Task.WaitAsync(_options.AckTimeout, _time, cancellation)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException) when (_connection.IsBackPressured)
            {
                // The answer may wait behind frames that our own reader has not taken yet.
            }
            catch (TimeoutException)
            {
                throw new FeedException(
                    $"{_name}: no answer to {method} of {streams[0]} and {streams.Length - 1} more within "
                    + $"{_options.AckTimeout}.");
            }
        }
    }

    private readonly record struct Answer(string Refusal, bool IsAboutRequest);

    private sealed record Waiter(long Id, TaskCompletionSource<Answer> Answer);
}
