using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>What a venue knows of one account. Only reads, so each is repeated where that may help.</summary>
/// <remarks>
/// Implementations are thread-safe. Lists are read to the last page, each row once, oldest first. A venue tells of a
/// new order with a delay: that it does not know an order is certain only some time after it was sent.
/// </remarks>
public interface IAccountQueries
{
    /// <summary>An order by our id, open or ended; null when the venue has none.</summary>
    Task<VenueResult<OrderReport?>> FindOrderAsync(OrderKey order, CancellationToken cancellation);

    /// <summary>All open orders of a market, conditional ones included.</summary>
    /// <param name="venue">Name of the market, as in <see cref="InstrumentId.Venue"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<VenueResult<ImmutableArray<OrderReport>>> GetOpenOrdersAsync(string venue, CancellationToken cancellation);

    /// <summary>Orders that were made in [from, to).</summary>
    Task<VenueResult<ImmutableArray<OrderReport>>> GetOrdersAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>Executions and funding settlements in [from, to).</summary>
    Task<VenueResult<AccountHistory>> GetExecutionsAsync(
        string venue, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>All positions of a market that are not flat.</summary>
    Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        string venue, CancellationToken cancellation);

    /// <summary>The positions in one instrument, flat ones included: one, or two in hedge mode.</summary>
    Task<VenueResult<ImmutableArray<PositionReport>>> GetPositionsAsync(
        InstrumentId coin, CancellationToken cancellation);

    /// <summary>The account's money.</summary>
    Task<VenueResult<WalletReport>> GetWalletAsync(CancellationToken cancellation);

    /// <summary>The account's fees in all instruments of a market.</summary>
    Task<VenueResult<ImmutableArray<FeeRates>>> GetFeeRatesAsync(string venue, CancellationToken cancellation);

    /// <summary>The account's settings.</summary>
    Task<VenueResult<AccountSettings>> GetSettingsAsync(CancellationToken cancellation);
}

/// <summary>What happened to an account's positions and cash.</summary>
/// <param name="Executions">Oldest first.</param>
/// <param name="Fundings">Oldest first.</param>
public sealed record AccountHistory(
    ImmutableArray<ExecutionReport> Executions, ImmutableArray<FundingReport> Fundings);
