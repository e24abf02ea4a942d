using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>The past of an account, instrument by instrument: orders, executions, fundings.</summary>
internal sealed class BinanceRecords
{
    private readonly BinanceQueries _queries;
    private readonly BinancePages _pages;
    private readonly BinanceTraded _traded;

    public BinanceRecords(BinanceSignedClient client, BinanceQueries queries, BinanceAccountOptions options)
    {
        _queries = queries;
        _pages = new BinancePages(client, options.PagesMax);
        _traded = new BinanceTraded(queries, _pages, options.Coins);
    }

    /// <summary>Orders that were made in a span of time.</summary>
    public async Task<VenueResult<ImmutableArray<OrderReport>>> OrdersAsync(
        (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellation)
    {
        var traded = await _traded.FindAsync(span, cancellation).ConfigureAwait(false);
        if (traded is not VenueResult<BinancePast>.Granted past)
        {
            return new VenueResult<ImmutableArray<OrderReport>>.Refused(traded.Failure!);
        }

        var all = new List<OrderReport>();
        foreach (var coin in past.Value.Coins)
        {
            foreach (var (endpoint, read) in _queries.Lists(BinanceEndpoint.All, BinanceEndpoint.AllAlgos))
            {
                var orders = await OrdersOfAsync(coin, endpoint, read, span, cancellation).ConfigureAwait(false);
                if (orders is not VenueResult<List<OrderReport>>.Granted granted)
                {
                    return orders.Select(rows => rows.ToImmutableArray());
                }

                all.AddRange(granted.Value);
            }
        }

        return await _queries.OrderedAsync(all, cancellation).ConfigureAwait(false);
    }

    /// <summary>Executions and fundings of a span of time.</summary>
    public async Task<VenueResult<AccountHistory>> ExecutionsAsync(
        (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellation)
    {
        var traded = await _traded.FindAsync(span, cancellation).ConfigureAwait(false);
        if (traded is not VenueResult<BinancePast>.Granted past)
        {
            return new VenueResult<AccountHistory>.Refused(traded.Failure!);
        }

        var executions = new List<ExecutionReport>();
        foreach (var coin in past.Value.Coins)
        {
            var result = await ExecutionsOfAsync(coin, span, cancellation).ConfigureAwait(false);
            if (result is not VenueResult<List<ExecutionReport>>.Granted granted)
            {
                return result.Select(_ => new AccountHistory([], []));
            }

            executions.AddRange(granted.Value);
        }

        return new VenueResult<AccountHistory>.Granted(new AccountHistory(
            [.. executions.OrderBy(row => row.Time).ThenBy(row => row.Coin).ThenBy(row => row.Sequence)],
            past.Value.Fundings));
    }

    private Task<VenueResult<List<OrderReport>>> OrdersOfAsync(
        InstrumentId coin,
        BinanceEndpoint endpoint,
        Func<VenueRow, InstrumentId, OrderReport> read,
        (DateTimeOffset From, DateTimeOffset To) span,
        CancellationToken cancellation) =>
        _pages.AllAsync(
            endpoint,
            () => new BinanceParameters().With("symbol", coin.Symbol),
            span,
            row => BinanceQueries.Order(row, read),
            order => (order.CreatedAt, order.VenueOrderId),
            cancellation);

    // The venue's record of a trade does not have our id: the record of its order does.
    private async Task<VenueResult<List<ExecutionReport>>> ExecutionsOfAsync(
        InstrumentId coin, (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellation)
    {
        var trades = await _pages.AllAsync(
            BinanceEndpoint.Trades,
            () => new BinanceParameters().With("symbol", coin.Symbol),
            span,
            row => BinanceExecutionRow.Read(row, coin, clientOrderId: ""),
            trade => (trade.Time, trade.ExecutionId),
            cancellation).ConfigureAwait(false);
        if (trades is not VenueResult<List<ExecutionReport>>.Granted { Value: { Count: > 0 } rows })
        {
            return trades;
        }

        var names = await NamesAsync(coin, rows, span, cancellation).ConfigureAwait(false);
        return names.Select(known => rows.Select(row => _queries.Parents.Of(Named(row, known))).ToList());
    }

    // By id of the venue's, our ids of the orders behind some executions.
    private async Task<VenueResult<Dictionary<string, string>>> NamesAsync(
        InstrumentId coin,
        List<ExecutionReport> rows,
        (DateTimeOffset From, DateTimeOffset To) span,
        CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var placed = await PlacedAsync(coin, span, cancellation).ConfigureAwait(false);
        if (placed is not VenueResult<List<OrderReport>>.Granted known)
        {
            return placed.Select(_ => names);
        }

        foreach (var order in known.Value)
        {
            names[order.VenueOrderId] = order.ClientOrderId;
        }

        foreach (var id in rows.Select(row => row.VenueOrderId).Distinct().Where(id => !names.ContainsKey(id)).ToList())
        {
            var found = await _queries.FindOrderAsync(new OrderKey(coin, "", id), cancellation).ConfigureAwait(false);
            if (found is not VenueResult<OrderReport?>.Granted granted)
            {
                return found.Select(_ => names);
            }

            names[id] = granted.Value?.ClientOrderId ?? "";
        }

        return new VenueResult<Dictionary<string, string>>.Granted(names);
    }

    // Orders of both kinds, under their own ids; the conditional orders that they came of are known afterwards.
    private async Task<VenueResult<List<OrderReport>>> PlacedAsync(
        InstrumentId coin, (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellation)
    {
        var all = new List<OrderReport>();
        foreach (var (endpoint, read) in _queries.Lists(BinanceEndpoint.All, BinanceEndpoint.AllAlgos))
        {
            var orders = await OrdersOfAsync(coin, endpoint, read, span, cancellation).ConfigureAwait(false);
            if (orders is not VenueResult<List<OrderReport>>.Granted known)
            {
                return orders;
            }

            all.AddRange(known.Value);
        }

        // Those that are older than the span are asked for.
        var told = await _queries.OrderedAsync(all, cancellation).ConfigureAwait(false);
        return told.Select(_ => all);
    }

    private static ExecutionReport Named(ExecutionReport row, Dictionary<string, string> names)
    {
        var name = names[row.VenueOrderId];
        return row with { ClientOrderId = name, Kind = BinanceWords.Execution(BinanceWords.Origin(name)) };
    }
}
