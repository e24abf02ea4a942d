using System.Net.WebSockets;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>
/// A conditional order becomes an order with another number when it fires: whoever placed it hears of one order, under
/// the ids that it was placed with.
/// </summary>
public sealed class BinanceParentsSpecs
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    [Theory]
    [InlineData("venue-made", "tie first")]
    [InlineData("p1", "tie first")]
    [InlineData("p1", "fill first")]
    public async Task The_fill_of_a_stop_is_told_under_the_stops_ids(string childName, string order)
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("GET /fapi/v1/openAlgoOrders", new Reply($"[{BinanceRows.Stop("59000")}]"));
        string[] tie = [Algo("TRIGGERING", "", "0"), Algo("TRIGGERED", "77", "0")];
        string[] fill =
            [Child("NEW", "NEW", "0", "0", 0, childName), Child("TRADE", "FILLED", "0.2", "0.2", 5, childName)];
        string[] frames = order == "tie first" ? [.. tie, .. fill] : [.. fill, .. tie];
        venue.OnSocket = Tells([.. frames, Algo("FINISHED", "77", "0.2"), BinanceRows.Wallet("900")]);
        await using var listener = new AccountListener(venue.Client().Feed);
        var before = await listener.UntilAsync(ChannelState.Live);
        var waiting = Assert.Single(before.OfType<AccountNews.OrderChanged>()).Order;
        Assert.Equal(
            ("a9", "p1", OrderStatus.Untriggered), (waiting.VenueOrderId, waiting.ClientOrderId, waiting.Status));

        var news = await listener.UntilAsync(item => item is AccountNews.WalletChanged);
        var execution = Assert.Single(news.OfType<AccountNews.Executed>()).Execution;
        Assert.Equal(("a9", "p1", ProtectionRole.Stop, 0.2m), (
            execution.VenueOrderId, execution.ClientOrderId, execution.Role, execution.SizeBase));
        var orders = news.OfType<AccountNews.OrderChanged>().Select(item => item.Order).ToList();
        Assert.All(orders, told => Assert.Equal(("a9", "p1"), (told.VenueOrderId, told.ClientOrderId)));
        var ended = Assert.Single(orders, told => told.IsEnded);
        Assert.Equal((OrderStatus.Filled, 0.2m, ProtectionRole.Stop), (ended.Status, ended.FilledBase, ended.Role));
        Assert.Equal(waiting.Trigger, ended.Trigger);
    }

    [Fact]
    public async Task The_records_tie_executions_and_orders_to_the_stop_though_its_order_has_another_name()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("GET /fapi/v1/userTrades", new Reply($"[{BinanceRows.Trade(12, "77")}]"))
            .On("GET /fapi/v1/allOrders", new Reply($"[{BinanceRows.Order("FILLED", "77", "venue-made", "0.010")}]"))
            .On("GET /fapi/v1/allAlgoOrders", new Reply($"[{Row("FINISHED", "77")}]"));
        var queries = venue.Bare().Queries;
        var history = (await queries.GetExecutionsAsync("binance", From, From.AddMinutes(1), default)).Granted();
        var execution = Assert.Single(history.Executions);
        Assert.Equal(("BTCUSDT-12", "a9", "p1", ProtectionRole.Stop), (
            execution.ExecutionId, execution.VenueOrderId, execution.ClientOrderId, execution.Role));
        var fresh = venue.Bare().Queries;
        var orders = (await fresh.GetOrdersAsync("binance", From, From.AddMinutes(1), default)).Granted();
        var one = Assert.Single(orders);
        Assert.Equal(("a9", "p1", OrderStatus.Filled, 0.010m), (
            one.VenueOrderId, one.ClientOrderId, one.Status, one.FilledBase));
    }

    [Fact]
    public async Task A_stop_that_is_older_than_the_span_of_its_fill_is_asked_for_by_name()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("GET /fapi/v1/userTrades", new Reply($"[{BinanceRows.Trade(12, "77")}]"))
            .On("GET /fapi/v1/allOrders", new Reply($"[{Placed("FILLED")}]"))
            .On("GET /fapi/v1/algoOrder", new Reply(Row("FINISHED", "77")));
        var history = (await venue.Bare().Queries
            .GetExecutionsAsync("binance", From, From.AddMinutes(1), default)).Granted();
        Assert.Equal("a9", Assert.Single(history.Executions).VenueOrderId);
        var asked = Assert.Single(venue.Requests, asked => asked.Path == "/fapi/v1/algoOrder");
        Assert.Equal("symbol=BTCUSDT&clientAlgoId=p1", BinanceAccountScript.Bare(asked));
    }

    [Fact]
    public async Task A_stop_that_has_fired_is_found_changed_and_cancelled_as_the_order_that_it_became()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("GET /fapi/v1/algoOrder", new Reply(Row("TRIGGERED", "77")))
            .On("GET /fapi/v1/order", asked => asked.Query.Contains("orderId=77", StringComparison.Ordinal)
                ? new Reply(Placed("NEW"))
                : BinanceAccountScript.Refused(-2013))
            .On("PUT /fapi/v1/order", new Reply("""{"orderId":77}"""))
            .On("DELETE /fapi/v1/algoOrder", BinanceAccountScript.Refused(-2011))
            .On("DELETE /fapi/v1/order", asked => asked.Query.Contains("orderId=77", StringComparison.Ordinal)
                ? new Reply("""{"orderId":77,"clientOrderId":"venue-made"}""")
                : BinanceAccountScript.Refused(-2011));
        var (orders, queries, _) = venue.Bare();
        var found = (await queries.FindOrderAsync(BinanceAccountScript.Name("p1"), default)).Granted()!;
        Assert.Equal(("a9", "p1", OrderStatus.Open, 59_000m), (
            found.VenueOrderId, found.ClientOrderId, found.Status, found.Trigger!.PriceQuote));
        var change = new OrderChange(BinanceAccountScript.Name("p1"), LimitQuote: 58_000m);
        (await orders.ChangeAsync(change, default)).Granted();
        Assert.StartsWith("symbol=BTCUSDT&orderId=77&side=SELL", BinanceAccountScript.Bare(venue.Requests[^1]));
        foreach (var key in (OrderKey[])[BinanceAccountScript.Name("p1"), new(BinanceAccountScript.Btc, "", "a9")])
        {
            var receipt = (await orders.CancelAsync(key, default)).Granted();
            Assert.Equal(new OrderReceipt("p1", "a9"), receipt);
            Assert.Equal("symbol=BTCUSDT&orderId=77", BinanceAccountScript.Bare(venue.Requests[^1]));
        }
    }

    private static string Row(string status, string child) => BinanceRows.Stop("59000")
        .Replace("\"algoStatus\":\"NEW\"", $"\"algoStatus\":\"{status}\",\"actualOrderId\":\"{child}\"");

    private static string Placed(string status) => BinanceRows.Order(status, "77", "p1", "0.000")
        .Replace("\"side\":\"BUY\"", "\"side\":\"SELL\"").Replace("\"origType\":\"LIMIT\"", "\"origType\":\"STOP\"")
        .Replace("\"stopPrice\":\"0\"", "\"stopPrice\":\"59000\"");

    private static string Algo(string status, string child, string filled) =>
        $$$"""
        {"e":"ALGO_UPDATE","E":1760000001000,"T":1760000001000,"o":{"caid":"p1","aid":9,"at":"CONDITIONAL",
        "o":"STOP_MARKET","s":"BTCUSDT","S":"SELL","ps":"BOTH","f":"GTC","q":"0.2","X":"{{{status}}}",
        "ai":"{{{child}}}",
        "ap":"0","aq":"{{{filled}}}","act":"MARKET","tp":"59000","p":"0","wt":"MARK_PRICE","cp":true,"R":true}}
        """;

    private static string Child(
        string execution, string status, string filled, string last, long trade, string name) =>
        BinanceRows.OrderEvent(execution, status, filled, last, trade).Replace("\"i\":7", "\"i\":77")
            .Replace("\"c\":\"bot-1\"", $"\"c\":\"{name}\"").Replace("\"q\":\"0.010\"", "\"q\":\"0.2\"")
            .Replace("\"S\":\"BUY\"", "\"S\":\"SELL\"").Replace("\"o\":\"LIMIT\"", "\"o\":\"MARKET\"");

    private static Func<string, WebSocket, CancellationToken, Task> Tells(params string[] frames) =>
        async (_, socket, over) =>
        {
            foreach (var frame in frames)
            {
                await ScriptedVenue.SendAsync(socket, frame, over);
            }

            await ScriptedVenue.UntilClosedAsync(socket, over);
        };
}
