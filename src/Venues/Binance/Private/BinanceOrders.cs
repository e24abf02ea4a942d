using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Orders over REST: those with a trigger go to the algo endpoint. Thread-safe.</summary>
/// <remarks>
/// The answer says only that the request was taken: a post-only order that would take may be accepted and then end.
/// Source: Binance's documentation of USD-margined futures, trade.
/// </remarks>
internal sealed class BinanceOrders : IOrderEntry
{
    private readonly BinanceSignedClient _client;
    private readonly BinanceQueries _queries;
    private readonly BinanceBatches _batches;
    private readonly BinanceAttached _attached;

    public BinanceOrders(BinanceSignedClient client, BinanceQueries queries, BinanceAttached attached)
    {
        _client = client;
        _queries = queries;
        _batches = new BinanceBatches(client);
        _attached = attached;
    }

    /// <inheritdoc/>
    public async Task<VenueResult<OrderReceipt>> PlaceAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        BinanceOrderRules.Checked(ticket);
        if (BinanceAttached.IsWanted(ticket))
        {
            return await _attached.PlaceAsync(
                ticket, () => PlaceAsync(ticket with { Protection = null }, cancellation), cancellation)
                .ConfigureAwait(false);
        }

        if (ticket.Trigger is { } trigger)
        {
            return await _client.SendAsync(
                BinanceEndpoint.PlaceAlgo,
                BinanceBodies.Algo(ticket, trigger).Parameters(),
                answer => AlgoReceipt(answer, ticket.ClientOrderId),
                cancellation).ConfigureAwait(false);
        }

