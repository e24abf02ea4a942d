using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Orders over REST. Thread-safe.</summary>
/// <remarks>
/// The answer says only that the request was taken: a post-only order that would take is accepted and then cancelled.
/// Source: Bybit V5 documentation, trade.
/// </remarks>
internal sealed class BybitOrders : IOrderEntry
{
    private readonly BybitSignedClient _client;

    public BybitOrders(BybitSignedClient client) => _client = client;

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> PlaceAsync(OrderTicket ticket, CancellationToken cancellation) =>
        OneAsync(
            BybitEndpoint.Create, BybitOrderRules.Checked(ticket), BybitBodies.WriteTicket, ticket.Coin, cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> ChangeAsync(OrderChange change, CancellationToken cancellation) =>
        OneAsync(
            BybitEndpoint.Amend,
            BybitOrderRules.Checked(change),
            BybitBodies.WriteChange,
            change.Order.Coin,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> CancelAsync(OrderKey order, CancellationToken cancellation) =>
        OneAsync(
            BybitEndpoint.Cancel, BybitOrderRules.Checked(order), BybitBodies.WriteKey, order.Coin, cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> PlaceManyAsync(
        IReadOnlyList<OrderTicket> tickets, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.CreateMany,
            BybitBatch.Of(tickets, BybitOrderRules.Checked, ticket => ticket.Coin, ticket => ticket.ClientOrderId),
            BybitBodies.WriteTicket,
            cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> ChangeManyAsync(
        IReadOnlyList<OrderChange> changes, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.AmendMany,
            BybitBatch.Of(changes, BybitOrderRules.Checked, change => change.Order.Coin, change => change.Order.Name),
            BybitBodies.WriteChange,
            cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> CancelManyAsync(
        IReadOnlyList<OrderKey> orders, CancellationToken cancellation) =>
        ManyAsync(
            BybitEndpoint.CancelMany,
            BybitBatch.Of(orders, BybitOrderRules.Checked, order => order.Coin, order => order.Name),
            BybitBodies.WriteKey,
            cancellation);

    private Task<VenueResult<OrderReceipt>> OneAsync<T>(
        BybitEndpoint endpoint,
        T item,
        Action<Utf8JsonWriter, T> write,
        InstrumentId coin,
        CancellationToken cancellation) =>
        _client.PostAsync(
            endpoint,
            BybitBodies.One(BybitCategory.Of(coin), item, write),
            units: 1,
            (result, _) => BybitReceipts.One(result),
            cancellation);

    private async Task<ImmutableArray<VenueResult<OrderReceipt>>> ManyAsync<T>(
        BybitEndpoint endpoint, BybitBatch<T> batch, Action<Utf8JsonWriter, T> write, CancellationToken cancellation)
    {
        var result = await _client.PostAsync(
            endpoint,
            BybitBodies.Many(batch.Category, batch.Items, write),
            batch.Items.Length,
            (list, beside) => BybitReceipts.Many($"POST {endpoint.Path}", list, beside, batch.Keys),
            cancellation).ConfigureAwait(false);
        return batch.Spread(result);
    }
}
