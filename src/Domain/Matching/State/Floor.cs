using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>All that the exchange knows, and what happens while it carries out a command.</summary>
internal sealed class Floor
{
    private readonly List<(Holding Holding, LegPosition Position)> _touchedPositions = [];
    private readonly List<Account> _touchedWallets = [];
    private long _lastOrder;
    private long _lastExecution;
    private long _lastMatch;

    public Floor()
    {
        House = new Account(AccountId.House, new FeeSchedule(0m, 0m));
        Insurance = new Account(AccountId.Insurance, new FeeSchedule(0m, 0m));
        Accounts = new() { [House.Id] = House, [Insurance.Id] = Insurance };
    }

    public Account House { get; }

    public Account Insurance { get; }

    public SortedList<InstrumentId, Market> Markets { get; } = [];

    public Dictionary<AccountId, Account> Accounts { get; }

    public DateTimeOffset Time { get; set; }

    public decimal FeesQuote { get; set; }

    /// <summary>Whether the insurance fund has only what it was given; without, it may go below zero.</summary>
    public bool IsInsuranceLimited { get; set; }

    public List<ExchangeEvent> Events { get; } = [];

    /// <summary>Accounts whose margin may no longer be enough, by number.</summary>
    public SortedSet<int> Suspects { get; } = [];

    /// <summary>Orders that expire, the first one first.</summary>
    public SortedList<(DateTimeOffset At, long OrderId), LiveOrder> Expiring { get; } = [];

    public long NextOrder() => ++_lastOrder;

    public long NextExecution() => ++_lastExecution;

    public long NextMatch() => ++_lastMatch;

    public void Emit(ExchangeEvent happened) => Events.Add(happened);

    public void Touch(Account account)
    {
        if (!account.Id.IsUser)
        {
            return;
        }

        Suspects.Add(account.Id.Number);
        if (!account.IsTouched)
        {
            account.IsTouched = true;
            _touchedWallets.Add(account);
        }
    }

    public void Touch(Holding holding, LegPosition position)
    {
        Touch(holding.Account);
        position.UpdatedAt = Time;
        if (holding.Account.Id.IsUser && !position.IsTouched)
        {
            position.IsTouched = true;
            _touchedPositions.Add((holding, position));
        }
    }

    /// <summary>Tells how positions and wallets now stand, and hands over all that happened.</summary>
    public ExchangeEvent[] Close()
    {
        foreach (var (holding, position) in _touchedPositions)
        {
            position.IsTouched = false;
            Emit(new ExchangeEvents.PositionChanged(Time, PositionViews.Of(holding, position)));
        }

        foreach (var account in _touchedWallets)
        {
            account.IsTouched = false;
            Emit(new ExchangeEvents.WalletChanged(Time, MarginRules.Wallet(account)));
        }

        _touchedPositions.Clear();
        _touchedWallets.Clear();
        var events = Events.ToArray();
        Events.Clear();
        return events;
    }
}
