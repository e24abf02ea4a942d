using System.Collections.Immutable;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Paper;

/// <summary>All that the paper exchange knows, as its journal tells it.</summary>
/// <remarks>
/// Bounded: the last <see cref="KnownOrdersMax"/> order ids and decisions are remembered, the last
/// <see cref="ReportsMax"/> reports are kept, and at most <see cref="OpenOrdersMax"/> orders may rest.
/// </remarks>
public sealed record PaperState
{
    /// <summary>Client order ids and decisions remembered; the oldest is forgotten first.</summary>
    public const int KnownOrdersMax = 100_000;

    /// <summary>Reports that can be asked for again.</summary>
    public const int ReportsMax = 1_000;

    /// <summary>Orders that may rest at once; one more is refused.</summary>
    public const int OpenOrdersMax = 1_000;

    private PaperState()
    {
    }

    /// <summary>An exchange that never traded.</summary>
    public static PaperState Empty { get; } = new();

    /// <summary>Number of the last report; 0 before the first.</summary>
    public long LastReport { get; private init; }

    /// <summary>Last watermark at which something was executed or settled; null before the first.</summary>
    public Watermark? LastWatermark { get; private init; }

    /// <summary>The exchange's own counts.</summary>
    public PaperQueries.Statistics Statistics { get; private init; } = new(0, 0, 0, 0);

    internal long LastOrder { get; private init; }

    internal ImmutableSortedDictionary<long, PaperOrder> Pending { get; private init; } =
        ImmutableSortedDictionary<long, PaperOrder>.Empty;

    internal ImmutableSortedDictionary<long, PaperBracket> Brackets { get; private init; } =
        ImmutableSortedDictionary<long, PaperBracket>.Empty;

    internal ImmutableSortedDictionary<PositionKey, decimal> Positions { get; private init; } =
        ImmutableSortedDictionary<PositionKey, decimal>.Empty;

    internal RecentMap<string> VenueOrderIds { get; private init; } = new(KnownOrdersMax);

    internal ImmutableList<object> Reports { get; private init; } = [];

    private RecentMap<int> OrdersByDecision { get; init; } = new(KnownOrdersMax);

    /// <summary>Signed position of a trader in an instrument, in base; zero for none.</summary>
    public decimal PositionBase(string trader, InstrumentId coin) =>
        Positions.GetValueOrDefault(new PositionKey(trader, coin));

    /// <summary>
    /// The state with one more refusal in the statistics. Refusals are not journalled: the count starts anew after a
    /// recovery.
    /// </summary>
    public PaperState WithRefusal() =>
        this with { Statistics = Statistics with { OrdersRefused = Statistics.OrdersRefused + 1 } };

    /// <summary>The state after an event of the paper exchange.</summary>
    /// <exception cref="ArgumentException">The event is none of the paper exchange's.</exception>
    public PaperState Apply(object happened) => happened switch
    {
        PaperEvents.OrderTaken taken => Take(taken),
        PaperEvents.Executed executed =>
            Report(executed.Fill.Sequence, executed.Watermark, new VenueReplies.Executed(executed.Fill))
                .Execute(executed.Fill),
        PaperEvents.Funded funded =>
            Report(funded.Payment.Sequence, funded.Watermark, new VenueReplies.Funded(funded.Payment)),
        PaperEvents.OrderCancelled cancelled => Cancel(cancelled.ClientOrderId),
        _ => throw new ArgumentException(
            $"'{happened?.GetType().Name}' is no event of the paper exchange.", nameof(happened)),
    };

    private PaperState Take(PaperEvents.OrderTaken taken)
    {
        var sequence = LastOrder + 1;
        var decision = taken.Order.DecisionId;
        var ordersOfDecision = (OrdersByDecision.TryGetValue(decision, out var before) ? before : 0) + 1;
        return this with
        {
            LastOrder = sequence,
            Pending = Pending.Add(sequence, new PaperOrder(sequence, taken.Order)),
            VenueOrderIds = VenueOrderIds.SetItem(taken.Order.ClientOrderId, taken.VenueOrderId),
            OrdersByDecision = OrdersByDecision.SetItem(decision, ordersOfDecision),
            Statistics = Statistics with
            {
                OrdersAccepted = Statistics.OrdersAccepted + 1,
                DoubleOrders = Statistics.DoubleOrders + (ordersOfDecision == 2 ? 1 : 0),
            },
        };
    }

    private PaperState Report(long sequence, Watermark watermark, object report)
    {
        Invariant.Hold(sequence == LastReport + 1, "Reports are numbered without a hole.");
        var reports = Reports.Add(report);
        return this with
        {
            LastReport = sequence,
            LastWatermark = watermark,
            Reports = reports.Count > ReportsMax ? reports.RemoveAt(0) : reports,
        };
    }

    private PaperState Execute(Fill fill)
    {
        var key = new PositionKey(fill.Trader, fill.Coin);
        var sizeBase = Positions.GetValueOrDefault(key) + (fill.Side.Sign() * fill.SizeBase);
        var next = this with
        {
            Positions = sizeBase == 0m ? Positions.Remove(key) : Positions.SetItem(key, sizeBase),
            Statistics = Statistics with { Fills = Statistics.Fills + 1 },
        };
        next = fill.Trigger == FillTrigger.Order ? next.Fill(fill) : next.EndBracket(fill);
        return next.DropIdleBrackets(key, sizeBase);
    }

    private PaperState Fill(Fill fill)
    {
        var (sequence, order) = Find(fill.ClientOrderId)
            ?? throw new InvalidOperationException(
                $"Invariant: order '{fill.ClientOrderId}' rests before it is executed.");
        var bracket = new PaperBracket(
            sequence,
            fill.ClientOrderId,
            new PositionKey(fill.Trader, fill.Coin),
            fill.Side,
            fill.SizeBase,
            order.StopQuote,
            order.TargetQuote);
        var isGuarded = !order.ReduceOnly && (order.StopQuote is not null || order.TargetQuote is not null);
        return this with
        {
            Pending = Pending.Remove(sequence),
            Brackets = isGuarded ? Brackets.Add(sequence, bracket) : Brackets,
        };
    }

    private PaperState EndBracket(Fill fill) => this with
    {
        Brackets = Brackets.RemoveRange(Brackets.Values
            .Where(bracket => string.Equals(bracket.ClientOrderId, fill.ClientOrderId, StringComparison.Ordinal))
            .Select(bracket => bracket.Sequence)),
    };

    /// <summary>A stop or target may only reduce: it ends with its position, and when the position turns
    /// round.</summary>
    private PaperState DropIdleBrackets(PositionKey key, decimal sizeBase) => this with
    {
        Brackets = Brackets.RemoveRange(Brackets.Values
            .Where(bracket => bracket.Key == key && bracket.EntrySide.Sign() != Math.Sign(sizeBase))
            .Select(bracket => bracket.Sequence)),
    };

    private PaperState Cancel(string clientOrderId) =>
        Find(clientOrderId) is { } found ? this with { Pending = Pending.Remove(found.Sequence) } : this;

    private (long Sequence, Messages.Trading.OpenOrder Order)? Find(string clientOrderId)
    {
        foreach (var (sequence, pending) in Pending)
        {
            if (string.Equals(pending.Order.ClientOrderId, clientOrderId, StringComparison.Ordinal))
            {
                return (sequence, pending.Order);
            }
        }

        return null;
    }
}
