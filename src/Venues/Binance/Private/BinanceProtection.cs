using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Stop and target of a position: orders with a trigger that close it all. The venue takes one of each kind and side,
/// so an old one goes before the new one comes; when the new one is refused the error says that nothing protects now.
/// </summary>
internal sealed class BinanceProtection
{
    private readonly IAccountQueries _queries;
    private readonly IOrderEntry _orders;

    public BinanceProtection(IAccountQueries queries, IOrderEntry orders)
    {
        _queries = queries;
        _orders = orders;
    }

    /// <summary>Sets or takes away stop and target.</summary>
    /// <exception cref="ArgumentException">A value is negative.</exception>
    public async Task<VenueResult<Done>> SetAsync(ProtectionOrder order, CancellationToken cancellation)
    {
        Check(order);
        if (order.TrailingQuote is > 0m)
        {
            return Refused(VenueErrorKind.Unsupported, order, "trailing stops follow in percent here, not in price");
        }

        var positions = await _queries.GetPositionsAsync(order.Coin, cancellation).ConfigureAwait(false);
        if (positions is not VenueResult<ImmutableArray<PositionReport>>.Granted held)
        {
            return new VenueResult<Done>.Refused(positions.Failure!);
        }

        var open = await _queries.GetOpenOrdersAsync(BinanceVenue.Name, cancellation).ConfigureAwait(false);
        if (open is not VenueResult<ImmutableArray<OrderReport>>.Granted orders)
        {
            return new VenueResult<Done>.Refused(open.Failure!);
        }

        var size = held.Value.FirstOrDefault(position => position.Slot == order.Slot)?.SizeBase ?? 0m;
        return await SetAsync(order, size, orders.Value, cancellation).ConfigureAwait(false);
    }

    private static void Check(ProtectionOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _ = BinanceVenue.SymbolOf(order.Coin);
        foreach (var value in new[] { order.StopQuote, order.TargetQuote, order.TrailingQuote })
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0m, nameof(order));
        }
    }

    private async Task<VenueResult<Done>> SetAsync(
        ProtectionOrder order, decimal size, ImmutableArray<OrderReport> open, CancellationToken cancellation)
    {
        var wasSo = true;
        foreach (var (role, price) in new[]
            { (ProtectionRole.Stop, order.StopQuote), (ProtectionRole.Target, order.TargetQuote) })
        {
            var old = open.Where(o => o.Coin == order.Coin && o.Slot == order.Slot && o.Role == role).ToList();
            if (price is not { } wanted || IsSo(old, wanted, order.Watches))
            {
                continue;
            }

            wasSo = false;
            var error = await ReplaceAsync(order, role, wanted, size, old, cancellation).ConfigureAwait(false);
            if (error is not null)
            {
                return error;
            }
        }

        return new VenueResult<Done>.Granted(new Done(wasSo));
    }

    private static bool IsSo(List<OrderReport> old, decimal price, TriggerPrice watches) => price == 0m
        ? old.Count == 0
        : old is [{ Trigger: { } trigger }] && trigger.PriceQuote == price && trigger.Watches == watches;

    // Returns what went wrong.
    private async Task<VenueResult<Done>?> ReplaceAsync(
        ProtectionOrder order,
        ProtectionRole role,
        decimal price,
        decimal size,
        List<OrderReport> old,
        CancellationToken cancellation)
    {
        if (price > 0m && size == 0m)
        {
            return Refused(VenueErrorKind.NothingToReduce, order, "there is no position to protect");
        }

        foreach (var gone in old)
        {
            var cancelled = await _orders
                .CancelAsync(new OrderKey(gone.Coin, "", gone.VenueOrderId), cancellation).ConfigureAwait(false);
            if (cancelled.Failure is { Kind: not VenueErrorKind.OrderNotFound })
            {
                return cancelled.Select(_ => new Done(WasSo: false));
            }
        }

        return price == 0m
            ? null
            : await PlaceAsync(order, role, price, size, cancellation).ConfigureAwait(false);
    }

    private async Task<VenueResult<Done>?> PlaceAsync(
        ProtectionOrder order, ProtectionRole role, decimal price, decimal size, CancellationToken cancellation)
    {
        var side = size > 0m ? Side.Sell : Side.Buy;
        var rises = (role == ProtectionRole.Target) == (side == Side.Sell);
        var placed = await _orders.PlaceAsync(
            new OrderTicket(
                $"p{Guid.NewGuid():N}",
                order.Coin,
                side,
                OrderKind.Market,
                SizeBase: 0m,
                ReduceOnly: true,
                Slot: order.Slot,
                Trigger: new OrderTrigger(price, rises, order.Watches)),
            cancellation).ConfigureAwait(false);
        return placed switch
        {
            VenueResult<OrderReceipt>.Granted => null,
            VenueResult<OrderReceipt>.Refused refused => new VenueResult<Done>.Refused(refused.Error with
            {
                Message = $"{refused.Error.Message}; the position has no {role} now",
            }),
            _ => placed.Select(_ => new Done(WasSo: false)),
        };
    }

    private static VenueResult<Done> Refused(VenueErrorKind kind, ProtectionOrder order, string why) =>
        new VenueResult<Done>.Refused(new VenueError(kind, $"binance protection of {order.Coin}: {why}"));
}
