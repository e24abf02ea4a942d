using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Settings of an account at Bybit. Thread-safe. Source: Bybit V5 documentation, position.</summary>
internal sealed class BybitControl : IAccountControl
{
    private readonly BybitSignedClient _client;
    private readonly IAccountQueries _queries;

    public BybitControl(BybitSignedClient client, IAccountQueries queries)
    {
        _client = client;
        _queries = queries;
    }

    /// <inheritdoc/>
    public async Task<VenueResult<Done>> SetLeverageAsync(
        InstrumentId coin, decimal leverage, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leverage, 1m);
        return UnchangedIsDone(await SendAsync(
            BybitEndpoint.SetLeverage, BybitBodies.Leverage(Linear(coin), leverage), cancellation)
            .ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<VenueResult<Done>> SetPositionModeAsync(
        InstrumentId coin, PositionMode mode, CancellationToken cancellation) =>
        UnchangedIsDone(await SendAsync(
            BybitEndpoint.SwitchMode, BybitBodies.Mode(Linear(coin), mode), cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    /// <remarks>
    /// "Not modified" is also what the venue says of an incomplete request, so it counts as done only when the position
    /// then has what was wanted.
    /// </remarks>
    public async Task<VenueResult<Done>> SetProtectionAsync(ProtectionOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        Linear(order.Coin);
        foreach (var value in new[] { order.StopQuote, order.TargetQuote, order.TrailingQuote })
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0m, nameof(order));
        }

        var result = await SendAsync(BybitEndpoint.TradingStop, BybitBodies.Stops(order), cancellation)
            .ConfigureAwait(false);
        if (result is not VenueResult<Done>.Refused { Error.Kind: VenueErrorKind.Unchanged } unchanged)
        {
            return result;
        }

        var positions = await _queries.GetPositionsAsync(order.Coin, cancellation).ConfigureAwait(false);
        if (positions is not VenueResult<ImmutableArray<PositionReport>>.Granted granted)
        {
            return new VenueResult<Done>.InDoubt(positions.Failure!);
        }

        var isSo = granted.Value.Any(position => position.Slot == order.Slot
            && Matches(order.StopQuote, position.StopQuote)
            && Matches(order.TargetQuote, position.TargetQuote)
            && Matches(order.TrailingQuote, position.TrailingQuote));
        return isSo
            ? new VenueResult<Done>.Granted(new Done(WasSo: true))
            : new VenueResult<Done>.Refused(new VenueError(
                VenueErrorKind.InvalidOrder, $"{unchanged.Error.Message}; the position has other values"));
    }

    /// <inheritdoc/>
    public async Task<VenueResult<int>> CancelAllAsync(
        string venue, InstrumentId? coin, CancellationToken cancellation)
    {
        var category = BybitCategory.OfVenue(venue);
        if (coin is { } one && BybitCategory.Of(one) != category)
        {
            throw new ArgumentException($"coin '{one}' is not of venue {venue}.", nameof(coin));
        }

        var bySettleCoin = coin is null && category != BybitCategory.Spot;
        var cancelled = 0;
        foreach (var settleCoin in bySettleCoin ? BybitQueries.SettleCoins : [""])
        {
            var result = await _client.PostAsync(
                BybitEndpoint.CancelAll,
                BybitBodies.CancelAll(category, coin?.Symbol, bySettleCoin ? settleCoin : null),
                units: 1,
                (result, _) => result["list"u8].Rows(_ => true).Length,
                cancellation).ConfigureAwait(false);
            if (result is not VenueResult<int>.Granted granted)
            {
                return result;
            }

            cancelled += granted.Value;
        }

        return new VenueResult<int>.Granted(cancelled);
    }

    private Task<VenueResult<Done>> SendAsync(BybitEndpoint endpoint, string body, CancellationToken cancellation) =>
        _client.PostAsync(endpoint, body, units: 1, (_, _) => new Done(WasSo: false), cancellation);

    private static VenueResult<Done> UnchangedIsDone(VenueResult<Done> result) =>
        result is VenueResult<Done>.Refused { Error.Kind: VenueErrorKind.Unchanged }
            ? new VenueResult<Done>.Granted(new Done(WasSo: true))
            : result;

    private static bool Matches(decimal? wanted, decimal? has) => wanted is null || wanted == (has ?? 0m);

    private static InstrumentId Linear(InstrumentId coin) => BybitCategory.Of(coin) == BybitCategory.Linear
        ? coin
        : throw new ArgumentException($"coin '{coin}' has no positions: it is spot.", nameof(coin));
}
