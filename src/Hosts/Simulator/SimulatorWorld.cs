using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Binance;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Bybit;
using WhaleStack.Simulator.Bybit.Auth;
using WhaleStack.Simulator.Bybit.Streams;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Clock;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Limits;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Recordings;
using WhaleStack.Simulator.Sockets;
using BybitAnswer = WhaleStack.Simulator.Bybit.Rest.Answer;

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
        Addresses = new AddressLimiter(options.Limits);
        var accounts = new ApiAccounts(options.Accounts);
        var history = new TradeHistory();
        var parts = new BinanceParts();
        Desk = new TradingDesk(
            new Exchange(),
            accounts,
            Clock,
            [Board, history, new PrivatePublisher(PrivateHub, Faults), .. parts.Listeners]);
        Endow(options.InsuranceQuote);
        Trading = new TradingVenue(
            Desk, history, new RequestAuth(accounts), new AccountLimiter(options.Limits), Faults, Clock);
        IMarket market = Recordings is null
            ? new GeneratedMarket(options.Seed, Board)
            : Recordings.NewMarket(options.Speed, origin, Board);
        Hub = Recordings is null
            ? new StreamHub(new LiveChannels(Board, Faults, market.Instruments, MarketSide.Linear).Of)
            : null;
        Driver = new MarketDriver(market, Desk, Clock);
        if (Hub is not null)
        {
            Driver.Add(Hub);
        }

        Sides = new MarketSides(
            new MarketSide(MarketSide.Linear, Desk, Board, Driver, Hub),
            Recordings is null ? MarketSide.OfSpot(options.Seed, Clock, Faults) : null);
        Binance = new BinanceVenue(
            Desk, Board, Driver, parts, (accounts, options.Limits), Faults, Clock, market.Instruments);
        HttpFaults = new HttpFaults(Faults, Clock, Refusal);
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

    /// <summary>The same venue in Binance's words.</summary>
    public BinanceVenue Binance { get; }

    /// <summary>Private streams.</summary>
    public PrivateHub PrivateHub { get; } = new();

    /// <summary>Live public streams; null where every connection hears a tape.</summary>
    public StreamHub? Hub { get; }

    /// <summary>The same by Bybit's categories, with the spot market beside it.</summary>
    public MarketSides Sides { get; }

    /// <summary>Keeps the market going.</summary>
    public MarketDriver Driver { get; }

    /// <summary>Whether the market must go on by itself; otherwise it does when somebody looks.</summary>
    public bool IsAlive => Hub is not null || !Options.Accounts.IsEmpty;

    private void Endow(decimal? fundQuote)
    {
        if (fundQuote is { } amount)
        {
            Desk.Run(turn => turn.Execute(new ExchangeCommands.EndowInsurance(turn.Now, amount)));
        }
    }

    private (int Status, byte[] Body) Refusal(string path, int code)
    {
        const string words = "injected by the simulator";
        return path.StartsWith("/v5/", StringComparison.Ordinal)
            ? (StatusCodes.Status200OK, BybitAnswer.Refuse(code, words).ToEnvelope(Clock.GetUtcNow()))
            : (StatusCodes.Status400BadRequest, Reply.FromFailure(new Failure(code, words)).ToBytes());
    }
}
