using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Settings of an account at Binance. Thread-safe. Source: Binance's documentation of USD-margined futures,
/// trade, account.</summary>
internal sealed class BinanceControl : IAccountControl
{
    private readonly BinanceSignedClient _client;
    private readonly IAccountQueries _queries;
    private readonly BinanceProtection _protection;

    public BinanceControl(BinanceSignedClient client, IAccountQueries queries, IOrderEntry orders)
    {
        _client = client;
        _queries = queries;
        _protection = new BinanceProtection(queries, orders);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The leverage is below 1 or no whole number.</exception>
    public Task<VenueResult<Done>> SetLeverageAsync(
        InstrumentId coin, decimal leverage, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leverage, 1m);
        if (leverage != decimal.Truncate(leverage))
        {
            throw new ArgumentException($"leverage is '{leverage}', must be a whole number.", nameof(leverage));
        }

        var parameters = new BinanceParameters().With("symbol", BinanceVenue.SymbolOf(coin))
            .With("leverage", ((int)leverage).ToString(CultureInfo.InvariantCulture));
        return SetAsync(BinanceEndpoint.Leverage, parameters, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>The mode is the whole account's here.</remarks>
    public Task<VenueResult<Done>> SetPositionModeAsync(
        InstrumentId coin, PositionMode mode, CancellationToken cancellation)
    {
        _ = BinanceVenue.SymbolOf(coin);
        var word = mode switch
        {
            PositionMode.OneWay => "false",
            PositionMode.Hedge => "true",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown position mode."),
        };
        return SetAsync(
            BinanceEndpoint.PositionMode, new BinanceParameters().With("dualSidePosition", word), cancellation);
    }

    /// <summary>Sets what stands behind the positions in an instrument.</summary>
    /// <exception cref="ArgumentException">The venue has no such mode.</exception>
    public Task<VenueResult<Done>> SetMarginModeAsync(
        InstrumentId coin, MarginMode mode, CancellationToken cancellation)
    {
        var word = mode switch
        {
            MarginMode.Isolated => "ISOLATED",
            MarginMode.Cross => "CROSSED",
            _ => throw new ArgumentException($"mode is '{mode}', must be Isolated or Cross.", nameof(mode)),
        };
        var parameters = new BinanceParameters().With("symbol", BinanceVenue.SymbolOf(coin)).With("marginType", word);
        return SetAsync(BinanceEndpoint.MarginType, parameters, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Stop and target are orders of their own here, which close the position when they trigger.</remarks>
    public Task<VenueResult<Done>> SetProtectionAsync(ProtectionOrder order, CancellationToken cancellation) =>
        _protection.SetAsync(order, cancellation);

    /// <inheritdoc/>
    /// <remarks>The venue cancels by instrument: those with open orders are found first.</remarks>
    public async Task<VenueResult<int>> CancelAllAsync(
        string venue, InstrumentId? coin, CancellationToken cancellation)
    {
        if (coin is { } one)
        {
            _ = BinanceVenue.SymbolOf(one);
        }

        var open = await _queries.GetOpenOrdersAsync(venue, cancellation).ConfigureAwait(false);
        if (open is not VenueResult<ImmutableArray<OrderReport>>.Granted granted)
        {
            return open.Select(_ => 0);
        }

        var orders = granted.Value.Where(order => coin is null || order.Coin == coin).ToList();
        foreach (var symbol in orders.Select(order => order.Coin.Symbol).Distinct())
        {
            foreach (var endpoint in new[] { BinanceEndpoint.CancelAll, BinanceEndpoint.CancelAllAlgos })
            {
                var result = await _client.SendAsync(
                    endpoint, new BinanceParameters().With("symbol", symbol), _ => 0, cancellation)
                    .ConfigureAwait(false);
                if (result.Failure is { Kind: not VenueErrorKind.OrderNotFound })
                {
                    return result;
                }
            }
        }

        return new VenueResult<int>.Granted(orders.Count);
    }

    private async Task<VenueResult<Done>> SetAsync(
        BinanceEndpoint endpoint, BinanceParameters parameters, CancellationToken cancellation)
    {
        var result = await _client.SendAsync(endpoint, parameters, _ => new Done(WasSo: false), cancellation)
            .ConfigureAwait(false);
        return result is VenueResult<Done>.Refused { Error.Kind: VenueErrorKind.Unchanged }
            ? new VenueResult<Done>.Granted(new Done(WasSo: true))
            : result;
    }
}