        var sized = BinanceOrderRules.IsClosingAll(ticket)
            ? await WithPositionSizeAsync(ticket, cancellation).ConfigureAwait(false)
            : new VenueResult<OrderTicket>.Granted(ticket);
        return sized is VenueResult<OrderTicket>.Granted granted
            ? await SendAsync(
                BinanceEndpoint.Place, BinanceBodies.Ticket(granted.Value), ticket.ClientOrderId, cancellation)
                .ConfigureAwait(false)
            : Refused(sized.Failure!);
    }

    /// <inheritdoc/>
    /// <remarks>The venue wants side, size and price again, so the order is asked for first.</remarks>
    public async Task<VenueResult<OrderReceipt>> ChangeAsync(OrderChange change, CancellationToken cancellation)
    {
        var prepared = await PreparedAsync(change, cancellation).ConfigureAwait(false);
        return prepared is VenueResult<IEnumerable<(string, string?)>>.Granted granted
            ? await SendAsync(BinanceEndpoint.Amend, granted.Value, change.Order.Name, cancellation)
                .ConfigureAwait(false)
            : Refused(prepared.Failure!);
    }

    /// <inheritdoc/>
    /// <remarks>An id of ours may be that of an order with a trigger: it is looked for among both.</remarks>
    public async Task<VenueResult<OrderReceipt>> CancelAsync(OrderKey order, CancellationToken cancellation)
    {
        BinanceOrderRules.Checked(order);
        if (order.ClientOrderId.Length == 0 && BinanceAlgoRow.AlgoIdOf(order.VenueOrderId) is not null)
        {
            return await CancelAlgoAsync(order, cancellation).ConfigureAwait(false);
        }

        var result = await SendAsync(BinanceEndpoint.Cancel, BinanceBodies.Key(order), order.Name, cancellation)
            .ConfigureAwait(false);
        if (!IsUnknown(result) || order.ClientOrderId.Length == 0)
        {
            return result;
        }

        var algo = await CancelAlgoAsync(order, cancellation).ConfigureAwait(false);
        return IsUnknown(algo) ? result : algo;
    }

    // One that has fired is cancelled as the order that it became.
    private async Task<VenueResult<OrderReceipt>> CancelAlgoAsync(OrderKey order, CancellationToken cancellation)
    {
        var result = await _client.SendAsync(
            BinanceEndpoint.CancelAlgo,
            BinanceBodies.AlgoKey(order).Parameters(),
            answer => AlgoReceipt(answer, order.ClientOrderId),
            cancellation).ConfigureAwait(false);
        if (!IsUnknown(result))
        {
            return result;
        }

        var found = await _queries.FindOrderAsync(order, cancellation).ConfigureAwait(false);
        if (found is not VenueResult<OrderReport?>.Granted { Value: { IsEnded: false } now }
            || _queries.Parents.ChildOf(now) is not { } child)
        {
            return result;
        }

        var key = new OrderKey(order.Coin, "", child);
        var cancelled = await SendAsync(BinanceEndpoint.Cancel, BinanceBodies.Key(key), order.Name, cancellation)
            .ConfigureAwait(false);
        return cancelled.Select(_ => new OrderReceipt(now.ClientOrderId, now.VenueOrderId));
    }

    /// <inheritdoc/>
    /// <remarks>Orders with a trigger go one by one: the algo endpoint takes no batches.</remarks>
    public async Task<ImmutableArray<VenueResult<OrderReceipt>>> PlaceManyAsync(
        IReadOnlyList<OrderTicket> tickets, CancellationToken cancellation)
    {
        BinanceBatches.Check(tickets, ticket => BinanceOrderRules.Checked(ticket).Coin);
        var isPlain = tickets.All(ticket => ticket.Trigger is null && !BinanceAttached.IsWanted(ticket)
            && !BinanceOrderRules.IsClosingAll(ticket));
        return isPlain
            ? await _batches.SendAsync(
                BinanceEndpoint.PlaceMany,
                [.. tickets.Select(BinanceBodies.Ticket)],
                [.. tickets.Select(ticket => ticket.ClientOrderId)],
                cancellation).ConfigureAwait(false)
            : await OneByOneAsync(tickets, ticket => PlaceAsync(ticket, cancellation)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<VenueResult<OrderReceipt>>> ChangeManyAsync(
        IReadOnlyList<OrderChange> changes, CancellationToken cancellation)
    {
        BinanceBatches.Check(changes, change => BinanceOrderRules.Checked(change).Order.Coin);
        var prepared = new List<VenueResult<IEnumerable<(string, string?)>>>();
        foreach (var change in changes)
        {
            prepared.Add(await PreparedAsync(change, cancellation).ConfigureAwait(false));
        }

        var ready = prepared.OfType<VenueResult<IEnumerable<(string, string?)>>.Granted>().ToList();
        var names = changes.Where((_, index) => prepared[index].Failure is null).Select(change => change.Order.Name);
        var sent = new Queue<VenueResult<OrderReceipt>>(ready.Count == 0
            ? []
            : await _batches.SendAsync(
                BinanceEndpoint.AmendMany, [.. ready.Select(change => change.Value)], [.. names], cancellation)
                .ConfigureAwait(false));
        return [.. prepared.Select(change => change.Failure is { } error ? Refused(error) : sent.Dequeue())];
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> CancelManyAsync(
        IReadOnlyList<OrderKey> orders, CancellationToken cancellation)
    {
        BinanceBatches.Check(orders, order => BinanceOrderRules.Checked(order).Coin);
        return OneByOneAsync(orders, order => CancelAsync(order, cancellation));
    }

    private static async Task<ImmutableArray<VenueResult<OrderReceipt>>> OneByOneAsync<T>(
        IReadOnlyList<T> items, Func<T, Task<VenueResult<OrderReceipt>>> send)
    {
        var results = ImmutableArray.CreateBuilder<VenueResult<OrderReceipt>>(items.Count);
        foreach (var item in items)
        {
            results.Add(await send(item).ConfigureAwait(false));
        }

        return results.MoveToImmutable();
    }

    private async Task<VenueResult<IEnumerable<(string, string?)>>> PreparedAsync(
        OrderChange change, CancellationToken cancellation)
    {
        BinanceOrderRules.Checked(change);
        if (change is not { TriggerQuote: null, StopQuote: null, TargetQuote: null })
        {
            return NotPrepared(VenueErrorKind.Unsupported, change, "only size and limit of an order can be changed");
        }

        var found = await _queries.FindOrderAsync(change.Order, cancellation).ConfigureAwait(false);
        return found switch
        {
            VenueResult<OrderReport?>.Granted { Value: { IsEnded: false, Kind: OrderKind.Limit } now }
                when BinanceAlgoRow.AlgoIdOf(now.VenueOrderId) is null || now.Status != OrderStatus.Untriggered =>
                new VenueResult<IEnumerable<(string, string?)>>.Granted(
                    BinanceBodies.Change(change with { Order = Placed(change.Order, now) }, now)),
            VenueResult<OrderReport?>.Granted { Value: { IsEnded: false } } =>
                NotPrepared(VenueErrorKind.Unsupported, change, "only a limit order can be changed"),
            VenueResult<OrderReport?>.Granted =>
                NotPrepared(VenueErrorKind.OrderNotFound, change, "there is no such open order"),
            _ => new VenueResult<IEnumerable<(string, string?)>>.Refused(found.Failure!),
        };
    }

    // What came of a conditional order is changed under its own number.
    private OrderKey Placed(OrderKey order, OrderReport now) =>
        _queries.Parents.ChildOf(now) is { } child ? new OrderKey(order.Coin, "", child) : order;

    private static VenueResult<IEnumerable<(string, string?)>> NotPrepared(
        VenueErrorKind kind, OrderChange change, string why) =>
        new VenueResult<IEnumerable<(string, string?)>>.Refused(
            new VenueError(kind, $"binance '{change.Order.Name}': {why}"));

    private async Task<VenueResult<OrderTicket>> WithPositionSizeAsync(
        OrderTicket ticket, CancellationToken cancellation)
    {
        var positions = await _queries.GetPositionsAsync(ticket.Coin, cancellation).ConfigureAwait(false);
        if (positions is not VenueResult<ImmutableArray<PositionReport>>.Granted granted)
        {
            return new VenueResult<OrderTicket>.Refused(positions.Failure!);
        }

        var held = granted.Value.FirstOrDefault(position => position.Slot == ticket.Slot)?.SizeBase ?? 0m;
        return held != 0m && (held > 0m) == (ticket.Side == Messages.Units.Side.Sell)
            ? new VenueResult<OrderTicket>.Granted(ticket with { SizeBase = Math.Abs(held) })
            : new VenueResult<OrderTicket>.Refused(new VenueError(
                VenueErrorKind.NothingToReduce, $"binance '{ticket.ClientOrderId}': the position is {held}"));
    }

    private Task<VenueResult<OrderReceipt>> SendAsync(
        BinanceEndpoint endpoint,
        IEnumerable<(string Name, string? Value)> fields,
        string name,
        CancellationToken cancellation) =>
        _client.SendAsync(
            endpoint,
            fields.Parameters(),
            answer => answer.Read(row => BinanceBatches.Receipt(row, name)),
            cancellation);

    private static OrderReceipt AlgoReceipt(VenueValue answer, string clientOrderId) =>
        new(clientOrderId, BinanceAlgoRow.IdPrefix + answer.Read(row => row["algoId"u8].Text()));

    private static bool IsUnknown(VenueResult<OrderReceipt> result) =>
        result is VenueResult<OrderReceipt>.Refused { Error.Kind: VenueErrorKind.OrderNotFound };

    private static VenueResult<OrderReceipt> Refused(VenueError error) =>
        new VenueResult<OrderReceipt>.Refused(error);
}
