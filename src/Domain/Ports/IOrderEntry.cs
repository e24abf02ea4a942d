using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// Sends orders of one account to a venue. A receipt says that the venue has taken the request, not that anything came
/// of it: the account's channel tells that.
/// </summary>
/// <remarks>
/// Implementations are thread-safe. What may have arrived is never sent again by itself: the result is then
/// <see cref="VenueResult{T}.InDoubt"/>, to be settled by <see cref="IAccountQueries.FindOrderAsync"/>. A client order
/// id is taken once; a second time it is refused with <see cref="VenueErrorKind.Duplicate"/>.
/// </remarks>
public interface IOrderEntry
{
    /// <summary>Places an order.</summary>
    /// <exception cref="ArgumentException">The ticket contradicts itself or is of another venue.</exception>
    Task<VenueResult<OrderReceipt>> PlaceAsync(OrderTicket ticket, CancellationToken cancellation);

    /// <summary>Changes an order that rests.</summary>
    /// <exception cref="ArgumentException">Nothing is to change, or a value is out of range.</exception>
    Task<VenueResult<OrderReceipt>> ChangeAsync(OrderChange change, CancellationToken cancellation);

    /// <summary>Cancels an order. It may be filled while the request is under way.</summary>
    Task<VenueResult<OrderReceipt>> CancelAsync(OrderKey order, CancellationToken cancellation);

    /// <summary>Places several orders of one market at once; each has a result of its own, in their order.</summary>
    /// <exception cref="ArgumentException">There are none or too many, or they are of several markets.</exception>
    Task<ImmutableArray<VenueResult<OrderReceipt>>> PlaceManyAsync(
        IReadOnlyList<OrderTicket> tickets, CancellationToken cancellation);

    /// <summary>Changes several orders at once; see <see cref="PlaceManyAsync"/>.</summary>
    /// <exception cref="ArgumentException">There are none or too many, or they are of several markets.</exception>
    Task<ImmutableArray<VenueResult<OrderReceipt>>> ChangeManyAsync(
        IReadOnlyList<OrderChange> changes, CancellationToken cancellation);

    /// <summary>Cancels several orders at once; see <see cref="PlaceManyAsync"/>.</summary>
    /// <exception cref="ArgumentException">There are none or too many, or they are of several markets.</exception>
    Task<ImmutableArray<VenueResult<OrderReceipt>>> CancelManyAsync(
        IReadOnlyList<OrderKey> orders, CancellationToken cancellation);
}
