using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Bybit.Streams;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit;

/// <summary>One of Bybit's categories: a market of its own, with its own exchange.</summary>
/// <param name="Category">Bybit's word for it.</param>
/// <param name="Desk">The way to its exchange.</param>
/// <param name="Board">What everybody can see.</param>
/// <param name="Driver">Keeps it going.</param>
/// <param name="Hub">Its live topics; null where every connection hears a tape.</param>
public sealed record MarketSide(
    string Category, TradingDesk Desk, MarketBoard Board, MarketDriver Driver, StreamHub? Hub)
{
    /// <summary>Perpetuals: the category that accounts trade in.</summary>
    public const string Linear = "linear";

    /// <summary>Spot: everybody sees it, and nobody trades in it.</summary>
    public const string Spot = "spot";

    // Another walk than that of the perpetuals; both are pulled to the same price, so that they stay near each other.
    private const int SpotSeed = 7_919;

    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private bool _isStarted;

    /// <summary>Completes when it has stopped; at once when it was never looked at.</summary>
    public Task Stopped
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>The spot market of a generated world: it begins when somebody looks at it.</summary>
    public static MarketSide OfSpot(int seed, TimeProvider clock, FaultBook faults)
    {
        var board = new MarketBoard();
        var desk = new TradingDesk(new Exchange(), new ApiAccounts([]), clock, [board]);
        var market = new GeneratedMarket(unchecked(seed + SpotSeed), board);
        var hub = new StreamHub(new LiveChannels(board, faults, market.Instruments, Spot).Of);
        var driver = new MarketDriver(market, desk, clock);
        driver.Add(hub);
        return new MarketSide(Spot, desk, board, driver, hub);
    }

    /// <summary>Keeps it going from now on.</summary>
    public void Start(CancellationToken over)
    {
        lock (_gate)
        {
            if (!_isStarted)
            {
                _isStarted = true;
                _running = Driver.RunAsync(over);
            }
        }
    }

    /// <summary>Brings it to the present and answers about an instrument that the parameters name.</summary>
    public Answer OfInstrument(RequestFields fields, Func<DeskTurn, InstrumentId, Answer> answer)
    {
        Driver.Advance();
        return Desk.Run(turn =>
        {
            var symbol = fields.Text("symbol");
            if (TradingDesk.InstrumentOf(symbol) is { } id && turn.Exchange.Terms(id) is not null)
            {
                return fields.Mistake is null ? answer(turn, id) : Answer.Ok([]);
            }

            fields.Fail($"params error: symbol invalid {symbol}");
            return Answer.Ok([]);
        });
    }
}
