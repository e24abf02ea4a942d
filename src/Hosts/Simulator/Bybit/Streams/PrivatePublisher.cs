using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Tells accounts what happened to their orders, positions and wallets.</summary>
/// <remarks>
/// Of one command an order has one message, with how it stands in the end; a conditional order that fires has one more.
/// A position is told of whenever something happened to an order, changed or not.
/// </remarks>
public sealed class PrivatePublisher : IDeskListener
{
    /// <summary>How long after the event a message leaves: the answer to the request is usually there by
    /// then.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(5);

    private readonly PrivateHub _hub;
    private readonly FaultBook _faults;
    private long _messages;

    /// <summary>Makes it.</summary>
    public PrivatePublisher(PrivateHub hub, FaultBook faults)
    {
        _hub = hub;
        _faults = faults;
    }

    /// <inheritdoc/>
    public void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now)
    {
        var news = new SortedDictionary<int, AccountNews>();
        foreach (var happened in events)
        {
            AccountNews.Of(happened, news)?.Add(happened, exchange);
        }

        foreach (var (number, told) in news)
        {
            Tell(new AccountId(number), told, exchange, now);
        }
    }

    private void Tell(AccountId account, AccountNews news, IExchange exchange, DateTimeOffset now)
    {
        Send(account, "order", news.OrderRows(), now);
        foreach (var executions in news.Executions)
        {
            Send(account, "execution", executions, now);
            var trades = executions.Where(row => row["execType"]!.GetValue<string>() == "Trade");
            Send(account, "execution.fast", [.. trades.Select(Fast)], now);
        }

        Send(account, "position", news.PositionRows(account, exchange), now);
        if (news.Wallet is { } wallet)
        {
            Send(account, "wallet", [WalletRows.Of(wallet)], now);
        }

        foreach (var order in news.Filled)
        {
            if (_faults.Draw(FaultKind.DoubleFilled, "order") is not null)
            {
                Send(account, "order", [OrderRows.FilledAgain(order)], now);
            }
        }
    }

    private void Send(AccountId account, string topic, IReadOnlyList<JsonObject> rows, DateTimeOffset now)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var id = $"{account.Number}_{topic}_{++_messages}";
        _hub.Publish(account, topic, name => Frame(id, name, rows, now), now + Lag);
    }

    private static byte[] Frame(string id, string topic, IReadOnlyList<JsonObject> rows, DateTimeOffset now) =>
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = id,
            ["topic"] = topic,
            ["creationTime"] = now.ToUnixTimeMilliseconds(),
            ["data"] = new JsonArray([.. rows.Select(row => row.DeepClone())]),
        }.ToJsonString());

    private static JsonObject Fast(JsonObject row)
    {
        string[] names =
        [
            "category", "symbol", "orderId", "isMaker", "orderLinkId", "execId", "execPrice", "execQty", "side",
            "execTime", "seq",
        ];
        return new JsonObject(names.Select(name => KeyValuePair.Create(name, row[name]?.DeepClone())));
    }
}
