using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using static WhaleStack.Venues.Tests.Bybit.Private.AccountScripts;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>An account's channel over a real socket: what it tells, once, and how it recovers.</summary>
public sealed class AccountFeedSpecs
{
    [Fact]
    public async Task It_greets_subscribes_reads_the_records_and_is_live()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        string[] topics = [];
        string? path = null;
        venue.Empty()
            .On("/v5/execution/list", Reply.Granted(Rows.List(Rows.Execution())))
            .On("/v5/order/realtime", Once(Rows.Order()))
            .On("/v5/position/list", Once(Rows.Position()))
            .OnSocket = async (where, socket, over) =>
            {
                path = where;
                await ScriptedAccount.GreetAsync(socket, over);
                topics = await ScriptedAccount.GrantAsync(socket, over);
                await ScriptedVenue.UntilClosedAsync(socket, over);
            };
        var client = venue.Client();
        await using var listener = new AccountListener(client.Feed, Since);
        var news = await listener.UntilAsync(ChannelState.Live);
        Assert.Equal("/v5/private", path);
        Assert.Equal(["order.linear", "execution.linear", "position.linear", "wallet"], topics);
        Assert.Equal(
            ["Connecting", "CatchingUp", "Executed", "OrderChanged", "PositionChanged", "WalletChanged", "Live"],
            news.Select(Name));
        Assert.Equal(ChannelState.Live, client.Feed.Health.State);
        Assert.Equal(0.5m, news.OfType<AccountNews.PositionChanged>().Single().Position.SizeBase);
        Assert.Equal(1000m, news.OfType<AccountNews.WalletChanged>().Single().Wallet.EquityUsd);
        Assert.StartsWith(
            "category=linear&limit=100&startTime=1760000000000&endTime=",
            venue.Requests.First(asked => asked.Path == "/v5/execution/list").Query);
    }

    [Fact]
    public async Task Each_topic_becomes_news_in_order()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(
            Rows.Frame("order", Rows.Order()),
            Rows.Frame("execution", Rows.Execution("e-1"), Rows.Execution("e-2")),
            Rows.Frame("execution.linear", Rows.Execution("f-1", type: "Funding", fee: "0.5")),
            Rows.Frame("position", Rows.Position()),
            Rows.Frame("wallet", """{"totalEquity":"7","coin":[]}"""),
            Rows.Frame("order", Rows.Order("i").Replace("\"linear\"", "\"inverse\"", StringComparison.Ordinal)),
            Rows.Frame("greeks", """{"baseCoin":"ETH"}"""),
            Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""));
        var news = await AfterLiveAsync(venue, IsWallet(8m));
        Assert.Equal(
            ["OrderChanged", "Executed", "Executed", "Funded", "PositionChanged", "WalletChanged", "WalletChanged"],
            news.Select(Name));
    }

    [Fact]
    public async Task A_second_filled_and_a_repeated_execution_are_told_once()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(
            Rows.Frame("order", Rows.Order("o", "PartiallyFilled", "0.004", "1760000000405")),
            Rows.Frame("order", Rows.Order("o", "Filled", "0.010", "1760000000406")),
            Rows.Frame("execution", Rows.Execution("e-1"), Rows.Execution("e-1")),
            Rows.Frame("order", Rows.Order(
                "o", "Filled", "0.010", "1760000000409",
                ""","cancelType":"CancelByUser","rejectReason":"EC_OrigClOrdIDDoesNotExist" """)),
            Rows.Frame("order", Rows.Order("o", "PartiallyFilled", "0.004", "1760000000405")),
            Rows.Frame("execution", Rows.Execution("e-1")),
            Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""));
        var news = await AfterLiveAsync(venue, IsWallet(8m));
        Assert.Equal(["OrderChanged", "OrderChanged", "Executed", "WalletChanged"], news.Select(Name));
        Assert.Equal(OrderStatus.Filled, Assert.IsType<AccountNews.OrderChanged>(news[1]).Order.Status);
    }

    [Fact]
    public async Task A_cancelled_order_that_was_filled_in_part_says_both()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(Rows.Frame(
            "order", Rows.Order(status: "Cancelled", filled: "0.004", more: ""","cancelType":"CancelByUser" """)));
        var news = await AfterLiveAsync(venue, item => item is AccountNews.OrderChanged);
        var order = Assert.IsType<AccountNews.OrderChanged>(news[^1]).Order;
        Assert.Equal(
            (OrderStatus.Cancelled, 0.004m, OrderEnd.OnRequest), (order.Status, order.FilledBase, order.End));
    }

    [Fact]
    public async Task A_position_is_told_again_without_a_change_and_never_older_than_before()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(
            Rows.Frame("position", Rows.Position(seq: 10)),
            Rows.Frame("position", Rows.Position(seq: 11)),
            Rows.Frame("position", Rows.Position(size: "9", seq: 9)),
            Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""));
        var news = await AfterLiveAsync(venue, IsWallet(8m));
        Assert.Equal(
            [0.5m, 0.5m], news.OfType<AccountNews.PositionChanged>().Select(item => item.Position.SizeBase));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_the_rest_of_it_told()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(
            Rows.Frame(
                "execution", Rows.Execution("e-1"), """{"category":"linear","execId":"x"}""", Rows.Execution("e-2")),
            "{\"topic\":\"order\",\"data\":[",
            Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""));
        var news = await AfterLiveAsync(venue, IsWallet(8m));
        Assert.Equal(["Executed", "Unreadable", "Executed", "Unreadable", "WalletChanged"], news.Select(Name));
        Assert.Contains("execType", Assert.IsType<AccountNews.Unreadable>(news[1]).Detail);
    }

    [Fact]
    public async Task An_execution_told_early_is_told_once_each_way()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live(
            Rows.Frame("execution.fast", Rows.Execution("e-1")),
            Rows.Frame("execution", Rows.Execution("e-1")),
            Rows.Frame("execution.fast.linear", Rows.Execution("e-1")),
            """{"topic":"execution.fast","id":"fast-1","creationTime":1716800399338,"data":[]}""",
            Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""));
        var news = await AfterLiveAsync(
            venue, IsWallet(8m), ScriptedAccount.Options with { WantsEarlyExecutions = true });
        Assert.Equal(["ExecutedEarly", "Executed", "WalletChanged"], news.Select(Name));
    }

    [Fact]
    public async Task It_pings_and_counts_the_pongs_as_life()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = async (_, socket, over) =>
        {
            await ScriptedAccount.GreetAsync(socket, over);
            await ScriptedAccount.GrantAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                Assert.Contains("\"op\":\"ping\"", text);
                await ScriptedVenue.SendAsync(
                    socket, """{"req_id":"p1","op":"pong","args":["1760000000123"],"conn_id":"c-1"}""", over);
                await ScriptedVenue.SendAsync(
                    socket, Rows.Frame("wallet", """{"totalEquity":"8","coin":[]}"""), over);
            }
        };
        using var rest = new WhaleStack.Venues.Bybit.Rest.BybitRestClient(venue.Connecting, TimeProvider.System);
        await using var client = new WhaleStack.Venues.Bybit.Private.BybitAccountClient(
            rest,
            venue.Connecting with { PingInterval = TimeSpan.FromMilliseconds(20) },
            venue.Environment,
            ScriptedAccount.Options,
            new WhaleStack.Venues.Signing.ApiCredentials("k", "s"),
            TimeProvider.System);
        await using var listener = new AccountListener(client.Feed);
        await listener.UntilAsync(ChannelState.Live);
        await listener.UntilAsync(IsWallet(8m));
        await listener.UntilAsync(IsWallet(8m));
    }

    [Fact]
    public async Task Orders_go_only_while_the_channel_is_live_and_cancels_always()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        const string Receipt = """{"orderId":"o-1","orderLinkId":"bot-1"}""";
        venue.Empty().On("/v5/order/create", Reply.Granted(Receipt)).On("/v5/order/cancel", Reply.Granted(Receipt));
        using var cut = new SemaphoreSlim(0);
        venue.OnSocket = async (_, socket, over) =>
        {
            await Script(socket, over);
            await cut.WaitAsync(over);
            socket.Abort();
        };
        var client = venue.Client(ScriptedAccount.Options with
        {
            RestartPauseMin = TimeSpan.FromMinutes(10),
            RestartPauseMax = TimeSpan.FromMinutes(10),
        });
        var early = (await client.Orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal((VenueErrorKind.NotConnected, true), (early.Kind, early.IsTransient));
        await using var listener = new AccountListener(client.Feed);
        await listener.UntilAsync(ChannelState.Live);
        (await client.Orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted();
        cut.Release();
        await listener.UntilAsync(ChannelState.Down);
        var change = new OrderChange(Tickets.Key(), SizeBase: 1m);
        (await client.Orders.PlaceAsync(Tickets.Limit("x"), CancellationToken.None)).Refused();
        (await client.Orders.ChangeAsync(change, CancellationToken.None)).Refused();
        Assert.All(
            await client.Orders.PlaceManyAsync([Tickets.Limit("y")], CancellationToken.None), one => one.Refused());
        Assert.All(await client.Orders.ChangeManyAsync([change], CancellationToken.None), one => one.Refused());
        (await client.Orders.CancelAsync(Tickets.Key(), CancellationToken.None)).Granted();
        Assert.Equal(
            ["/v5/order/create", "/v5/order/cancel"],
            venue.Requests.Where(asked => asked.Method == "POST").Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_channel_has_one_reader()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = Live();
        var feed = venue.Client().Feed;
        await using var listener = new AccountListener(feed);
        await listener.UntilAsync(ChannelState.Live);
        await using var second = new AccountListener(feed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.UntilAsync(ChannelState.Live));
    }
}
