namespace WhaleStack.Domain.Matching;

/// <summary>What one account has in one instrument: settings, positions, live orders.</summary>
internal sealed class Holding
{
    private readonly LegPosition _net = new(PositionLeg.Net);
    private readonly LegPosition _long = new(PositionLeg.Long);
    private readonly LegPosition _short = new(PositionLeg.Short);
    private readonly LegPosition[] _oneWay;
    private readonly LegPosition[] _hedge;

    public Holding(Account account, Market market)
    {
        (Account, Market) = (account, market);
        (_oneWay, _hedge) = ([_net], [_long, _short]);
    }

    public Account Account { get; }

    public Market Market { get; }

    public PositionMode PositionMode { get; set; } = PositionMode.OneWay;

    public MarginMode MarginMode { get; set; } = MarginMode.Cross;

    public decimal LongLeverage { get; set; } = 1m;

    public decimal ShortLeverage { get; set; } = 1m;

    /// <summary>How many reduce-only orders are in the book.</summary>
    public int ReducingInBook { get; set; }

    /// <summary>Live orders, oldest first: new ones come at the end.</summary>
    public SortedList<long, LiveOrder> Orders { get; } = [];

    /// <summary>The legs of the position mode.</summary>
    public LegPosition[] Legs => PositionMode switch
    {
        PositionMode.OneWay => _oneWay,
        PositionMode.Hedge => _hedge,
        _ => throw new InvalidOperationException($"Invariant: position mode {PositionMode} is known."),
    };

    public bool IsFlat => _net.SizeBase == 0m && _long.SizeBase == 0m && _short.SizeBase == 0m;

    public decimal RealizedTotalQuote =>
        _net.RealizedTotalQuote + _long.RealizedTotalQuote + _short.RealizedTotalQuote;

    public LegPosition Position(PositionLeg leg) => leg switch
    {
        PositionLeg.Net => _net,
        PositionLeg.Long => _long,
        PositionLeg.Short => _short,
        _ => throw new ArgumentOutOfRangeException(nameof(leg), leg, "Unknown leg."),
    };

    public decimal LeverageOf(int direction) => direction >= 0 ? LongLeverage : ShortLeverage;

    public decimal LeverageOf(LegPosition position) => position.Leg switch
    {
        PositionLeg.Long => LongLeverage,
        PositionLeg.Short => ShortLeverage,
        PositionLeg.Net => LeverageOf(position.Direction),
        _ => throw new ArgumentOutOfRangeException(nameof(position), position.Leg, "Unknown leg."),
    };

    /// <summary>Untriggered take-profits, stop-losses and trailing stops of a leg.</summary>
    public IEnumerable<LiveOrder> Protections(LegPosition position) => Orders.Values.Where(order =>
        order.Position == position && order.Status == OrderStatus.Untriggered && order.Origin != OrderOrigin.User);
}
