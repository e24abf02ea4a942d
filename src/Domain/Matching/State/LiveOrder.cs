using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>An order from acceptance to its end.</summary>
internal sealed class LiveOrder(
    long id, Holding holding, OrderRequest request, OrderOrigin origin, long parentId, DateTimeOffset time)
{
    public long Id { get; } = id;

    public Holding Holding { get; } = holding;

    public Account Account => Holding.Account;

    public Market Market => Holding.Market;

    public OrderOrigin Origin { get; } = origin;

    public OrderRequest Request { get; set; } = request;

    public Side Side => Request.Side;

    public LegPosition Position { get; } = holding.Position(request.Leg);

    public OrderStatus Status { get; set; } = request.Trigger is null ? OrderStatus.Open : OrderStatus.Untriggered;

    public decimal LeavesBase { get; set; } = request.SizeBase;

    public decimal FilledBase { get; private set; }

    /// <summary>The price it has, or would have, in the book.</summary>
    public decimal LimitQuote { get; set; } = request.PriceQuote ?? 0m;

    public bool IsInBook
    {
        get;
        set
        {
            Holding.ReducingInBook += field == value || !IsReducing ? 0 : value ? 1 : -1;
            field = value;
        }
    }

    /// <summary>True when it may only make its position smaller: in hedge mode, whatever its side closes.</summary>
    public bool IsReducing { get; } = request.ReduceOnly || request.Leg switch
    {
        PositionLeg.Net => false,
        PositionLeg.Long => request.Side == Side.Sell,
        PositionLeg.Short => request.Side == Side.Buy,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Leg, "Unknown leg."),
    };

    /// <summary>Never rests: market, immediate-or-cancel, fill-or-kill.</summary>
    public bool IsImmediate => Request.Kind == OrderKind.Market
        || Request.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;

    /// <summary>The other one of take-profit and stop-loss.</summary>
    public LiveOrder? Sibling { get; set; }

    /// <summary>For a trailing stop: how far it follows; 0 for other orders.</summary>
    public decimal TrailingQuote { get; init; }

    /// <summary>Whether its trigger follows the price.</summary>
    public bool IsTrailing => TrailingQuote > 0m || Request.Trailing is not null;

    /// <summary>For a trailing stop that waits: the price that starts it.</summary>
    public decimal? ActivationQuote { get; set; }

    public CancelReason? CancelReason { get; set; }

    public DateTimeOffset UpdatedAt { get; set; } = time;

    public long ParentId { get; } = parentId;

    private DateTimeOffset CreatedAt { get; } = time;

    private decimal FilledQuote { get; set; }

    private decimal FeeQuote { get; set; }

    private decimal RealizedQuote { get; set; }

    private decimal? LastQuoteAtCreation { get; } = holding.Market.LastQuote;

    public OrderView View => new(
        Id,
        Account.Id,
        Market.Id,
        Request,
        Origin,
        ParentId,
        Status,
        LeavesBase,
        FilledBase,
        FilledQuote,
        FeeQuote,
        RealizedQuote,
        CancelReason,
        LastQuoteAtCreation,
        CreatedAt,
        UpdatedAt);

    public void Fill(decimal priceQuote, decimal sizeBase, decimal feeQuote, decimal realizedQuote)
    {
        LeavesBase -= sizeBase;
        Invariant.Hold(LeavesBase >= 0m, "An order is filled at most once.");
        FilledBase += sizeBase;
        FilledQuote += priceQuote * sizeBase;
        FeeQuote += feeQuote;
        RealizedQuote += realizedQuote;
        Status = LeavesBase == 0m ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }
}
