using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Markets;

/// <summary>Keeps the market going and its public topics speaking.</summary>
public sealed class MarketDriver
{
    /// <summary>How often it looks at the clock.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly IMarket _market;
    private readonly TradingDesk _desk;
    private readonly List<StreamHub> _hubs = [];
    private readonly TimeProvider _clock;
    private bool _isOpen;

    /// <summary>Makes it; the market opens when it is first wanted.</summary>
    /// <param name="market">The market.</param>
    /// <param name="desk">Where it trades.</param>
    /// <param name="clock">The simulated clock.</param>
    public MarketDriver(IMarket market, TradingDesk desk, TimeProvider clock)
    {
        _market = market;
        _desk = desk;
        _clock = clock;
    }

    /// <summary>Adds topics that speak as the market goes on; before it opens.</summary>
    public void Add(StreamHub hub) => _hubs.Add(hub);

    /// <summary>Brings the market to the present.</summary>
    public void Advance() => _desk.Run(turn =>
    {
        if (_isOpen)
        {
            _market.Advance(turn);
        }
        else
        {
            _market.Open(turn);
            _desk.SetUsualLeverage(turn);
            _isOpen = true;
        }

        foreach (var hub in _hubs)
        {
            hub.Publish(turn.Exchange, turn.Now);
        }

        return turn;
    });

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Advance();
        using var timer = new PeriodicTimer(Interval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                Advance();
            }
        }
        catch (OperationCanceledException)
        {
            // The venue closes.
        }
    }
}
