using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>What Binance knows of an account. Thread-safe. Source: Binance's documentation of USD-margined futures,
/// trade, account.</summary>
internal sealed class BinanceQueries : IAccountQueries
{
    private readonly BinanceSignedClient _client;
    private readonly BinanceAccountOptions _options;
    private readonly BinanceRecords _records;

    public BinanceQueries(BinanceSignedClient client, BinanceAccountOptions options)
    {
        _client = client;
        _options = options;
        Parents = new BinanceParents(options.RememberedMax);
        _records = new BinanceRecords(client, this, options);
    }

    /// <summary>Which orders came of which conditional orders.</summary>
    public BinanceParents Parents { get; }

    /// <inheritdoc/>
    /// <remarks>An order that came of a conditional one is told of under that one's ids.</remarks>
    public async Task<VenueResult<OrderReport?>> FindOrderAsync(OrderKey order, CancellationToken cancellation)
    {
        BinanceOrderRules.Checked(order);
        var isAlgo = order.ClientOrderId.Length == 0 && BinanceAlgoRow.AlgoIdOf(order.VenueOrderId) is not null;
        if (!isAlgo)
        {
            var found = await FindAsync(
                BinanceEndpoint.Find, BinanceBodies.Key(order).Parameters(), BinanceOrderRow.Read, cancellation)
                .ConfigureAwait(false);
            if (found is not VenueResult<OrderReport?>.Granted { Value: null })
            {
                return found is VenueResult<OrderReport?>.Granted { Value: { } child }
                    ? await UnderParentAsync(child, cancellation).ConfigureAwait(false)
                    : found;
            }
        }

        // An id of ours may be that of an order which waits for its trigger, or waited.
        return isAlgo || order.ClientOrderId.Length > 0
            ? await AlgoAsync(order, cancellation).ConfigureAwait(false)
            : new VenueResult<OrderReport?>.Granted(null);
    }

    /// <summary>An order as that of the conditional one which it came of, which is asked for when it is not
    /// known.</summary>
    internal async Task<VenueResult<OrderReport?>> UnderParentAsync(OrderReport order, CancellationToken cancellation)
    {
        if (Parents.IsStray(order))
        {
            var key = new OrderKey(order.Coin, order.ClientOrderId);
            var parent = await FindAsync(
                BinanceEndpoint.FindAlgo, BinanceBodies.AlgoKey(key).Parameters(), Parents.Read, cancellation)
                .ConfigureAwait(false);
            if (parent.Failure is not null)
            {
                return parent;
            }
        }

        return new VenueResult<OrderReport?>.Granted(Parents.Of(order));
    }

    /// <inheritdoc/>
    public async Task<VenueResult<ImmutableArray<OrderReport>>> GetOpenOrdersAsync(
        string venue, CancellationToken cancellation)
    {
        CheckVenue(venue);
        var all = new List<OrderReport>();
        foreach (var (endpoint, read) in Lists(BinanceEndpoint.Open, BinanceEndpoint.OpenAlgos))
        {
            var result = await _client.SendAsync(
                endpoint, new BinanceParameters(), rows => Rows(rows, read), cancellation).ConfigureAwait(false);
            if (result is not VenueResult<ImmutableArray<OrderReport>>.Granted granted)
            {
                return result;
            }

            all.AddRange(granted.Value.Where(order => !order.IsEnded));
        }

        return await OrderedAsync(all, cancellation).ConfigureAwait(false);
    }

