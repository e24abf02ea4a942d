using System.Collections.Immutable;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>trades</c>: the round trips of every trader in every instrument, open and closed.</summary>
/// <remarks>
/// <c>entry_price</c> and <c>exit_price</c> are means by size, <c>size</c> is what was entered, <c>pnl</c> the profit
/// before fees. The sums of <c>pnl</c> and of <c>fees</c> are exactly those that the portfolio booked.
/// </remarks>
internal sealed class TradesFold : IJournalFold
{
    private const int PriceDecimals = 12;

    private static readonly string Submitted = MessageManifests.NameOf(typeof(ExecutionEvents.OrderSubmitted));

    private static readonly TableSchema Trades = new(
        "trades",
        [
            new("trade_id", ColumnKind.Text, IsKey: true),
            new("agent", ColumnKind.Text),
            new("symbol", ColumnKind.Text),
            new("exchange", ColumnKind.Text),
            new("side", ColumnKind.Text),
            new("entry_price", ColumnKind.Amount),
            new("exit_price", ColumnKind.Amount),
            new("size", ColumnKind.Amount),
            new("pnl", ColumnKind.Amount),
            new("fees", ColumnKind.Amount),
            new("stop_loss", ColumnKind.Amount),
            new("take_profit", ColumnKind.Amount),
            new("entry_time", ColumnKind.Time),
            new("exit_time", ColumnKind.Time),
            new("status", ColumnKind.Text),
        ]);

    public string Name => "trades";

    public int Version => 1;

    public ImmutableArray<string> Manifests { get; } =
        [Submitted, MessageManifests.NameOf(typeof(PortfolioEvents.FillBooked))];

    public ImmutableArray<TableSchema> Tables => [Trades];

    public Type? StateType => typeof(RoundTrips);

    public ImmutableArray<string> KeysOf(JournalEvent happened) => happened.Event switch
    {
        ExecutionEvents.OrderSubmitted e => [RoundTrips.KeyOf(e.Order.Trader, e.Order.Coin)],
        PortfolioEvents.FillBooked e => [RoundTrips.KeyOf(e.Fill.Trader, e.Fill.Coin)],
        _ => [],
    };

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        var key = KeysOf(happened)[0];
        var trips = (RoundTrips?)stateOf(key) ?? RoundTrips.None;
        switch (happened.Event)
        {
            case ExecutionEvents.OrderSubmitted { Order: var order }:
                return order.StopQuote is null && order.TargetQuote is null
                    ? FoldChanges.None
                    : FoldChanges.None.With(
                        key, trips.Submit(new OrderPlan(order.ClientOrderId, order.StopQuote, order.TargetQuote)));
            case PortfolioEvents.FillBooked booked:
                var account = AgentName.AccountOf(happened.PersistenceId);
                var (next, changed) = trips.Book(account, booked.Fill, booked.RealizedQuote);
                return FoldChanges.Of([.. changed.Select(trip => RowOf(booked.Fill, trip))]).With(key, next);
            default:
                throw new InvalidOperationException($"'{happened.Manifest}' makes no trade.");
        }
    }

    private static TableRow RowOf(Fill fill, RoundTrip trip) => new(
        Trades,
        [
            trip.TradeId,
            fill.Trader,
            fill.Coin.Symbol,
            fill.Coin.Venue,
            trip.Direction == Side.Buy ? "long" : "short",
            Mean(trip.EntryValueQuote, trip.EntryBase),
            trip.ExitBase == 0m ? null : Mean(trip.ExitValueQuote, trip.ExitBase),
            trip.EntryBase,
            trip.ExitBase == 0m && trip.RealizedQuote == 0m ? null : trip.RealizedQuote,
            trip.FeesQuote,
            trip.StopQuote,
            trip.TargetQuote,
            trip.EntryTime,
            trip.ExitTime,
            trip.ExitTime is null ? "open" : "closed",
        ]);

    private static decimal Mean(decimal valueQuote, decimal sizeBase) =>
        Math.Round(valueQuote / sizeBase, PriceDecimals);
}
