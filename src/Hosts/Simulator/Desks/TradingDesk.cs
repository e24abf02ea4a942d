using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Accounts;

namespace WhaleStack.Simulator.Desks;

/// <summary>The one way to the exchange: one command at a time, each told to all who listen. Thread-safe.</summary>
public sealed class TradingDesk
{
    /// <summary>The venue of all instruments that can be traded.</summary>
    public const string Venue = "bybit";

    /// <summary>The leverage of an account that chose none.</summary>
    public const decimal LeverageUsual = 10m;

    private readonly Lock _gate = new();
    private readonly IExchange _exchange;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<IDeskListener> _listeners;
    private readonly Dictionary<string, AccountId> _accounts = new(StringComparer.Ordinal);
    private readonly List<InstrumentId> _instruments = [];
    private DateTimeOffset _last;

    /// <summary>Opens the accounts and pays in their balances.</summary>
    public TradingDesk(
        IExchange exchange, ApiAccounts accounts, TimeProvider clock, IReadOnlyList<IDeskListener> listeners)
    {
        _exchange = exchange;
        _clock = clock;
        _listeners = listeners;
        foreach (var account in accounts.All)
        {
            var id = new AccountId(_accounts.Count + 1);
            _accounts[account.Key] = id;
            Run(turn =>
            {
                turn.Execute(new ExchangeCommands.OpenAccount(turn.Now, id));
                return turn.Execute(new ExchangeCommands.Transfer(turn.Now, id, account.BalanceQuote));
            });
        }
    }

    /// <summary>Gives every account the venue's usual leverage, in all that is listed.</summary>
    public void SetUsualLeverage(DeskTurn turn)
    {
        foreach (var instrument in turn.Instruments)
        {
            var leverage = Math.Min(LeverageUsual, turn.Exchange.Terms(instrument)!.Instrument.LeverageMax);
            foreach (var account in _accounts.Values)
            {
                turn.Execute(new ExchangeCommands.SetLeverage(turn.Now, account, instrument, leverage, leverage));
            }
        }
    }

    /// <summary>The exchange's number of an account.</summary>
    public AccountId IdOf(ApiAccount account) => _accounts[account.Key];

    /// <summary>The instrument of a symbol; null when the text cannot be one.</summary>
    public static InstrumentId? InstrumentOf(string symbol) =>
        InstrumentId.TryParse($"{Venue}:{symbol}", out var id) ? id : null;

    /// <summary>Does something that nobody else comes between.</summary>
    public T Run<T>(Func<DeskTurn, T> turn)
    {
        lock (_gate)
        {
            // The exchange's time never falls, whatever the clock does.
            var now = _clock.GetUtcNow();
            _last = now > _last ? now : _last;
            return turn(new DeskTurn(_exchange, _last, _listeners, _instruments));
        }
    }
}

/// <summary>A turn at the desk.</summary>
public sealed class DeskTurn
{
    private readonly IReadOnlyList<IDeskListener> _listeners;
    private readonly List<InstrumentId> _instruments;

    /// <summary>Makes it.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="now">The simulated time.</param>
    /// <param name="listeners">Who hears what happens.</param>
    /// <param name="instruments">What is listed; grows when something is.</param>
    public DeskTurn(
        IExchange exchange,
        DateTimeOffset now,
        IReadOnlyList<IDeskListener> listeners,
        List<InstrumentId> instruments)
    {
        Exchange = exchange;
        Now = now;
        _listeners = listeners;
        _instruments = instruments;
    }

    /// <summary>What can be traded, in the order in which it was listed.</summary>
    public IReadOnlyList<InstrumentId> Instruments => _instruments;

    /// <summary>The exchange, to ask; commands go through <see cref="Execute"/>.</summary>
    public IExchange Exchange { get; }

    /// <summary>The simulated time.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Carries out a command and tells what happened.</summary>
    public IReadOnlyList<ExchangeEvent> Execute(ExchangeCommand command)
    {
        var events = Exchange.Execute(command);
        _instruments.AddRange(
            events.OfType<ExchangeEvents.InstrumentListed>().Select(listed => listed.Terms.Instrument.Id));
        foreach (var listener in _listeners)
        {
            listener.On(events, Exchange, Now);
        }

        return events;
    }
}

/// <summary>Hears what happens at the desk, in order, while nobody else has the turn.</summary>
public interface IDeskListener
{
    /// <summary>One command was carried out. Must be quick and must not ask for a turn.</summary>
    void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now);
}