    /// <summary>Oldest first, each once: what became of a conditional order under its ids.</summary>
    internal async Task<VenueResult<ImmutableArray<OrderReport>>> OrderedAsync(
        List<OrderReport> orders, CancellationToken cancellation)
    {
        var all = new List<OrderReport>(orders.Count);
        foreach (var order in orders)
        {
            var told = await UnderParentAsync(order, cancellation).ConfigureAwait(false);
            if (told is not VenueResult<OrderReport?>.Granted { Value: { } one })
            {
                return told.Select(_ => ImmutableArray<OrderReport>.Empty);
            }

            all.Add(one);
        }

        return new VenueResult<ImmutableArray<OrderReport>>.Granted(
            [.. all.GroupBy(row => (row.Coin, row.VenueOrderId))
                .Select(group => group.MaxBy(row => (BinanceParents.SaysLess(row) ? 0 : 1, row.UpdatedAt))!)
                .OrderBy(row => row.CreatedAt).ThenBy(row => row.VenueOrderId, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<OrderReport>>> GetOrdersAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        CheckVenue(venue);
        return _records.OrdersAsync((from, to), cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Of fundings the venue says neither the position's size nor the price: both are 0.</remarks>
    public Task<VenueResult<AccountHistory>> GetExecutionsAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        CheckVenue(venue);
        return _records.ExecutionsAsync((from, to), cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        string venue, CancellationToken cancellation)
    {
        CheckVenue(venue);
        return PositionsAsync(new BinanceParameters(), row => row.SizeBase != 0m, cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        InstrumentId coin, CancellationToken cancellation) =>
        PositionsAsync(
            new BinanceParameters().With("symbol", BinanceVenue.SymbolOf(coin)),
            row => row.Coin == coin,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<WalletReport>> GetWalletAsync(CancellationToken cancellation) => _client.SendAsync(
        BinanceEndpoint.Account,
        new BinanceParameters(),
        account => account.Read(BinanceWalletRow.Read),
        cancellation);

    /// <inheritdoc/>
    /// <remarks>Of the instruments that <see cref="BinanceAccountOptions.Coins"/> names.</remarks>
    public async Task<VenueResult<ImmutableArray<FeeRates>>> GetFeeRatesAsync(
        string venue, CancellationToken cancellation)
    {
        CheckVenue(venue);
        var all = ImmutableArray.CreateBuilder<FeeRates>();
        foreach (var coin in _options.Coins.Order())
        {
            var result = await _client.SendAsync(
                BinanceEndpoint.Fees,
                new BinanceParameters().With("symbol", coin.Symbol),
                fees => fees.Read(row => BinanceWalletRow.Fees(row, coin)),
                cancellation).ConfigureAwait(false);
            if (result is not VenueResult<FeeRates>.Granted granted)
            {
                return result.Select(_ => ImmutableArray<FeeRates>.Empty);
            }

            all.Add(granted.Value);
        }

        return new VenueResult<ImmutableArray<FeeRates>>.Granted(all.ToImmutable());
    }

    /// <inheritdoc/>
    /// <remarks>Margin is chosen by instrument here: what is told is the default, cross.</remarks>
    public Task<VenueResult<AccountSettings>> GetSettingsAsync(CancellationToken cancellation) => _client.SendAsync(
        BinanceEndpoint.AccountConfig,
        new BinanceParameters(),
        config => new AccountSettings(
            MarginMode.Cross,
            IsUnified: false,
            CancelsOnDisconnect: false,
            config.Read(row => row["updateTime"u8].TimeOrNone())),
        cancellation);

    /// <summary>Both lists of orders with what reads their rows.</summary>
    internal ImmutableArray<(BinanceEndpoint Endpoint, Func<VenueRow, InstrumentId, OrderReport> Read)> Lists(
        BinanceEndpoint orders, BinanceEndpoint algos) =>
        [(orders, BinanceOrderRow.Read), (algos, Parents.Read)];

    /// <summary>Reads an order; null for one of an instrument that is none of ours.</summary>
    internal static OrderReport? Order(VenueRow row, Func<VenueRow, InstrumentId, OrderReport> read) =>
        BinanceWords.CoinOf(row["symbol"u8].Name()) is { } coin ? read(row, coin) : null;

    // A conditional order as it stands: as the order that it became, once there is one.
    private async Task<VenueResult<OrderReport?>> AlgoAsync(OrderKey order, CancellationToken cancellation)
    {
        var found = await FindAsync(
            BinanceEndpoint.FindAlgo, BinanceBodies.AlgoKey(order).Parameters(), Parents.Read, cancellation)
            .ConfigureAwait(false);
        if (found is not VenueResult<OrderReport?>.Granted { Value: { } parent }
            || Parents.ChildOf(parent) is not { } id)
        {
            return found;
        }

        var key = new OrderKey(parent.Coin, "", id);
        var child = await FindAsync(
            BinanceEndpoint.Find, BinanceBodies.Key(key).Parameters(), BinanceOrderRow.Read, cancellation)
            .ConfigureAwait(false);
        return child is VenueResult<OrderReport?>.Granted { Value: null }
            ? found
            : child.Select(placed => placed is null ? null : Parents.Of(placed));
    }

    private async Task<VenueResult<OrderReport?>> FindAsync(
        BinanceEndpoint endpoint,
        BinanceParameters parameters,
        Func<VenueRow, InstrumentId, OrderReport> read,
        CancellationToken cancellation)
    {
        var result = await _client.SendAsync(
            endpoint, parameters, answer => answer.Read(row => Order(row, read)), cancellation)
            .ConfigureAwait(false);
        return result is VenueResult<OrderReport?>.Refused { Error.Kind: VenueErrorKind.OrderNotFound }
            ? new VenueResult<OrderReport?>.Granted(null)
            : result;
    }

    private Task<VenueResult<ImmutableArray<PositionReport>>> PositionsAsync(
        BinanceParameters parameters, Func<PositionReport, bool> isWanted, CancellationToken cancellation) =>
        _client.SendAsync(
            BinanceEndpoint.Positions,
            parameters,
            rows => rows.Rows(Position)
                .OfType<PositionReport>().Where(isWanted)
                .OrderBy(row => row.Coin).ThenBy(row => row.Slot).ToImmutableArray(),
            cancellation);

    private static PositionReport? Position(VenueRow row) =>
        BinanceWords.CoinOf(row["symbol"u8].Name()) is { } coin ? BinancePositionRow.Read(row, coin) : null;

    private static ImmutableArray<OrderReport> Rows(
        VenueValue rows, Func<VenueRow, InstrumentId, OrderReport> read) =>
        [.. rows.Rows(row => Order(row, read)).OfType<OrderReport>()];

    private static void CheckVenue(string venue)
    {
        if (venue != BinanceVenue.Name)
        {
            throw new ArgumentException($"venue '{venue}' is not {BinanceVenue.Name}.", nameof(venue));
        }
    }
}
