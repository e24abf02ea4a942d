using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Private.Rows;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>What Bybit knows of an account. Thread-safe. Source: Bybit V5 documentation, trade, position,
/// account.</summary>
internal sealed class BybitQueries : IAccountQueries
{
    /// <summary>Linear lists are asked by the coin in which contracts settle.</summary>
    public static readonly ImmutableArray<string> SettleCoins = ["USDT", "USDC"];

    private const int OrdersPerPage = 50;
    private const int ExecutionsPerPage = 100;
    private const int PositionsPerPage = 200;
    private readonly BybitSignedClient _client;
    private readonly BybitPages _pages;

    public BybitQueries(BybitSignedClient client, int pagesMax)
    {
        _client = client;
        _pages = new BybitPages(client, pagesMax);
    }

    /// <inheritdoc/>
    public async Task<VenueResult<OrderReport?>> FindOrderAsync(OrderKey order, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(BybitOrderRules.Checked(order).Coin);
        var name = order.ClientOrderId.Length > 0 ? "orderLinkId" : "orderId";
        var query = $"category={category}&symbol={order.Coin.Symbol}&{name}={Uri.EscapeDataString(order.Name)}";

        // The live list has open and lately ended orders; after a restart of the venue only history has the ended.
        foreach (var endpoint in new[] { BybitEndpoint.Realtime, BybitEndpoint.History })
        {
            var result = await _pages
                .AllAsync(endpoint, query, row => BybitOrderRow.Read(row, category), cancellation)
                .ConfigureAwait(false);
            var found = result.Select(rows => rows.MaxBy(row => row.UpdatedAt));
            if (found is not VenueResult<OrderReport?>.Granted { Value: null })
            {
                return found;
            }
        }

        return new VenueResult<OrderReport?>.Granted(null);
    }

    /// <inheritdoc/>
    public async Task<VenueResult<ImmutableArray<OrderReport>>> GetOpenOrdersAsync(
        string venue, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        var result = await EachAsync(
            BySettleCoin(category, $"category={category}&limit={OrdersPerPage}"),
            query => _pages.AllAsync(
                BybitEndpoint.Realtime, query, row => BybitOrderRow.Read(row, category), cancellation))
            .ConfigureAwait(false);
        return result.Select(rows => Once(rows.Where(row => !row.IsEnded)));
    }

    /// <inheritdoc/>
    public async Task<VenueResult<ImmutableArray<OrderReport>>> GetOrdersAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        var result = await _pages.AllAsync(
            BybitEndpoint.History,
            $"category={category}&limit={OrdersPerPage}",
            (from, to),
            row => BybitOrderRow.Read(row, category),
            cancellation).ConfigureAwait(false);
        return result.Select(Once);
    }

    /// <inheritdoc/>
    public async Task<VenueResult<AccountHistory>> GetExecutionsAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        var result = await _pages.AllAsync(
            BybitEndpoint.Executions,
            $"category={category}&limit={ExecutionsPerPage}",
            (from, to),
            row => BybitExecutionRow.Read(row, category),
            cancellation).ConfigureAwait(false);
        return result.Select(rows => new AccountHistory(
            [.. rows.Select(row => row.Execution).OfType<ExecutionReport>()
                .DistinctBy(row => row.ExecutionId, StringComparer.Ordinal)
                .OrderBy(row => row.Time).ThenBy(row => row.Sequence)],
            [.. rows.Select(row => row.Funding).OfType<FundingReport>()
                .DistinctBy(row => row.ExecutionId, StringComparer.Ordinal).OrderBy(row => row.Time)]));
    }

    /// <inheritdoc/>
    public async Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        string venue, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        if (category == BybitCategory.Spot)
        {
            return new VenueResult<ImmutableArray<PositionReport>>.Granted([]);
        }

        var result = await EachAsync(
            BySettleCoin(category, $"category={category}&limit={PositionsPerPage}"),
            query => _pages.AllAsync(
                BybitEndpoint.Positions, query, row => BybitPositionRow.Read(row, category), cancellation))
            .ConfigureAwait(false);
        return result.Select(rows => rows
            .Where(row => row.SizeBase != 0m)
            .DistinctBy(row => (row.Coin, row.Slot))
            .OrderBy(row => row.Coin).ThenBy(row => row.Slot)
            .ToImmutableArray());
    }

    /// <inheritdoc/>
    public async Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        InstrumentId coin, CancellationToken cancellation)
    {
        var category = BybitCategory.Of(coin);
        var result = await _pages.AllAsync(
            BybitEndpoint.Positions,
            $"category={category}&symbol={coin.Symbol}",
            row => BybitPositionRow.Read(row, category),
            cancellation).ConfigureAwait(false);
        return result.Select(rows => rows.OrderBy(row => row.Slot).ToImmutableArray());
    }

    /// <inheritdoc/>
    public Task<VenueResult<WalletReport>> GetWalletAsync(CancellationToken cancellation) => _client.GetAsync(
        BybitEndpoint.Wallet,
        "accountType=UNIFIED",
        result => result["list"u8].Rows(BybitWalletRow.Read).FirstOrDefault()
            ?? throw result["list"u8].Wrong("is empty"),
        cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<FeeRates>>> GetFeeRatesAsync(string venue, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        return _client.GetAsync(
            BybitEndpoint.FeeRate,
            $"category={category}",
            result => result["list"u8].Rows(row => BybitWalletRow.Fees(row, category))
                .OrderBy(row => row.Coin).ToImmutableArray(),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<AccountSettings>> GetSettingsAsync(CancellationToken cancellation) =>
        _client.GetAsync(BybitEndpoint.AccountInfo, "", BybitWalletRow.Settings, cancellation);

    // Spot has no settlement coin and is asked as a whole.
    private static ImmutableArray<string> BySettleCoin(BybitCategory category, string query) =>
        category == BybitCategory.Spot ? [query] : [.. SettleCoins.Select(coin => $"{query}&settleCoin={coin}")];

    private static async Task<VenueResult<List<T>>> EachAsync<T>(
        ImmutableArray<string> queries, Func<string, Task<VenueResult<List<T>>>> ask)
    {
        var all = new List<T>();
        foreach (var query in queries)
        {
            var result = await ask(query).ConfigureAwait(false);
            if (result is not VenueResult<List<T>>.Granted granted)
            {
                return result;
            }

            all.AddRange(granted.Value);
        }

        return new VenueResult<List<T>>.Granted(all);
    }

    // An order can move from one page to the next between two questions; its last state counts.
    private static ImmutableArray<OrderReport> Once(IEnumerable<OrderReport> rows) =>
        [.. rows.GroupBy(row => row.VenueOrderId, StringComparer.Ordinal)
            .Select(group => group.MaxBy(row => row.UpdatedAt)!)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.VenueOrderId, StringComparer.Ordinal)];
}
