using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>One instrument: terms, book, prices, orders that wait for a trigger, and who holds positions.</summary>
internal sealed class Market(TradingTerms terms)
{
    public TradingTerms Terms { get; } = terms;

    public InstrumentId Id => Terms.Instrument.Id;

    public MarginTable Tiers { get; } = new(terms.Tiers);

    public OrderBookEngine Book { get; } = new();

    public HouseDesk House => field ??= new HouseDesk(this);

    public decimal? LastQuote { get; set; }

    public decimal? MarkQuote { get; set; }

    public decimal? IndexQuote { get; set; }

    /// <summary>Active and waiting orders of accounts, by number.</summary>
    public Dictionary<long, LiveOrder> Orders { get; } = [];

    /// <summary>Orders that wait for a trigger, oldest first.</summary>
    public SortedDictionary<long, LiveOrder> Waiting { get; } = [];

    /// <summary>Accounts with a position, by number.</summary>
    public SortedList<int, Holding> Holders { get; } = [];

    /// <summary>True when a price moved or an order came to wait, since triggers were last looked at.</summary>
    public bool IsStirred { get; set; }

    /// <summary>True when the insurance fund should try to sell its position.</summary>
    public bool MustUnwind { get; set; }

    /// <summary>What positions are valued at: the mark price, or the last before the first mark.</summary>
    public decimal? ValueQuote => MarkQuote ?? LastQuote;

    private decimal TickQuote => Terms.Instrument.TickQuote;

    public decimal? PriceOf(TriggerSource source) => source switch
    {
        TriggerSource.Last => LastQuote,
        TriggerSource.Mark => MarkQuote,
        TriggerSource.Index => IndexQuote,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown price."),
    };

    public decimal? BestQuote(Side side) => Book.BestTicks(side) is > 0 and var ticks ? ticks * TickQuote : null;

    public long Ticks(decimal priceQuote) => (long)(priceQuote / TickQuote);

    public long Steps(decimal sizeBase) => (long)(sizeBase / Terms.Instrument.StepBase);

    public decimal Price(long ticks) => ticks * TickQuote;

    public decimal Size(long steps) => steps * Terms.Instrument.StepBase;

    /// <summary>How far a market order may reach; null while no price is known.</summary>
    public decimal? BandQuote(Side side, decimal? fraction)
    {
        var best = BestQuote(side.Opposite());
        var from = fraction is null ? ValueQuote ?? best : best ?? ValueQuote;
        var band = fraction ?? Terms.MarketBandFraction;
        return from is not { } center ? null : side == Side.Buy
            ? VenueSteps.Down(center * (1m + band), TickQuote)
            : Math.Max(TickQuote, VenueSteps.Up(center * (1m - band), TickQuote));
    }

    /// <summary>The worst price that an order of the size would reach, not beyond its limit.</summary>
    public decimal SweepQuote(Side side, decimal sizeBase, decimal limitQuote)
    {
        var (opposite, missing) = (side.Opposite(), Steps(sizeBase));
        var reached = BestQuote(opposite) ?? limitQuote;
        for (var rank = 0; rank < Book.Levels(opposite) && missing > 0; rank++)
        {
            var level = Book.Level(opposite, rank);
            reached = Price(level.PriceTicks);
            missing -= level.SizeSteps;
        }

        return side == Side.Buy ? Math.Min(reached, limitQuote) : Math.Max(reached, limitQuote);
    }

    /// <summary>The best levels of a side, as the public sees them.</summary>
    public DepthLevel[] Depth(Side side, int levelsMax)
    {
        var levels = new DepthLevel[Math.Min(levelsMax, Book.Levels(side))];
        for (var rank = 0; rank < levels.Length; rank++)
        {
            var level = Book.Level(side, rank);
            levels[rank] = new DepthLevel(Price(level.PriceTicks), Size(level.SizeSteps), level.Orders);
        }

        return levels;
    }

    /// <summary>Remembers who has a position, so that a new mark price finds them.</summary>
    public void Count(Holding holding)
    {
        if (holding.IsFlat)
        {
            Holders.Remove(holding.Account.Id.Number);
        }
        else
        {
            Holders[holding.Account.Id.Number] = holding;
        }
    }
}
