using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues;

/// <summary>
/// Reads from the venue's records what a channel has missed: executions since the last one seen, orders that are open
/// or were, positions, and the money, of which the stream tells only changes.
/// </summary>
internal sealed class AccountCatchUp
{
    private readonly IAccountQueries _queries;
    private readonly AccountMemory _memory;
    private readonly ImmutableArray<string> _venues;

    public AccountCatchUp(IAccountQueries queries, AccountMemory memory, ImmutableArray<string> venues)
    {
        _queries = queries;
        _memory = memory;
        _venues = venues;
    }

    /// <summary>All that may be news, executions first.</summary>
    /// <param name="now">The venue's time.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VenueResult<ImmutableArray<AccountNews>>> ReadAsync(
        DateTimeOffset now, CancellationToken cancellation)
    {
        var news = ImmutableArray.CreateBuilder<AccountNews>();
        foreach (var venue in _venues)
        {
            var error = await ExecutionsAsync(news, venue, now, cancellation).ConfigureAwait(false)
                ?? await OrdersAsync(news, venue, cancellation).ConfigureAwait(false)
                ?? await PositionsAsync(news, venue, cancellation).ConfigureAwait(false);
            if (error is not null)
            {
                return new VenueResult<ImmutableArray<AccountNews>>.Refused(error);
            }
        }

        var wallet = await _queries.GetWalletAsync(cancellation).ConfigureAwait(false);
        return wallet.Select(money => news.Append(new AccountNews.WalletChanged(money)).ToImmutableArray());
    }

    private async Task<VenueError?> ExecutionsAsync(
        ImmutableArray<AccountNews>.Builder news, string venue, DateTimeOffset now, CancellationToken cancellation)
    {
        // A little beyond now, since what happens while we ask must not fall between the two.
        var to = now + TimeSpan.FromMinutes(1);
        var from = _memory.GapFrom < to ? _memory.GapFrom : to;
        var result = await _queries.GetExecutionsAsync(venue, from, to, cancellation).ConfigureAwait(false);
        if (result is VenueResult<AccountHistory>.Granted granted)
        {
            news.AddRange(granted.Value.Executions.Select(row => new AccountNews.Executed(row)));
            news.AddRange(granted.Value.Fundings.Select(row => new AccountNews.Funded(row)));
        }

        return result.Failure;
    }

    private async Task<VenueError?> OrdersAsync(
        ImmutableArray<AccountNews>.Builder news, string venue, CancellationToken cancellation)
    {
        var result = await _queries.GetOpenOrdersAsync(venue, cancellation).ConfigureAwait(false);
        if (result is not VenueResult<ImmutableArray<OrderReport>>.Granted open)
        {
            return result.Failure;
        }

        news.AddRange(open.Value.Select(row => new AccountNews.OrderChanged(row)));
        var still = open.Value.Select(row => (row.Coin, row.VenueOrderId)).ToHashSet();
        foreach (var gone in _memory.OpenOrders
            .Where(order => order.Coin.Venue == venue && !still.Contains((order.Coin, order.VenueOrderId))))
        {
            var key = new OrderKey(gone.Coin, "", gone.VenueOrderId);
            var found = await _queries.FindOrderAsync(key, cancellation).ConfigureAwait(false);
            if (found.Failure is { } error)
            {
                return error;
            }

            if (found is VenueResult<OrderReport?>.Granted { Value: { } ended })
            {
                news.Add(new AccountNews.OrderChanged(ended));
            }
        }

        return null;
    }

    private async Task<VenueError?> PositionsAsync(
        ImmutableArray<AccountNews>.Builder news, string venue, CancellationToken cancellation)
    {
        var result = await _queries.GetPositionsAsync(venue, cancellation).ConfigureAwait(false);
        if (result is not VenueResult<ImmutableArray<PositionReport>>.Granted held)
        {
            return result.Failure;
        }

        news.AddRange(held.Value.Select(row => new AccountNews.PositionChanged(row)));
        var still = held.Value.Select(row => (row.Coin, row.Slot)).ToHashSet();
        foreach (var coin in _memory.Positions
            .Where(row => row.Coin.Venue == venue && !still.Contains((row.Coin, row.Slot)))
            .Select(row => row.Coin).Distinct())
        {
            var closed = await _queries.GetPositionsAsync(coin, cancellation).ConfigureAwait(false);
            if (closed is not VenueResult<ImmutableArray<PositionReport>>.Granted rows)
            {
                return closed.Failure;
            }

            news.AddRange(rows.Value.Select(row => new AccountNews.PositionChanged(row)));
        }

        return null;
    }
}
