using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Binance.Streams;
using WhaleStack.Simulator.Binance.Trading;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Limits;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance;

/// <summary>All that Binance's protocol needs of the simulated venue.</summary>
public sealed class BinanceVenue
{
    private readonly TimeProvider _clock;
    private readonly MarketDriver _driver;

    /// <summary>Makes it.</summary>
    /// <param name="desk">The way to the exchange.</param>
    /// <param name="board">What everybody can see.</param>
    /// <param name="driver">Keeps the market going.</param>
    /// <param name="parts">What heard of the desk's events from the first one on.</param>
    /// <param name="options">Accounts and limits.</param>
    /// <param name="faults">The faults in force.</param>
    /// <param name="clock">The simulated clock.</param>
    /// <param name="instruments">What can be traded.</param>
    public BinanceVenue(
        TradingDesk desk,
        MarketBoard board,
        MarketDriver driver,
        BinanceParts parts,
        (ApiAccounts Accounts, LimitOptions Limits) options,
        FaultBook faults,
        TimeProvider clock,
        IReadOnlySet<InstrumentId> instruments)
    {
        Desk = desk;
        Board = board;
        Parts = parts;
        Faults = faults;
        _driver = driver;
        _clock = clock;
        LimitOptions = options.Limits;
        Auth = new CallAuth(options.Accounts);
        Limits = new WeightLimiter(options.Limits);
        Hub = new StreamHub(new MarketChannels(board, Books, instruments).Of);
        driver.Add(Hub);
    }

    /// <summary>The way to the exchange.</summary>
    public TradingDesk Desk { get; }

    /// <summary>What everybody can see.</summary>
    public MarketBoard Board { get; }

    /// <summary>The past of accounts, and who listens to them.</summary>
    public BinanceParts Parts { get; }

    /// <summary>The faults in force.</summary>
    public FaultBook Faults { get; }

    /// <summary>How much is allowed.</summary>
    public LimitOptions LimitOptions { get; }

    /// <summary>Checks keys and signatures.</summary>
    public CallAuth Auth { get; }

    /// <summary>Counts weight and orders.</summary>
    public WeightLimiter Limits { get; }

    /// <summary>Books with update ids.</summary>
    public BookFeeds Books { get; } = new();

    /// <summary>Public streams.</summary>
    public StreamHub Hub { get; }

    /// <summary>Keys of private streams.</summary>
    public ListenKeys ListenKeys { get; } = new();

    /// <summary>What the server takes for the time: the simulated time and its skew.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow() + Faults.Skew;

    /// <summary>The simulated clock, without skew.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Keeps the market going while somebody listens.</summary>
    public Task DriveAsync(CancellationToken cancellation) => _driver.RunAsync(cancellation);

    /// <summary>Does something at the desk, with the market brought to the present.</summary>
    public Reply At(Func<DeskTurn, Reply> turn)
    {
        _driver.Advance();
        return Desk.Run(turn);
    }

    /// <summary>Does something with the symbol that the parameters name.</summary>
    public Reply AtSymbol(CallFields fields, Func<DeskTurn, InstrumentId, Reply> turn) => At(desk =>
    {
        fields.Needed("symbol");
        return fields.Mistake is { } mistake ? mistake
            : Listed(desk.Exchange, fields.Text("symbol")) is { } instrument ? turn(desk, instrument)
            : Failure.NoSymbol;
    });

    /// <summary>Does something with the symbols that are meant: the one that is named, or else all.</summary>
    public Reply AtSymbols(CallFields fields, Func<DeskTurn, IReadOnlyList<InstrumentId>, Reply> turn) => At(desk =>
        !fields.Has("symbol") ? turn(desk, desk.Instruments)
        : Listed(desk.Exchange, fields.Text("symbol")) is { } instrument ? turn(desk, [instrument])
        : Failure.NoSymbol);

    /// <summary>The instrument of a symbol; null when it is not listed.</summary>
    public static InstrumentId? Listed(IExchange exchange, string symbol) =>
        TradingDesk.InstrumentOf(symbol) is { } instrument && exchange.Terms(instrument) is not null
            ? instrument
            : null;
}

/// <summary>What must hear of the desk's events from the first one on.</summary>
public sealed class BinanceParts
{
    /// <summary>Makes them.</summary>
    public BinanceParts() => Events = new UserEvents(Users);

    /// <summary>The past of accounts.</summary>
    public AccountLedger Ledger { get; } = new();

    /// <summary>Who listens to which account.</summary>
    public PrivateHub Users { get; } = new();

    /// <summary>Tells them.</summary>
    public UserEvents Events { get; }

    /// <summary>All that listen at the desk.</summary>
    public IEnumerable<IDeskListener> Listeners => [Ledger, Events];
}
