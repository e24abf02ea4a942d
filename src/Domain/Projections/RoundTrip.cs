using System.Collections.Immutable;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Projections;

/// <summary>A trade as people count it: from flat through a position to flat.</summary>
/// <param name="TradeId">Account and number of the report that opened it, such as <c>main-7</c>.</param>
/// <param name="Direction"><see cref="Side.Buy"/> = long.</param>
/// <param name="EntryBase">Sum of the sizes that opened or added, positive.</param>
/// <param name="EntryValueQuote">Their price times size.</param>
/// <param name="ExitBase">Sum of the sizes that closed, up to <paramref name="EntryBase"/>.</param>
/// <param name="ExitValueQuote">Their price times size.</param>
/// <param name="RealizedQuote">Profit before fees, as the portfolio booked it.</param>
/// <param name="FeesQuote">Fees paid.</param>
/// <param name="StopQuote">The stop of the last entry order that had one.</param>
/// <param name="TargetQuote">The target of the last entry order that had one.</param>
/// <param name="EntryTime">Event time of the first fill.</param>
/// <param name="ExitTime">Event time of the last fill; null while it is open.</param>
public sealed record RoundTrip(
    string TradeId,
    Side Direction,
    decimal EntryBase,
    decimal EntryValueQuote,
    decimal ExitBase,
    decimal ExitValueQuote,
    decimal RealizedQuote,
    decimal FeesQuote,
    decimal? StopQuote,
    decimal? TargetQuote,
    DateTimeOffset EntryTime,
    DateTimeOffset? ExitTime)
{
    /// <summary>Size that is still held, not negative.</summary>
    internal decimal OpenBase => EntryBase - ExitBase;

    /// <summary>Profit after fees.</summary>
    internal decimal NetQuote => RealizedQuote - FeesQuote;

    internal RoundTrip Enter(decimal sizeBase, decimal priceQuote, decimal feeQuote, decimal realizedQuote) =>
        this with
        {
            EntryBase = EntryBase + sizeBase,
            EntryValueQuote = EntryValueQuote + (sizeBase * priceQuote),
            FeesQuote = FeesQuote + feeQuote,
            RealizedQuote = RealizedQuote + realizedQuote,
        };

    internal RoundTrip Leave(
        decimal sizeBase, decimal priceQuote, decimal feeQuote, decimal realizedQuote, DateTimeOffset time) =>
        this with
        {
            ExitBase = ExitBase + sizeBase,
            ExitValueQuote = ExitValueQuote + (sizeBase * priceQuote),
            FeesQuote = FeesQuote + feeQuote,
            RealizedQuote = RealizedQuote + realizedQuote,
            ExitTime = sizeBase == OpenBase ? time : null,
        };
}

/// <summary>The protective prices of an order on its way.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="StopQuote">Stop; null for none.</param>
/// <param name="TargetQuote">Take-profit; null for none.</param>
public sealed record OrderPlan(string ClientOrderId, decimal? StopQuote, decimal? TargetQuote);

/// <summary>The trades of one trader in one instrument: the open one, and the last orders.</summary>
/// <param name="Open">Null while the trader is flat.</param>
/// <param name="Plans">Newest last, at most <see cref="PlansMax"/>.</param>
public sealed record RoundTrips(RoundTrip? Open, ImmutableArray<OrderPlan> Plans)
{
    /// <summary>Orders whose stop and target are remembered until they are filled; of an older one they are
    /// unknown.</summary>
    public const int PlansMax = 16;

    private const int FeeDecimals = 12;

    /// <summary>Flat.</summary>
    internal static RoundTrips None { get; } = new(null, []);

    /// <summary>The key under which they are remembered.</summary>
    internal static string KeyOf(string trader, InstrumentId coin) => $"{trader}|{coin}";

    /// <summary>An order is on its way.</summary>
    internal RoundTrips Submit(OrderPlan plan)
    {
        var kept = Plans.Length < PlansMax ? Plans : Plans.RemoveAt(0);
        return this with { Plans = kept.Add(plan) };
    }

    /// <summary>
    /// Books a fill; also returns the trades that it changed, in order: one, or two where it closes a position and
    /// opens the opposite one. Its fee is then split by size; the parts add up to it.
    /// </summary>
    internal (RoundTrips Next, ImmutableArray<RoundTrip> Changed) Book(string account, Fill fill, decimal realizedQuote)
    {
        if (Open is null)
        {
            var opened = Planned(Opened(account, fill, fill.SizeBase, fill.FeeQuote, realizedQuote), fill);
            return (this with { Open = opened }, [opened]);
        }

        if (Open.Direction == fill.Side)
        {
            var added = Planned(Open.Enter(fill.SizeBase, fill.PriceQuote, fill.FeeQuote, realizedQuote), fill);
            return (this with { Open = added }, [added]);
        }

        var closedBase = Math.Min(fill.SizeBase, Open.OpenBase);
        var restBase = fill.SizeBase - closedBase;
        var closedFeeQuote = restBase == 0m
            ? fill.FeeQuote
            : Math.Round(fill.FeeQuote * closedBase / fill.SizeBase, FeeDecimals);
        var left = Open.Leave(closedBase, fill.PriceQuote, closedFeeQuote, realizedQuote, fill.Time);
        if (restBase == 0m)
        {
            return (this with { Open = left.ExitTime is null ? left : null }, [left]);
        }

        var flipped = Planned(Opened(account, fill, restBase, fill.FeeQuote - closedFeeQuote, realizedQuote: 0m), fill);
        return (this with { Open = flipped }, [left, flipped]);
    }

    private static RoundTrip Opened(
        string account, Fill fill, decimal sizeBase, decimal feeQuote, decimal realizedQuote) => new(
        FormattableString.Invariant($"{account}-{fill.Sequence}"),
        fill.Side,
        sizeBase,
        sizeBase * fill.PriceQuote,
        ExitBase: 0m,
        ExitValueQuote: 0m,
        realizedQuote,
        feeQuote,
        StopQuote: null,
        TargetQuote: null,
        fill.Time,
        ExitTime: null);

    private RoundTrip Planned(RoundTrip trip, Fill fill) =>
        Plans.LastOrDefault(plan => plan.ClientOrderId == fill.ClientOrderId) is { } found
            ? trip with
            {
                StopQuote = found.StopQuote ?? trip.StopQuote,
                TargetQuote = found.TargetQuote ?? trip.TargetQuote,
            }
            : trip;
}
