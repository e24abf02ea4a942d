using WhaleStack.Simulator.Bybit.Auth;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Limits;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>All of the venue that an account can use, by REST or by socket.</summary>
public sealed class TradingVenue
{
    private readonly TimeProvider _clock;
    private readonly FaultBook _faults;

    /// <summary>Makes it.</summary>
    public TradingVenue(
        TradingDesk desk,
        TradeHistory history,
        RequestAuth auth,
        AccountLimiter limits,
        FaultBook faults,
        TimeProvider clock)
    {
        Desk = desk;
        Auth = auth;
        Limits = limits;
        _faults = faults;
        _clock = clock;
        Orders = new OrderCommands(desk);
        Lists = new OrderQueries(desk, history);
        Positions = new PositionCommands(desk);
        Account = new AccountQueries(desk);
    }

    /// <summary>The way to the exchange.</summary>
    public TradingDesk Desk { get; }

    /// <summary>Checks signatures.</summary>
    public RequestAuth Auth { get; }

    /// <summary>Limits of accounts.</summary>
    public AccountLimiter Limits { get; }

    /// <summary>Orders.</summary>
    public OrderCommands Orders { get; }

    /// <summary>Lists of orders and executions.</summary>
    public OrderQueries Lists { get; }

    /// <summary>Positions.</summary>
    public PositionCommands Positions { get; }

    /// <summary>The account itself.</summary>
    public AccountQueries Account { get; }

    /// <summary>What the server takes for the time: the simulated time and its skew.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow() + _faults.Skew;
}
