using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// Orders over Bybit's socket: the same requests as over REST without a new connection each time. Keeps one session
/// open; while it is being opened again orders wait, bounded, and are sent on the new session or not at all.
/// Thread-safe.
/// </summary>
/// <remarks>Connecting -> Live -> Down -> Connecting ..., until disposed or the venue refuses the account (Ended).
/// Source: Bybit V5 documentation, websocket trade.</remarks>
internal sealed class BybitSocketOrders : IOrderEntry, IAsyncDisposable
{
    private readonly BybitOrderChannel _channel;
    private readonly BybitSignedClient _client;
    private readonly BybitAccountOptions _options;
    private readonly BybitLimits _limits;
    private readonly TimeProvider _time;
    private readonly string _prefix;
    private long _requests;

    public BybitSocketOrders(
        BybitOrderChannel channel, BybitSignedClient client, BybitAccountOptions options, TimeProvider time)
    {
        _channel = channel;
        _client = client;
        _options = options;
        _time = time;
        _limits = new BybitLimits(options.LimitWaitMax, time);
        _prefix = $"w{time.GetUtcNow().ToUnixTimeMilliseconds()}-";
    }

    /// <summary>The state of the socket.</summary>
    public ChannelHealth Health => _channel.Health;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        _limits.Dispose();
    }

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> PlaceAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        BybitOrderRules.Checked(ticket);
        var args = BybitBodies.One(BybitCategory.Of(ticket.Coin), ticket, BybitBodies.WriteTicket);
        return OneAsync(BybitEndpoint.Create, "order.create", args, cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> ChangeAsync(OrderChange change, CancellationToken cancellation)
    {
        BybitOrderRules.Checked(change);
        var args = BybitBodies.One(BybitCategory.Of(change.Order.Coin), change, BybitBodies.WriteChange);
        return OneAsync(BybitEndpoint.Amend, "order.amend", args, cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> CancelAsync(OrderKey order, CancellationToken cancellation)
    {
        BybitOrderRules.Checked(order);
        var args = BybitBodies.One(BybitCategory.Of(order.Coin), order, BybitBodies.WriteKey);
        return OneAsync(BybitEndpoint.Cancel, "order.cancel", args, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> PlaceManyAsync(
        IReadOnlyList<OrderTicket> tickets, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.CreateMany,
            "order.create-batch",
            BybitBatch.Of(tickets, BybitOrderRules.Checked, ticket => ticket.Coin, ticket => ticket.ClientOrderId),
            BybitBodies.WriteTicket,
            cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> ChangeManyAsync(
        IReadOnlyList<OrderChange> changes, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.AmendMany,
            "order.amend-batch",
            BybitBatch.Of(changes, BybitOrderRules.Checked, change => change.Order.Coin, change => change.Order.Name),
            BybitBodies.WriteChange,
            cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> CancelManyAsync(
        IReadOnlyList<OrderKey> orders, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.CancelMany,
            "order.cancel-batch",
            BybitBatch.Of(orders, BybitOrderRules.Checked, order => order.Coin, order => order.Name),
            BybitBodies.WriteKey,
            cancellation);

    private Task<VenueResult<OrderReceipt>> OneAsync(
        BybitEndpoint limit, string operation, string args, CancellationToken cancellation) =>
        SendAsync(limit, operation, args, 1, (result, _) => BybitReceipts.One(result), cancellation);

    private async Task<ImmutableArray<VenueResult<OrderReceipt>>> ManyAsync<T>(
        BybitEndpoint limit,
        string operation,
        BybitBatch<T> batch,
        Action<Utf8JsonWriter, T> write,
        CancellationToken cancellation)
    {
        var result = await SendAsync(
            limit,
            operation,
            BybitBodies.Many(batch.Category, batch.Items, write),
            batch.Items.Length,
            (list, beside) => BybitReceipts.Many(operation, list, beside, batch.Keys),
            cancellation).ConfigureAwait(false);
        return batch.Spread(result);
    }

    // A refusal for the wrong time came before anything happened: it is sent once more with the venue's clock.
    private async Task<VenueResult<T>> SendAsync<T>(
        BybitEndpoint limit,
        string operation,
        string args,
        int units,
        Func<VenueRow, VenueRow, T> read,
        CancellationToken cancellation)
    {
        await _limits.Of(limit).TakeAsync(units, cancellation).ConfigureAwait(false);
        var first = await TryAsync(limit, operation, args, read, cancellation).ConfigureAwait(false);
        return first is VenueResult<T>.Refused { Error.Kind: VenueErrorKind.ClockSkew }
            ? await TryAsync(limit, operation, args, read, cancellation).ConfigureAwait(false)
            : first;
    }

    private async Task<VenueResult<T>> TryAsync<T>(
        BybitEndpoint limit,
        string operation,
        string args,
        Func<VenueRow, VenueRow, T> read,
        CancellationToken cancellation)
    {
        if (await _channel.ReadyAsync(cancellation).ConfigureAwait(false) is not { } session)
        {
            var health = _channel.Health;
            return NotSent<T>(operation, $"the socket is {health.State} ({health.Detail})");
        }

        return await SendOnAsync(session, limit, operation, args, read, cancellation).ConfigureAwait(false);
    }

    private async Task<VenueResult<T>> SendOnAsync<T>(
        BybitOrderSession session,
        BybitEndpoint limit,
        string operation,
        string args,
        Func<VenueRow, VenueRow, T> read,
        CancellationToken cancellation)
    {
        var id = $"{_prefix}{Interlocked.Increment(ref _requests)}";
        var sentAt = _time.GetUtcNow();
        try
        {
            var answering = await session.SendAsync(id, Frame(id, operation, args), cancellation)
                .ConfigureAwait(false);
            if (answering is null)
            {
                return NotSent<T>(operation, "the socket has ended, or too many answers are awaited");
            }

            var answer = await answering.WaitAsync(_options.ReceiptTimeout, _time, cancellation)
                .ConfigureAwait(false);
            return answer is null
                ? InDoubt<T>(operation, "the connection was lost before the answer")
                : Read(limit, answer, sentAt, read);
        }
        catch (TimeoutException)
        {
            return InDoubt<T>(operation, $"no answer within {_options.ReceiptTimeout}");
        }
        catch (FeedException lost)
        {
            return InDoubt<T>(operation, lost.Message);
        }
        finally
        {
            session.Forget(id);
        }
    }

    private VenueResult<T> Read<T>(
        BybitEndpoint limit,
        BybitSocketAnswer answer,
        DateTimeOffset sentAt,
        Func<VenueRow, VenueRow, T> read)
    {
        if (answer.Code == Rest.BybitErrors.ClockOutsideWindow)
        {
            var told = new BybitAnswer(answer.Operation, default, null, answer.Code, answer.Message);
            _client.CorrectClock(sentAt, _time.GetUtcNow(), told);
        }

        _limits.Learn(limit, answer.Header, _client.Clock.View.Offset);
        return answer.Result(read);
    }

    private string Frame(string id, string operation, string args)
    {
        var timestamp = BybitSigner.Milliseconds(_client.Clock.Now);
        var window = _client.Signer.ReceiveWindow;
        var header = $$"""{"X-BAPI-TIMESTAMP":"{{timestamp}}","X-BAPI-RECV-WINDOW":"{{window}}"}""";
        return $$"""{"reqId":"{{id}}","header":{{header}},"op":"{{operation}}","args":[{{args}}]}""";
    }

    private static VenueResult<T> NotSent<T>(string operation, string why) =>
        new VenueResult<T>.Refused(new VenueError(VenueErrorKind.NotConnected, $"bybit {operation}: not sent: {why}"));

    private static VenueResult<T> InDoubt<T>(string operation, string why) =>
        new VenueResult<T>.InDoubt(new VenueError(VenueErrorKind.NoAnswer, $"bybit {operation}: {why}"));
}
