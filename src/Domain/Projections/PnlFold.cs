using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>pnl</c>: what each trader earned, in all and by UTC day.</summary>
/// <remarks>
/// <c>total_pnl</c> is what the account changed by: realised profit minus fees plus funding, at the time of each.
/// <c>trades_count</c> counts round trips by the day they ended; <c>win_rate</c> is the share of those that earned
/// something after fees, null before the first.
/// </remarks>
internal sealed class PnlFold : IJournalFold
{
    private const string AllTime = "all";

    private static readonly TableSchema Pnl = new(
        "pnl",
        [
            new("agent", ColumnKind.Text, IsKey: true),
            new("period", ColumnKind.Text, IsKey: true),
            new("total_pnl", ColumnKind.Amount),
            new("win_rate", ColumnKind.Fraction),
            new("trades_count", ColumnKind.Count),
            new("calculated_at", ColumnKind.Time),
        ]);

    public string Name => "pnl";

    public int Version => 1;

    public ImmutableArray<string> Manifests { get; } =
    [
        MessageManifests.NameOf(typeof(PortfolioEvents.FillBooked)),
        MessageManifests.NameOf(typeof(PortfolioEvents.FundingBooked)),
    ];

    public ImmutableArray<TableSchema> Tables => [Pnl];

    public Type? StateType => typeof(PnlState);

    public ImmutableArray<string> KeysOf(JournalEvent happened) => happened.Event switch
    {
        PortfolioEvents.FillBooked { Fill: var fill } =>
            [.. PeriodKeys(fill.Trader, fill.Time), $"trip|{RoundTrips.KeyOf(fill.Trader, fill.Coin)}"],
        PortfolioEvents.FundingBooked { Payment: var payment } => PeriodKeys(payment.Trader, payment.Time),
        _ => [],
    };

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        switch (happened.Event)
        {
            case PortfolioEvents.FillBooked booked:
                var key = KeysOf(happened)[^1];
                var trips = ((PnlState?)stateOf(key))?.Trips ?? RoundTrips.None;
                var (next, changed) = trips.Book(
                    AgentName.AccountOf(happened.PersistenceId), booked.Fill, booked.RealizedQuote);
                var closed = changed.Where(trip => trip.ExitTime is not null).ToList();
                return Earn(
                    booked.Fill.Trader,
                    booked.Fill.Time,
                    new PnlTotals(
                        booked.RealizedQuote - booked.Fill.FeeQuote,
                        closed.Count,
                        closed.Count(trip => trip.NetQuote > 0m)),
                    stateOf).With(key, new PnlState(next, Totals: null));
            case PortfolioEvents.FundingBooked { Payment: var payment }:
                return Earn(payment.Trader, payment.Time, new PnlTotals(payment.AmountQuote, 0, 0), stateOf);
            default:
                throw new InvalidOperationException($"'{happened.Manifest}' earns nothing.");
        }
    }

    private static FoldChanges Earn(
        string trader, DateTimeOffset time, PnlTotals earned, Func<string, object?> stateOf)
    {
        var changes = FoldChanges.None;
        foreach (var period in (string[])[AllTime, Day(time)])
        {
            var key = PeriodKey(trader, period);
            var totals = (((PnlState?)stateOf(key))?.Totals ?? PnlTotals.Zero).Plus(earned);
            var winRate = totals.Trades == 0 ? (double?)null : (double)totals.Wins / totals.Trades;
            var row = new TableRow(Pnl, [trader, period, totals.PnlQuote, winRate, totals.Trades, time]);
            changes = (changes with { Rows = changes.Rows.Add(row) })
                .With(key, new PnlState(Trips: null, totals));
        }

        return changes;
    }

    private static ImmutableArray<string> PeriodKeys(string trader, DateTimeOffset time) =>
        [PeriodKey(trader, AllTime), PeriodKey(trader, Day(time))];

    private static string PeriodKey(string trader, string period) => $"pnl|{trader}|{period}";

    private static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>
/// What the fold of <c>pnl</c> remembers under a key: trades in an instrument, or the sums of a period.
/// </summary>
/// <param name="Trips">Of a trader and an instrument.</param>
/// <param name="Totals">Of a trader and a period.</param>
public sealed record PnlState(RoundTrips? Trips, PnlTotals? Totals);

/// <summary>Sums of a period.</summary>
/// <param name="PnlQuote">Realised profit minus fees plus funding.</param>
/// <param name="Trades">Round trips that ended.</param>
/// <param name="Wins">Those of them that earned something after fees.</param>
public sealed record PnlTotals(decimal PnlQuote, long Trades, long Wins)
{
    internal static PnlTotals Zero { get; } = new(0m, 0, 0);

    internal PnlTotals Plus(PnlTotals other) =>
        new(PnlQuote + other.PnlQuote, Trades + other.Trades, Wins + other.Wins);
}
