using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Asking for what the venue knows, to the last page.</summary>
public sealed class QueriesSpecs
{
    private const string Realtime = "/v5/order/realtime";
    private const string History = "/v5/order/history";
    private const string Executions = "/v5/execution/list";
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1760000000000);

    [Fact]
    public async Task An_order_is_found_by_our_id_among_the_living_or_else_in_history()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().On(Realtime, Reply.Granted(Rows.List(Rows.Order())));
        var queries = venue.Client().Queries;
        var living = await queries.FindOrderAsync(Tickets.Key(), CancellationToken.None);
        Assert.Equal("o-1", living.Granted()!.VenueOrderId);
        Assert.Equal("category=linear&symbol=BTCUSDT&orderLinkId=bot-1", Assert.Single(venue.Requests).Query);

        venue.Empty().On(History, Reply.Granted(Rows.List(
            Rows.Order(status: "New", updated: "1") + "," + Rows.Order(status: "Filled", filled: "0.010"))));
        var found = (await queries.FindOrderAsync(Tickets.Key(), CancellationToken.None)).Granted();
        Assert.Equal(OrderStatus.Filled, found!.Status);
        venue.Empty();
        Assert.Null((await queries.FindOrderAsync(Tickets.Key(), CancellationToken.None)).Granted());
        await queries.FindOrderAsync(new OrderKey(Given.Btc, "", "v-1"), CancellationToken.None);
        Assert.EndsWith("&orderId=v-1", venue.Requests[^1].Query);
    }

    [Fact]
    public async Task An_order_that_could_not_be_asked_for_is_not_taken_for_unknown()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().On(History, Reply.Refused(10005));
        var result = await venue.Client().Queries.FindOrderAsync(Tickets.Key(), CancellationToken.None);
        Assert.Equal(VenueErrorKind.NotPermitted, result.Refused().Kind);
    }

    [Fact]
    public async Task Open_orders_are_read_page_by_page_for_each_settlement_coin_and_each_once()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Realtime, asked => Reply.Granted(asked.Query switch
        {
            "category=linear&limit=50&settleCoin=USDT" =>
                Rows.List(Rows.Order("a") + "," + Rows.Order("b"), "page_args%3Da%26symbol%3D6%26"),
            "category=linear&limit=50&settleCoin=USDT&cursor=page_args%3Da%26symbol%3D6%26" =>
                Rows.List(Rows.Order("b", "PartiallyFilled", "0.004", "1760000000500"), "end"),
            "category=linear&limit=50&settleCoin=USDT&cursor=end" => Rows.List(""),
            "category=linear&limit=50&settleCoin=USDC" => Rows.List(Rows.Order("c", "Filled")),
            _ => throw new InvalidOperationException(asked.Query),
        }));
        var open = (await venue.Client().Queries.GetOpenOrdersAsync("bybit", CancellationToken.None)).Granted();
        Assert.Equal(["a", "b"], open.Select(order => order.VenueOrderId));
        Assert.Equal(OrderStatus.PartiallyFilled, open[1].Status);
        Assert.Equal(4, venue.Requests.Count);
    }

    [Fact]
    public async Task A_cursor_that_could_break_the_query_is_escaped()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Realtime, asked => Reply.Granted(
            asked.Query.Contains("cursor", StringComparison.Ordinal)
                ? Rows.List("")
                : Rows.List(Rows.Order(), "a&b=c")));
        await venue.Client().Queries.GetOpenOrdersAsync("bybit-spot", CancellationToken.None);
        Assert.Equal("category=spot&limit=50&cursor=a%26b%3Dc", venue.Requests[1].Query);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_given_up()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var page = 0;
        venue.On(Realtime, _ => Reply.Granted(Rows.List(Rows.Order(), $"p{++page}")));
        var queries = venue.Client(ScriptedAccount.Options with { PagesMax = 4 }).Queries;
        var error = (await queries.GetOpenOrdersAsync("bybit", CancellationToken.None)).Refused();
        Assert.Contains("more than 4 pages", error.Message);
        Assert.Equal(4, page);
    }

    [Fact]
    public async Task The_past_is_asked_in_windows_of_seven_days()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty();
        var queries = venue.Client().Queries;
        await queries.GetExecutionsAsync("bybit", From, From.AddDays(15), CancellationToken.None);
        Assert.Equal(
            [
                "category=linear&limit=100&startTime=1760000000000&endTime=1760604799999",
                "category=linear&limit=100&startTime=1760604800000&endTime=1761209599999",
                "category=linear&limit=100&startTime=1761209600000&endTime=1761295999999",
            ],
            venue.Requests.Select(asked => asked.Query));
        await queries.GetOrdersAsync("bybit", From, From, CancellationToken.None);
        Assert.Equal(3, venue.Requests.Count);
        await Assert.ThrowsAsync<ArgumentException>(
            () => queries.GetOrdersAsync("bybit", From, From.AddTicks(-1), CancellationToken.None));
    }

    [Fact]
    public async Task Executions_come_oldest_first_each_once_and_funding_apart()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Executions, Reply.Granted(Rows.List(string.Join(
            ',',
            Rows.Execution("e-3", 3),
            Rows.Execution("f-1", 2, "Funding", "0.5"),
            Rows.Execution("e-1", 1),
            Rows.Execution("e-3", 3)))));
        var past = (await venue.Client().Queries.GetExecutionsAsync(
            "bybit", From, From.AddHours(1), CancellationToken.None)).Granted();
        Assert.Equal(["e-1", "e-3"], past.Executions.Select(row => row.ExecutionId));
        Assert.Equal(-0.5m, Assert.Single(past.Fundings).AmountQuote);
    }

    [Fact]
    public async Task Orders_of_the_past_come_oldest_first()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var older = Rows.Order("z", "Cancelled").Replace("1760000000100", "1760000000001", StringComparison.Ordinal);
        venue.On(History, Reply.Granted(Rows.List(Rows.Order("a", "Filled") + "," + older)));
        var orders = (await venue.Client().Queries.GetOrdersAsync(
            "bybit", From, From.AddHours(1), CancellationToken.None)).Granted();
        Assert.Equal(["z", "a"], orders.Select(order => order.VenueOrderId));
    }

    [Fact]
    public async Task Positions_of_a_market_are_those_that_are_held()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/position/list", asked => Reply.Granted(asked.Query switch
        {
            "category=linear&limit=200&settleCoin=USDT" => Rows.List(
                Rows.Position("ETHUSDT", "Sell", "2") + "," + Rows.Position("BTCUSDT", "", "0")),
            "category=linear&limit=200&settleCoin=USDC" => Rows.List(Rows.Position("BTCPERP")),
            "category=linear&symbol=BTCUSDT" => Rows.List(
                Rows.Position(size: "0", side: "").Replace("Idx\":0", "Idx\":2", StringComparison.Ordinal) + ","
                + Rows.Position().Replace("Idx\":0", "Idx\":1", StringComparison.Ordinal)),
            _ => throw new InvalidOperationException(asked.Query),
        }));
        var queries = venue.Client().Queries;
        var held = (await queries.GetPositionsAsync("bybit", CancellationToken.None)).Granted();
        Assert.Equal(
            [("BTCPERP", 0.5m), ("ETHUSDT", -2m)], held.Select(row => (row.Coin.Symbol, row.SizeBase)));
        var one = (await queries.GetPositionsAsync(Given.Btc, CancellationToken.None)).Granted();
        Assert.Equal([PositionSlot.Long, PositionSlot.Short], one.Select(row => row.Slot));
        Assert.Empty((await queries.GetPositionsAsync("bybit-spot", CancellationToken.None)).Granted());
    }

    [Fact]
    public async Task Money_fees_and_settings()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty()
            .On("/v5/account/fee-rate", Reply.Granted(
                """{"list":[{"symbol":"ETHUSDT","takerFeeRate":"0.00055","makerFeeRate":"-0.0001"}]}"""))
            .On("/v5/account/info", new Reply(
                """{"retCode":0,"retMsg":"OK","result":{"marginMode":"REGULAR_MARGIN","unifiedMarginStatus":4}}"""));
        var queries = venue.Client().Queries;
        Assert.Equal(1000m, (await queries.GetWalletAsync(CancellationToken.None)).Granted().EquityUsd);
        Assert.Equal(
            new FeeRates(InstrumentId.Parse("bybit:ETHUSDT"), 0.00055m, -0.0001m),
            Assert.Single((await queries.GetFeeRatesAsync("bybit", CancellationToken.None)).Granted()));
        Assert.Equal(
            new AccountSettings(MarginMode.Cross, true, false, null),
            (await queries.GetSettingsAsync(CancellationToken.None)).Granted());
        Assert.Equal(
            ["accountType=UNIFIED", "category=linear", ""], venue.Requests.Select(asked => asked.Query));
        venue.On("/v5/account/wallet-balance", Reply.Granted("""{"list":[]}"""));
        Assert.Contains(
            "result.list is empty", (await queries.GetWalletAsync(CancellationToken.None)).Refused().Message);
    }
}
