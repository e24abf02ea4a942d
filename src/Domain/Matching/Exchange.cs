using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>An exchange for linear perpetuals, settled in one currency: books, accounts, margin, liquidation.</summary>
/// <remarks>
/// A command is answered by its own events; then, until nothing is left to do, one by one: the oldest order whose
/// trigger was reached fires, the first account in trouble is liquidated, the insurance fund sells what it took over.
/// So a cascade plays out within the command that set it off. Rules and simplifications: docs/matching.md.
/// </remarks>
public sealed class Exchange : IExchange
{
    private const int CascadeMax = 1_000_000;
    private readonly Floor _floor = new();
    private readonly LiveOrders _live;
    private readonly OrderDesk _orders;
    private readonly AccountDesk _accounts;
    private readonly OperatorDesk _operator;
    private readonly Protector _protector;
    private readonly TriggerDesk _triggers;
    private readonly Liquidator _liquidator;

    /// <summary>An exchange without instruments and accounts.</summary>
    public Exchange()
    {
        var live = new LiveOrders(_floor);
        _live = live;
        _protector = new Protector(_floor, live);
        var matcher = new Matcher(_floor, live, _protector);
        _orders = new OrderDesk(live, matcher);
        _accounts = new AccountDesk(_floor);
        _operator = new OperatorDesk(_floor, matcher);
        _triggers = new TriggerDesk(_floor, live, _orders);
        var unwinder = new Unwinder(_floor, live, matcher, new Deleverager(_floor, matcher));
        _liquidator = new Liquidator(_floor, live, unwinder);
    }

    /// <inheritdoc/>
    public decimal InsuranceQuote => _floor.Insurance.BalanceQuote;

    /// <inheritdoc/>
    public decimal FeesQuote => _floor.FeesQuote;

    /// <inheritdoc/>
    public IReadOnlyList<ExchangeEvent> Execute(ExchangeCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Time < _floor.Time)
        {
            throw new ArgumentException($"time '{command.Time:O}' lies before '{_floor.Time:O}'.", nameof(command));
        }

        _floor.Time = command.Time;
        _live.ExpireDue();
        if (command is ExchangeCommands.Batch batch)
        {
            foreach (var part in batch.Commands)
            {
                Carry(part);
            }
        }
        else
        {
            Carry(command);
        }

