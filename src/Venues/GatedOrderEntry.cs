using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues;

/// <summary>
/// Lets orders through only while the account's channel is live, since nobody would see what becomes of them. What
/// takes risk away is let through always: cancelling must work when everything else does not.
/// </summary>
public sealed class GatedOrderEntry : IOrderEntry
{
    private readonly IOrderEntry _inner;
    private readonly IAccountFeed _channel;

    /// <summary>Makes one.</summary>
    /// <param name="inner">Sends the orders.</param>
    /// <param name="channel">The account's channel.</param>
    public GatedOrderEntry(IOrderEntry inner, IAccountFeed channel)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(channel);
        _inner = inner;
        _channel = channel;
    }

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> PlaceAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Closed is { } error ? Task.FromResult(Refused(error)) : _inner.PlaceAsync(ticket, cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> ChangeAsync(OrderChange change, CancellationToken cancellation) =>
        Closed is { } error ? Task.FromResult(Refused(error)) : _inner.ChangeAsync(change, cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<OrderReceipt>> CancelAsync(OrderKey order, CancellationToken cancellation) =>
        _inner.CancelAsync(order, cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> PlaceManyAsync(
        IReadOnlyList<OrderTicket> tickets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        return Closed is { } error
            ? Task.FromResult(tickets.Select(_ => Refused(error)).ToImmutableArray())
            : _inner.PlaceManyAsync(tickets, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> ChangeManyAsync(
        IReadOnlyList<OrderChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Closed is { } error
            ? Task.FromResult(changes.Select(_ => Refused(error)).ToImmutableArray())
            : _inner.ChangeManyAsync(changes, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<VenueResult<OrderReceipt>>> CancelManyAsync(
        IReadOnlyList<OrderKey> orders, CancellationToken cancellation) =>
        _inner.CancelManyAsync(orders, cancellation);

    private VenueError? Closed => _channel.Health is { State: not ChannelState.Live } health
        ? new VenueError(
            VenueErrorKind.NotConnected, $"{_channel.Name} is {health.State} ({health.Detail}): the order was not sent")
        : null;

    private static VenueResult<OrderReceipt> Refused(VenueError error) =>
        new VenueResult<OrderReceipt>.Refused(error);
}
