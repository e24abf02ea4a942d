using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Domain.Ports;

/// <summary>What one environment of a venue can do.</summary>
/// <param name="Environment">Its name, such as <c>mainnet</c>.</param>
/// <param name="IsRealMoney">Whether a mistake there costs money.</param>
/// <param name="HasSocketOrders">Whether orders can be sent over a socket.</param>
/// <param name="OrdersPerBatchMax">Orders in one request of <see cref="IOrderEntry.PlaceManyAsync"/>.</param>
/// <param name="OrderKeptFor">How long it remembers ended orders that were never filled.</param>
/// <param name="PositionModes">Which it can hold.</param>
public sealed record VenueCapabilities(
    string Environment,
    bool IsRealMoney,
    bool HasSocketOrders,
    int OrdersPerBatchMax,
    TimeSpan OrderKeptFor,
    ImmutableArray<PositionMode> PositionModes);
