using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Auth;
using WhaleStack.Simulator.Clock;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Limits;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Recordings;
using WhaleStack.Simulator.Streams;
using WhaleStack.Simulator.Trading;

namespace WhaleStack.Simulator;

/// <summary>The parts of one simulated venue, put together.</summary>
public sealed class SimulatorWorld
{
    /// <summary>Reads what the options name and puts the venue together.</summary>
    /// <exception cref="SimulatorException">The recordings cannot be used.</exception>
    public SimulatorWorld(SimulatorOptions options, TimeProvider pace)
    {
        Options = options;
        Recordings = options.Market == MarketKind.Tape ? RecordedMarket.Read(options.Samples, options.Days) : null;
        var shown = options.Clock ?? (Recordings is null ? ClockKind.Wall : ClockKind.Tape);
        var origin = shown == ClockKind.Wall ? pace.GetUtcNow() : RecordedMarket.Started(Recordings);
        Clock = new SimulatorClock(pace, origin);
        HttpFaults = new HttpFaults(Faults, Clock);
        Addresses = new AddressLimiter(options.Limits);
        var accounts = new ApiAccounts(options.Accounts);
        var history = new TradeHistory();
        Desk = new TradingDesk(
            new Exchange(), accounts, Clock, [Board, history, new PrivatePublisher(PrivateHub, Faults)]);
        Trading = new TradingVenue(
            Desk, history, new RequestAuth(accounts), new AccountLimiter(options.Limits), Faults, Clock);
        IMarket market = Recordings is null
            ? new GeneratedMarket(options.Seed, Board)
            : Recordings.NewMarket(options.Speed, origin, Board);
        Hub = Recordings is null ? new StreamHub(new LiveChannels(Board, Faults, market.Instruments).Of) : null;
        Driver = new MarketDriver(market, Desk, Hub, Clock);
    }

    /// <summary>What was asked for.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The recordings; null for a generated market.</summary>
    public RecordedMarket? Recordings { get; }

    /// <summary>The simulated clock.</summary>
    public SimulatorClock Clock { get; }

    /// <summary>What the server takes for the time: the simulated time and its skew.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow() + Faults.Skew;

    /// <summary>The faults in force.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary>Faults of HTTP requests.</summary>
    public HttpFaults HttpFaults { get; }

    /// <summary>Counts what clients are entitled to.</summary>
    public ServedStreams Served { get; } = new();

    /// <summary>Limits of addresses.</summary>
    public AddressLimiter Addresses { get; }

    /// <summary>What everybody can see.</summary>
    public MarketBoard Board { get; } = new();

    /// <summary>The way to the exchange.</summary>
    public TradingDesk Desk { get; }

    /// <summary>What accounts can use.</summary>
    public TradingVenue Trading { get; }

    /// <summary>Private streams.</summary>
    public PrivateHub PrivateHub { get; } = new();

    /// <summary>Live public streams; null where every connection hears a tape.</summary>
    public StreamHub? Hub { get; }

    /// <summary>Keeps the market going.</summary>
    public MarketDriver Driver { get; }

    /// <summary>Whether the market must go on by itself; otherwise it does when somebody looks.</summary>
    public bool IsAlive => Hub is not null || !Options.Accounts.IsEmpty;
}
