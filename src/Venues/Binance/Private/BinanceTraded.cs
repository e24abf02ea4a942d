using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private.Rows;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>What happened in a span of time.</summary>
/// <param name="Coins">Instruments that may have executions or orders of that time.</param>
/// <param name="Fundings">Fundings, oldest first.</param>
internal sealed record BinancePast(ImmutableArray<InstrumentId> Coins, ImmutableArray<FundingReport> Fundings);

/// <summary>
/// Finds out what an account traded: the venue tells of executions and ended orders by instrument only, and of income
/// without. Every execution leaves an income, a fee or a profit; those that leave none are of the instruments that the
/// options name, or where something is still open.
/// </summary>
internal sealed class BinanceTraded
{
    private readonly BinanceQueries _queries;
    private readonly BinancePages _pages;
    private readonly ImmutableArray<InstrumentId> _known;

    public BinanceTraded(BinanceQueries queries, BinancePages pages, ImmutableArray<InstrumentId> known)
    {
        _queries = queries;
        _pages = pages;
        _known = known;
    }

    /// <summary>Instruments that may have executions or orders in [from, to), and the fundings of that time.</summary>
    public async Task<VenueResult<BinancePast>> FindAsync(
        (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellation)
    {
        var incomes = await _pages.AllAsync(
            BinanceEndpoint.Income,
            () => new BinanceParameters(),
            span,
            row => Income.Read(row),
            income => (income.Time, $"{income.Kind} {income.Id} {income.Coin}"),
            cancellation).ConfigureAwait(false);
        if (incomes is not VenueResult<List<Income>>.Granted granted)
        {
            return Failed(incomes.Failure!);
        }

        var positions = await _queries.GetPositionsAsync(BinanceVenue.Name, cancellation).ConfigureAwait(false);
        if (positions is not VenueResult<ImmutableArray<PositionReport>>.Granted held)
        {
            return Failed(positions.Failure!);
        }

        var orders = await _queries.GetOpenOrdersAsync(BinanceVenue.Name, cancellation).ConfigureAwait(false);
        if (orders is not VenueResult<ImmutableArray<OrderReport>>.Granted open)
        {
            return Failed(orders.Failure!);
        }

        var coins = granted.Value.Select(income => income.Coin)
            .Concat(held.Value.Select(position => position.Coin))
            .Concat(open.Value.Select(order => order.Coin))
            .Concat(_known);
        return new VenueResult<BinancePast>.Granted(new BinancePast(
            [.. coins.Distinct().Order()],
            [.. granted.Value.Select(income => income.Funding).OfType<FundingReport>()]));
    }

    private static VenueResult<BinancePast> Failed(VenueError error) =>
        new VenueResult<BinancePast>.Refused(error);

    private sealed record Income(InstrumentId Coin, string Kind, string Id, DateTimeOffset Time, FundingReport? Funding)
    {
        private const string FundingFee = "FUNDING_FEE";

        public static Income? Read(Json.VenueRow row)
        {
            if (BinanceWords.CoinOf(row["symbol"u8].NameOrEmpty()) is not { } coin)
            {
                return null; // Transfers and the like are of no instrument.
            }

            var kind = row["incomeType"u8].Name();
            var id = $"{row["tranId"u8].TextOrEmpty()} {row["tradeId"u8].TextOrEmpty()}";
            var funding = kind == FundingFee ? BinanceExecutionRow.Funding(row, coin) : null;
            return new Income(coin, kind, id, row["time"u8].Time(), funding);
        }
    }
}
