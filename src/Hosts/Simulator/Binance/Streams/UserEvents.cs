using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Trading;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>Tells accounts what happened to their orders, balances and positions.</summary>
/// <remarks>
/// Orders are told of event by event, as they happen; then once what the command did to balance and positions, and only
/// when it did something to them.
/// </remarks>
public sealed class UserEvents : IDeskListener
{
    /// <summary>An order changed or was executed.</summary>
    public const string Order = "ORDER_TRADE_UPDATE";

    /// <summary>A balance or a position changed.</summary>
    public const string Account = "ACCOUNT_UPDATE";

    /// <summary>A conditional order changed.</summary>
    public const string Algo = "ALGO_UPDATE";

    /// <summary>Leverage was set.</summary>
    public const string Config = "ACCOUNT_CONFIG_UPDATE";

    /// <summary>All events.</summary>
    public static readonly IReadOnlyList<string> Names = [Order, Account, Algo, Config];

    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(5);
    private readonly PrivateHub _users;
    private readonly Dictionary<AccountId, decimal> _balances = [];
    private readonly Dictionary<(AccountId, InstrumentId, PositionLeg), (decimal, decimal?)> _positions = [];

    /// <summary>Makes it.</summary>
    public UserEvents(PrivateHub users) => _users = users;

    /// <inheritdoc/>
    public void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            TellOrder(happened, now);
        }

        foreach (var account in Touched(events))
        {
            TellAccount(account, events, now);
        }
    }

    private void TellOrder(ExchangeEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case ExchangeEvents.OrderAccepted e:
                Send(e.Order, "NEW", null, now);
                break;
            case ExchangeEvents.OrderAmended e:
                Send(e.Order, "AMENDMENT", null, now);
                break;
            case ExchangeEvents.OrderTriggered e:
                SendAlgo(e.Order, "TRIGGERING", now);
                SendAlgo(e.Order, "TRIGGERED", now);
                Send(e.Order, "NEW", null, now);
                break;
            case ExchangeEvents.OrderExecuted e:
                Send(e.Order, "TRADE", e.Execution, now);
                SendIfFinished(e.Order, now);
                break;
            case ExchangeEvents.OrderCancelled e:
                Send(e.Order, e.Reason == CancelReason.ByUser ? "CANCELED" : "EXPIRED", null, now);
                SendIfFinished(e.Order, now);
                break;
            case ExchangeEvents.Liquidated e:
                Send(e.Account, Order, now, "o", EventRows.Liquidation(e));
                break;
            case ExchangeEvents.Deleveraged e:
                Send(e.Account, Order, now, "o", EventRows.Deleveraging(e));
                break;
            case ExchangeEvents.LeverageSet e:
                Send(e.Account, Config, now, "ac", new JsonObject
                {
                    ["s"] = e.Instrument.Symbol, ["l"] = (int)e.LongLeverage,
                });
                break;
            default:
                break; // Told with the account, or not at all.
        }
    }

    // A conditional order is no order until it is triggered.
    private void Send(OrderView order, string execution, Execution? fill, DateTimeOffset now)
    {
        if (order.Status is OrderStatus.Untriggered or OrderStatus.Deactivated)
        {
            SendAlgo(order, AlgoRows.Status(order), now);
        }
        else
        {
            Send(order.Account, Order, now, "o", EventRows.Order(order, execution, fill));
        }
    }

    private void SendIfFinished(OrderView order, DateTimeOffset now)
    {
        if (OrderRows.IsAlgo(order) && order.Status is OrderStatus.Filled or OrderStatus.Cancelled)
        {
            SendAlgo(order, AlgoRows.Status(order), now);
        }
    }

    private void SendAlgo(OrderView order, string status, DateTimeOffset now)
    {
        if (OrderRows.IsAlgo(order))
        {
            Send(order.Account, Algo, now, "o", EventRows.Algo(order, status));
        }
    }

    private void TellAccount(AccountId account, IReadOnlyList<ExchangeEvent> events, DateTimeOffset now)
    {
        var balances = new JsonArray();
        foreach (var wallet in events.OfType<ExchangeEvents.WalletChanged>().Select(e => e.Wallet)
            .Where(wallet => wallet.Account == account && _balances.GetValueOrDefault(account) != wallet.BalanceQuote))
        {
            _balances[account] = wallet.BalanceQuote;
            balances.Add(EventRows.Balance(wallet, events.OfType<ExchangeEvents.PositionChanged>()));
        }

        var reason = EventRows.Reason(events, account);
        var positions = new JsonArray();
        foreach (var position in events.OfType<ExchangeEvents.PositionChanged>().Select(e => e.Position)
            .Where(position => position.Account == account && HasMoved(position)))
        {
            positions.Add(EventRows.Position(position));
        }

        if (balances.Count + positions.Count > 0)
        {
            Send(account, Account, now, "a", new JsonObject { ["m"] = reason, ["B"] = balances, ["P"] = positions });
        }
    }

    private bool HasMoved(PositionView position)
    {
        var key = (position.Account, position.Instrument, position.Leg);
        var isolated = position.MarginMode == MarginMode.Isolated ? position.MarginQuote : (decimal?)null;
        var state = (position.SizeBase, isolated);
        if (_positions.GetValueOrDefault(key, (0m, isolated is null ? null : 0m)) == state)
        {
            return false;
        }

        _positions[key] = state;
        return true;
    }

    private static IEnumerable<AccountId> Touched(IReadOnlyList<ExchangeEvent> events) => events
        .Select(happened => happened switch
        {
            ExchangeEvents.WalletChanged e => e.Wallet.Account,
            ExchangeEvents.PositionChanged e => e.Position.Account,
            _ => default,
        })
        .Where(account => account.IsUser).Distinct().OrderBy(account => account.Number);

    private void Send(AccountId account, string name, DateTimeOffset now, string field, JsonObject body)
    {
        if (account.IsUser)
        {
            var at = now.ToUnixTimeMilliseconds();
            var frame = MarketChannels.Bytes(new JsonObject
            {
                ["e"] = name, ["E"] = at, ["T"] = at, [field] = body,
            });
            _users.Publish(account, name, _ => frame, now + Lag);
        }
    }
}
