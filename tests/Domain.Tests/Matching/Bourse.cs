using System.Collections.Immutable;
using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>
/// An exchange with SOL (tick 0.01, step 0.1, minimum 5 quote) and BTC, three tiers, maker 0.02 %, taker 0.055 %, and
/// accounts ann, bob and cat with 10,000 each. The mark price of SOL is 100.
/// </summary>
internal sealed class Bourse
{
    public static readonly AccountId Ann = new(1);

    public static readonly AccountId Bob = new(2);

    public static readonly AccountId Cat = new(3);

    public static readonly ImmutableArray<MarginTier> Tiers =
    [
        new MarginTier(20_000m, 0.005m, 50m),
        new MarginTier(100_000m, 0.01m, 25m),
        new MarginTier(1_000_000m, 0.025m, 10m),
    ];

    public Bourse(FeeSchedule? fees = null, decimal? depositQuote = 10_000m, decimal? bandFraction = null)
    {
        Do(new ExchangeCommands.ListInstrument(Now, Terms(Given.Sol, fees, bandFraction)));
        Do(new ExchangeCommands.ListInstrument(Now, Terms(Given.Btc, fees, bandFraction)));
        foreach (var account in new[] { Ann, Bob, Cat })
        {
            Do(new ExchangeCommands.OpenAccount(Now, account));
            if (depositQuote is { } amount)
            {
                Do(new ExchangeCommands.Transfer(Now, account, amount));
                DepositedQuote += amount;
            }
        }

        Mark(100m);
    }

    public Exchange Exchange { get; } = new();

    public List<ExchangeCommand> Commands { get; } = [];

    public List<ExchangeEvent> Events { get; } = [];

    public DateTimeOffset Now { get; private set; } = Given.Start;

    public decimal DepositedQuote { get; set; }

    public static TradingTerms Terms(InstrumentId id, FeeSchedule? fees, decimal? bandFraction) => new(
        Given.Instruments[id] with { LeverageMax = 50m },
        Tiers,
        fees ?? new FeeSchedule(0.0002m, 0.00055m),
        SizeBaseMax: 10_000m,
        MarketSizeBaseMax: 5_000m,
        PriceQuoteMin: 0.01m,
        PriceQuoteMax: 1_000_000m,
        LimitBandFraction: bandFraction);

    public IReadOnlyList<ExchangeEvent> Do(ExchangeCommand command)
    {
        Commands.Add(command);
        var events = Exchange.Execute(command);
        Events.AddRange(events);
        return events;
    }

    public IReadOnlyList<ExchangeEvent> Place(AccountId account, OrderRequest order, InstrumentId? instrument = null) =>
        Do(new ExchangeCommands.PlaceOrder(Now, account, instrument ?? Given.Sol, order));

    public IReadOnlyList<ExchangeEvent> Buy(
        AccountId account, decimal size, decimal? price, TimeInForce force = TimeInForce.GoodTillCancelled) =>
        Place(account, Order(Side.Buy, size, price, force));

    public IReadOnlyList<ExchangeEvent> Sell(
        AccountId account, decimal size, decimal? price, TimeInForce force = TimeInForce.GoodTillCancelled) =>
        Place(account, Order(Side.Sell, size, price, force));

    /// <summary>Gives the insurance fund limited means.</summary>
    public void Endow(decimal amount)
    {
        Do(new ExchangeCommands.EndowInsurance(Now, amount));
        DepositedQuote += amount;
    }

    /// <summary>One buys from the other at a price.</summary>
    public void Trade(AccountId buyer, AccountId seller, decimal size, decimal price)
    {
        Sell(seller, size, price);
        Buy(buyer, size, price);
    }

    public IReadOnlyList<ExchangeEvent> Mark(decimal mark, decimal? last = null, decimal? index = null) =>
        Do(new ExchangeCommands.UpdatePrices(Now, Given.Sol, mark, index, last));

    public IReadOnlyList<ExchangeEvent> Last(decimal last) =>
        Do(new ExchangeCommands.UpdatePrices(Now, Given.Sol, LastQuote: last));

    public IReadOnlyList<ExchangeEvent> Leverage(AccountId account, decimal leverage) =>
        Do(new ExchangeCommands.SetLeverage(Now, account, Given.Sol, leverage, leverage));

    public IReadOnlyList<ExchangeEvent> Isolate(AccountId account) =>
        Do(new ExchangeCommands.SetMarginMode(Now, account, Given.Sol, MarginMode.Isolated));

    public IReadOnlyList<ExchangeEvent> Hedge(AccountId account) =>
        Do(new ExchangeCommands.SetPositionMode(Now, account, Given.Sol, PositionMode.Hedge));

    public IReadOnlyList<ExchangeEvent> Cancel(AccountId account, long orderId) =>
        Do(new ExchangeCommands.CancelOrder(Now, account, Given.Sol, new OrderKey(orderId)));

    public IReadOnlyList<ExchangeEvent> Amend(AccountId account, long orderId, OrderChange change) =>
        Do(new ExchangeCommands.AmendOrder(Now, account, Given.Sol, new OrderKey(orderId), change));

    public PositionView Position(AccountId account, PositionLeg leg = PositionLeg.Net) =>
        Exchange.Positions(account, Given.Sol).Single(position => position.Leg == leg);

    public decimal Size(AccountId account, PositionLeg leg = PositionLeg.Net) => Position(account, leg).SizeBase;

    public decimal Balance(AccountId account) => Exchange.Wallet(account)!.BalanceQuote;

    public WalletView Wallet(AccountId account) => Exchange.Wallet(account)!;

    public IReadOnlyList<OrderView> Open(AccountId account) => Exchange.OpenOrders(account);

    public static OrderRequest Order(
        Side side, decimal size, decimal? price, TimeInForce force = TimeInForce.GoodTillCancelled) =>
        new(side, price is null ? OrderKind.Market : OrderKind.Limit, size, price, force);

    public static OrderRequest Reduce(Side side, decimal size, decimal? price) =>
        Order(side, size, price) with { ReduceOnly = true };
}

/// <summary>Reading events.</summary>
internal static class ExchangeEventExtensions
{
    public static ExchangeRefusal? Refusal(this IEnumerable<ExchangeEvent> events) =>
        events.OfType<ExchangeEvents.Refused>().SingleOrDefault()?.Kind;

    public static long Id(this IEnumerable<ExchangeEvent> events) =>
        events.OfType<ExchangeEvents.OrderAccepted>().First().Order.OrderId;

    public static CancelReason? Cancelled(this IEnumerable<ExchangeEvent> events) =>
        events.OfType<ExchangeEvents.OrderCancelled>().SingleOrDefault()?.Reason;

    public static List<Domain.Matching.Execution> Executions(this IEnumerable<ExchangeEvent> events) =>
        [.. events.OfType<ExchangeEvents.OrderExecuted>().Select(executed => executed.Execution)];
}
