using System.Collections.Immutable;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>auto_traders</c>: every trader that ever decided or traded, and what it holds.</summary>
internal sealed class AutoTradersFold : IJournalFold
{
    private const int PriceDecimals = 12;

    private static readonly TableSchema AutoTraders = new(
        "auto_traders",
        [
            new("trader_name", ColumnKind.Text, IsKey: true),
            new("strategy", ColumnKind.Text),
            new("current_positions", ColumnKind.Json),
            new("last_trade_time", ColumnKind.Time),
            new("created_at", ColumnKind.Time),
        ]);

    private readonly IReadOnlyDictionary<string, string> _strategies;

    public AutoTradersFold(IReadOnlyDictionary<string, string> strategies) => _strategies = strategies;

    public string Name => "auto_traders";

    public int Version => 1;

    public ImmutableArray<string> Manifests { get; } =
    [
        MessageManifests.NameOf(typeof(TraderEvents.Decided)),
        MessageManifests.NameOf(typeof(PortfolioEvents.FillBooked)),
    ];

    public ImmutableArray<TableSchema> Tables => [AutoTraders];

    public Type? StateType => typeof(TraderHoldings);

    public ImmutableArray<string> KeysOf(JournalEvent happened) => happened.Event switch
    {
        TraderEvents.Decided e => [e.Trader],
        PortfolioEvents.FillBooked e => [e.Fill.Trader],
        _ => [],
    };

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        var trader = KeysOf(happened)[0];
        var time = EventTimes.Of(happened);
        var before = (TraderHoldings?)stateOf(trader);
        var after = (before ?? new TraderHoldings(time, LastTradeTime: null, [])).After(happened.Event);
        return after == before ? FoldChanges.None : FoldChanges.Of(RowOf(trader, after)).With(trader, after);
    }

    private TableRow RowOf(string trader, TraderHoldings holdings) => new(
        AutoTraders,
        [
            trader,
            _strategies.GetValueOrDefault(trader, "unknown"),
            ImmutableArray.CreateRange(holdings.Positions, LineOf),
            holdings.LastTradeTime,
            holdings.CreatedAt,
        ]);

    private static PositionLine LineOf(HeldPosition held) => new(
        held.Coin.Symbol,
        held.Coin.Venue,
        held.SizeBase > 0m ? "long" : "short",
        Math.Abs(held.SizeBase),
        Math.Round(held.CostQuote / held.SizeBase, PriceDecimals),
        held.OpenedAt);
}

/// <summary>What a trader holds.</summary>
/// <param name="CreatedAt">Event time of its first decision or fill.</param>
/// <param name="LastTradeTime">Event time of its last fill; null before the first.</param>
/// <param name="Positions">By instrument.</param>
public sealed record TraderHoldings(
    DateTimeOffset CreatedAt, DateTimeOffset? LastTradeTime, ImmutableArray<HeldPosition> Positions)
{
    internal TraderHoldings After(object happened)
    {
        if (happened is not PortfolioEvents.FillBooked { Fill: var fill, RealizedQuote: var realizedQuote })
        {
            return this; // A decision alone changes no position.
        }

        var held = Positions.FirstOrDefault(position => position.Coin == fill.Coin);
        var others = Positions.Where(position => position.Coin != fill.Coin);
        var positions = HeldPosition.After(held, fill, realizedQuote) is { } next ? others.Append(next) : others;
        return this with { LastTradeTime = fill.Time, Positions = [.. positions.OrderBy(p => p.Coin)] };
    }
}

/// <summary>A position as the portfolio counts it.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="SizeBase">Signed size, not zero: positive is long.</param>
/// <param name="CostQuote">Signed size times mean entry price.</param>
/// <param name="OpenedAt">Event time of the first fill.</param>
public sealed record HeldPosition(InstrumentId Coin, decimal SizeBase, decimal CostQuote, DateTimeOffset OpenedAt)
{
    internal static HeldPosition? After(HeldPosition? held, Fill fill, decimal realizedQuote)
    {
        var signedBase = fill.Side == Side.Buy ? fill.SizeBase : -fill.SizeBase;
        var sizeBase = (held?.SizeBase ?? 0m) + signedBase;
        if (sizeBase == 0m)
        {
            return null;
        }

        var costQuote = (held?.CostQuote ?? 0m) + (signedBase * fill.PriceQuote) + realizedQuote;
        var isNew = held is null || Math.Sign(held.SizeBase) != Math.Sign(sizeBase);
        return new HeldPosition(fill.Coin, sizeBase, costQuote, isNew ? fill.Time : held!.OpenedAt);
    }
}

/// <summary>One position in the column <c>current_positions</c>.</summary>
/// <param name="Symbol">Symbol as the venue writes it.</param>
/// <param name="Exchange">Venue and market.</param>
/// <param name="Side"><c>long</c> or <c>short</c>.</param>
/// <param name="Size">In base, positive.</param>
/// <param name="EntryPrice">Mean entry price, in quote.</param>
/// <param name="OpenedAt">Event time of the first fill, UTC.</param>
public sealed record PositionLine(
    string Symbol, string Exchange, string Side, decimal Size, decimal EntryPrice, DateTimeOffset OpenedAt);
