using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Matching;

/// <summary>The same requests at the exchange, where accounts pay for them: margin, fees, positions, events.</summary>
internal sealed class AccountDay : IBook
{
    private const int Accounts = 100;
    private static readonly InstrumentId Coin = new("bench", "BTCUSDT");
    private static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Exchange _exchange = new();
    private readonly Dictionary<long, (AccountId Account, long OrderId)> _live = [];

    public AccountDay()
    {
        var instrument = new Instrument(Coin, "BTC", "USDT", 0.1m, 0.001m, 0.001m, 0m, 100m, TimeSpan.FromHours(8));
        _exchange.Execute(new ExchangeCommands.ListInstrument(Time, new TradingTerms(
            instrument, [new MarginTier(1e12m, 0.005m, 100m)], new FeeSchedule(0.0002m, 0.00055m), 1_000m, 1_000m,
            0.1m, 1_000_000m, OrdersMax: 100_000)));
        for (var number = 1; number <= Accounts; number++)
        {
            var account = new AccountId(number);
            _exchange.Execute(new ExchangeCommands.OpenAccount(Time, account));
            _exchange.Execute(new ExchangeCommands.Transfer(Time, account, 1e10m));
        }

        _exchange.Execute(new ExchangeCommands.UpdatePrices(Time, Coin, MarkQuote: Mix.MiddleTicks * 0.1m));
    }

    public void Do(in Request request)
    {
        var order = request.Order;
        if (request.IsCancel)
        {
            if (_live.Remove(order.Id, out var live))
            {
                _exchange.Execute(new ExchangeCommands.CancelOrder(
                    Time, live.Account, Coin, new OrderKey(live.OrderId)));
            }

            return;
        }

        var account = new AccountId(order.Owner);
        var events = _exchange.Execute(new ExchangeCommands.PlaceOrder(Time, account, Coin, new OrderRequest(
            order.Side, OrderKind.Limit, order.SizeSteps * 0.001m, order.PriceTicks * 0.1m, order.TimeInForce)));
        if (events[0] is ExchangeEvents.OrderAccepted accepted)
        {
            _live[order.Id] = (account, accepted.Order.OrderId);
        }
    }
}