        return _floor.Close();
    }

    /// <inheritdoc/>
    public TradingTerms? Terms(InstrumentId instrument) => _floor.Markets.GetValueOrDefault(instrument)?.Terms;

    /// <inheritdoc/>
    public ReferencePrices Prices(InstrumentId instrument) =>
        _floor.Markets.TryGetValue(instrument, out var market)
            ? new ReferencePrices(market.LastQuote, market.MarkQuote, market.IndexQuote)
            : default;

    /// <inheritdoc/>
    public IReadOnlyList<DepthLevel> Depth(InstrumentId instrument, Side side, int levelsMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(levelsMax);
        return _floor.Markets.TryGetValue(instrument, out var market) ? market.Depth(side, levelsMax) : [];
    }

    /// <inheritdoc/>
    public OrderView? Order(AccountId account, OrderKey order) =>
        _floor.Accounts.TryGetValue(account, out var owner) ? owner.Live(order)?.View ?? owner.Finished(order) : null;

    /// <inheritdoc/>
    public IReadOnlyList<OrderView> OpenOrders(AccountId account, InstrumentId? instrument = null) =>
        _floor.Accounts.TryGetValue(account, out var owner)
            ? [.. LiveOf(owner, instrument).Select(static order => order.View)]
            : [];

    /// <inheritdoc/>
    public IReadOnlyList<PositionView> Positions(AccountId account, InstrumentId? instrument = null)
    {
        if (!_floor.Accounts.TryGetValue(account, out var owner))
        {
            return [];
        }

        if (instrument is not { } id)
        {
            return [.. owner.Holdings.Values.SelectMany(Positions).Where(static view => view.SizeBase != 0m)];
        }

        return _floor.Markets.TryGetValue(id, out var market) ? [.. Positions(owner.In(market))] : [];
    }

    /// <inheritdoc/>
    public WalletView? Wallet(AccountId account) =>
        _floor.Accounts.TryGetValue(account, out var owner) ? MarginRules.Wallet(owner) : null;

    private static IEnumerable<PositionView> Positions(Holding holding) =>
        holding.Legs.Select(position => PositionViews.Of(holding, position));

    private static List<LiveOrder> LiveOf(Account account, InstrumentId? instrument) =>
    [
        .. account.Holdings.Values
            .Where(holding => instrument is null || holding.Market.Id == instrument)
            .SelectMany(static holding => holding.Orders.Values)
            .OrderBy(static order => order.Id),
    ];

    private void Carry(ExchangeCommand command)
    {
        switch (command)
        {
            case ExchangeCommands.ListInstrument list:
                List(list.Terms);
                break;
            case ExchangeCommands.OpenAccount open:
                Open(open);
                break;
            case ExchangeCommands.UpdatePrices prices:
                With(prices.Instrument, market => _operator.UpdatePrices(market, prices));
                break;
            case ExchangeCommands.SettleFunding funding:
                With(funding.Instrument, market => Answer(
                    AccountId.House, default, _operator.SettleFunding(market, funding.RateFraction)));
                break;
            case ExchangeCommands.ReplaceHouseBook book:
                With(book.Instrument, market => _operator.ReplaceHouseBook(market, book.Side, book.Levels));
                break;
            case ExchangeCommands.UpdateHouseBook book:
                With(book.Instrument, market => _operator.UpdateHouseBook(market, book.Bids, book.Asks));
                break;
            case ExchangeCommands.PrintHouseTrade print:
                With(print.Instrument, market => _operator.Print(market, print));
                break;
            case ExchangeCommands.EndowInsurance endow:
                Endow(endow.AmountQuote);
                break;
            default:
                CarryForAccount(command);
                break;
        }

        Settle();
    }

    private void CarryForAccount(ExchangeCommand command)
    {
        switch (command)
        {
            case ExchangeCommands.Transfer c:
                With(c.Account, account => Answer(c.Account, default, _accounts.Transfer(account, c.AmountQuote)));
                break;
            case ExchangeCommands.CancelOrders c:
                With(c.Account, account => LiveOf(account, c.Instrument).ForEach(CancelStillLive));
                break;
            case ExchangeCommands.PlaceOrder c:
                With(c.Account, c.Instrument, new OrderKey(0, c.Order.ClientOrderId), h => _orders.Place(h, c.Order));
                break;
            case ExchangeCommands.AmendOrder c:
                WithOrder(c.Account, c.Instrument, c.Order, order => _orders.Amend(order, c.Change));
                break;
            case ExchangeCommands.CancelOrder c:
                WithOrder(c.Account, c.Instrument, c.Order, Cancel);
                break;
            default:
                CarryForPosition(command);
                break;
        }
    }

    private void CarryForPosition(ExchangeCommand command)
    {
        switch (command)
        {
            case ExchangeCommands.SetLeverage c:
                With(c.Account, c.Instrument, default, h => _accounts.SetLeverage(h, c.LongLeverage, c.ShortLeverage));
                break;
            case ExchangeCommands.SetPositionMode c:
                With(c.Account, c.Instrument, default, h => _accounts.SetPositionMode(h, c.Mode));
                break;
            case ExchangeCommands.SetMarginMode c:
                With(c.Account, c.Instrument, default, h => _accounts.SetMarginMode(h, c.Mode));
                break;
            case ExchangeCommands.AddMargin c:
                With(c.Account, c.Instrument, default, h => _accounts.AddMargin(h, c.Leg, c.AmountQuote));
                break;
            case ExchangeCommands.SetProtection c:
                With(c.Account, c.Instrument, default, h => _protector.Set(h, c));
                break;
            case ExchangeCommands.AddPartialProtection c:
                With(c.Account, c.Instrument, default, h => _protector.Add(h, c));
                break;
            default:
                throw new ArgumentException(
                    $"'{command.GetType().Name}' is no command of the exchange, or a batch within one.",
                    nameof(command));
        }
    }

    private void List(TradingTerms terms)
    {
        var id = terms.Instrument.Id;
        if (_floor.Markets.ContainsKey(id))
        {
            Answer(AccountId.House, default, Objection.To(AlreadyExists, $"instrument '{id}' is listed already."));
            return;
        }

        _floor.Markets.Add(id, new Market(terms));
        _floor.Emit(new ExchangeEvents.InstrumentListed(_floor.Time, terms));
    }

    private void Endow(decimal amountQuote)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amountQuote);
        _floor.Insurance.BalanceQuote += amountQuote;
        _floor.IsInsuranceLimited = true;
        _floor.Emit(new ExchangeEvents.InsuranceEndowed(_floor.Time, amountQuote));
    }

    private void Open(ExchangeCommands.OpenAccount open)
    {
        if (!open.Account.IsUser)
        {
            throw new ArgumentException($"account '{open.Account}' is not positive.", nameof(open));
        }

        if (!_floor.Accounts.TryAdd(open.Account, new Account(open.Account, open.Fees)))
        {
            var taken = Objection.To(AlreadyExists, $"account '{open.Account}' is open already.");
            Answer(open.Account, default, taken);
            return;
        }

        _floor.Emit(new ExchangeEvents.AccountOpened(_floor.Time, open.Account));
    }

    private Objection? Cancel(LiveOrder order)
    {
        _orders.Cancel(order);
        return null;
    }

    /// <summary>The end of one order may have ended others of the list.</summary>
    private void CancelStillLive(LiveOrder order)
    {
        if (order.Market.Orders.ContainsKey(order.Id))
        {
            _orders.Cancel(order);
        }
    }

    private void With(InstrumentId instrument, Action<Market> action)
    {
        if (_floor.Markets.TryGetValue(instrument, out var market))
        {
            action(market);
        }
        else
        {
            Answer(AccountId.House, default, Unknown(instrument));
        }
    }

    private void With(AccountId id, Action<Account> action)
    {
        if (id.IsUser && _floor.Accounts.TryGetValue(id, out var account))
        {
            action(account);
        }
        else
        {
            Answer(id, default, Objection.To(UnknownAccount, $"account '{id}' was never opened."));
        }
    }

    private void With(AccountId id, InstrumentId instrument, OrderKey key, Func<Holding, Objection?> action) =>
        With(id, account => Answer(id, key, _floor.Markets.TryGetValue(instrument, out var market)
            ? action(account.In(market))
            : Unknown(instrument)));

    private void WithOrder(AccountId id, InstrumentId instrument, OrderKey key, Func<LiveOrder, Objection?> action) =>
        With(id, instrument, key, holding =>
            holding.Account.Live(key) is { } order && order.Holding == holding
                ? action(order)
                : Objection.To(UnknownOrder, $"order '{key.OrderId}' or '{key.ClientOrderId}' is not live."));

    private static Objection Unknown(InstrumentId instrument) =>
        Objection.To(UnknownInstrument, $"instrument '{instrument}' is not listed.");

    private void Answer(AccountId account, OrderKey order, Objection? objection)
    {
        if (objection is not null)
        {
            _floor.Emit(new ExchangeEvents.Refused(
                _floor.Time, account, objection.Kind, objection.Detail, order));
        }
    }

    /// <summary>Lets what a command set off play out.</summary>
    private void Settle()
    {
        var rounds = 0;
        while (_triggers.FireNext() || _liquidator.LiquidateNext())
        {
            Invariant.Hold(++rounds < CascadeMax, "A cascade ends.");
        }
    }
}
