using System.Net.WebSockets;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>The account's stream over real sockets: what it tells, what it fills in, how it ends.</summary>
public sealed class BinanceAccountFeedSpecs
{
    private const string Expired = """{"e":"listenKeyExpired","E":1760000002000,"listenKey":"LK1"}""";

    [Fact]
    public async Task It_opens_with_a_listen_key_reads_the_records_and_is_live()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("GET /fapi/v1/openOrders", new Reply($"[{BinanceRows.Order("NEW")}]"));
        var paths = new List<string>();
        venue.OnSocket = (path, socket, over) =>
        {
            paths.Add(path);
            return ScriptedVenue.UntilClosedAsync(socket, over);
        };
        await using var listener = new AccountListener(venue.Client().Feed);
        var news = await listener.UntilAsync(ChannelState.Live);
        Assert.Equal(
            ["Connecting", "CatchingUp", "OrderChanged", "WalletChanged", "Live"], news.Select(AccountScripts.Name));
        Assert.Equal(["/private/ws"], paths);
    }

    [Fact]
    public async Task A_fill_is_an_execution_and_a_change_of_its_order_each_told_once()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        var fill = BinanceRows.OrderEvent("TRADE", "PARTIALLY_FILLED", "0.004", "0.004", 12);
        venue.OnSocket = Tells(fill, fill, BinanceRows.OrderEvent("EXPIRED", "EXPIRED", "0.004", "0", 0), Money("900"));
        var news = await AfterLiveAsync(venue, IsWallet(900m));
        Assert.Equal(
            ["Executed", "OrderChanged", "OrderChanged", "WalletChanged"], news.Select(AccountScripts.Name));
        var execution = ((AccountNews.Executed)news[0]).Execution;
        Assert.Equal(("BTCUSDT-12", "bot-1", 0.004m, 0.006m, 0.1m), (
            execution.ExecutionId, execution.ClientOrderId, execution.SizeBase, execution.LeftBase!.Value,
            execution.FeeAmount!.Value));
        var ended = ((AccountNews.OrderChanged)news[2]).Order;
        Assert.Equal((OrderStatus.Cancelled, OrderEnd.Other, "EXPIRED"), (ended.Status, ended.End, ended.EndDetail));
    }

    [Fact]
    public async Task A_position_is_told_with_its_time_and_an_older_one_never()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.OnSocket = Tells(Position("0.5", 1_760_000_002_000), Position("0.4", 1_760_000_001_000), Money("900"));
        var news = await AfterLiveAsync(venue, IsWallet(900m));
        var position = Assert.Single(news.OfType<AccountNews.PositionChanged>()).Position;
        Assert.Equal((0.5m, 60_000m, 59_990m), (
            position.SizeBase, position.EntryQuote!.Value, position.BreakEvenQuote!.Value));
    }

    [Fact]
    public async Task A_settled_funding_is_told_from_the_records_and_not_twice()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        var twice = new TaskCompletionSource();
        venue.OnSocket = async (_, socket, over) =>
        {
            await ScriptedVenue.SendAsync(socket, Money("900", "FUNDING_FEE"), over);
            await twice.Task.WaitAsync(over);
            await Tells(Money("899", "FUNDING_FEE"))("", socket, over);
        };
        var settled = BinanceRows.Income("FUNDING_FEE", "-0.4", 1);
        venue.On("GET /fapi/v1/income", new Reply("[]"), new Reply($"[{settled}]"),
            new Reply($"[{settled},{BinanceRows.Income("FUNDING_FEE", "-0.5", 2)}]"));
        await using var listener = new AccountListener(venue.Client().Feed);
        await listener.UntilAsync(item => item is AccountNews.Funded { Funding.AmountQuote: -0.4m });
        twice.SetResult();
        var news = await listener.UntilAsync(item => item is AccountNews.Funded);
        Assert.Equal(-0.5m, Assert.IsType<AccountNews.Funded>(news[^1]).Funding.AmountQuote);
    }

    [Fact]
    public async Task A_margin_call_has_the_positions_read_again()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("GET /fapi/v3/positionRisk", new Reply("[]"), new Reply(
            """
            [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"0.25","liquidationPrice":"59000","updateTime":5}]
            """));
        venue.OnSocket = Tells("""{"e":"MARGIN_CALL","E":1760000001000,"cw":"3","p":[{"s":"BTCUSDT","ps":"BOTH"}]}""");
        // The first two reads of positions are those of the records.
        var news = await AfterLiveAsync(venue, item => item is AccountNews.PositionChanged);
        Assert.Equal(59_000m, ((AccountNews.PositionChanged)news[^1]).Position.LiquidationQuote);
    }

    [Fact]
    public async Task An_expired_key_is_replaced_and_what_was_missed_is_told()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        var openings = 0;
        venue.OnSocket = (_, socket, over) => Tells(++openings == 1 ? Expired : Money("900"))("", socket, over);
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var trade = BinanceRows.Trade(12, time: since.AddSeconds(1).ToUnixTimeMilliseconds());
        venue.On("GET /fapi/v1/userTrades", new Reply("[]"), new Reply($"[{trade}]"))
            .On("GET /fapi/v1/allOrders", new Reply($"[{BinanceRows.Order("FILLED", filled: "0.010")}]"));
        await using var listener = new AccountListener(venue.Client().Feed, since);
        await listener.UntilAsync(ChannelState.Live);
        var news = await listener.UntilAsync(IsWallet(900m));
        Assert.Contains(news, item => item is AccountNews.ChannelChanged
        {
            Health: { State: ChannelState.Down, Detail: "the listen key has ended" },
        });
        Assert.Equal("BTCUSDT-12", Assert.Single(news.OfType<AccountNews.Executed>()).Execution.ExecutionId);
        Assert.Equal(2, openings);
    }

    [Fact]
    public async Task The_key_is_kept_alive_and_a_connection_that_grows_old_is_opened_anew()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        var time = new ManualTime();
        venue.Now = time.GetUtcNow;
        await using var listener = new AccountListener(venue.Client(time).Feed);
        await listener.UntilAsync(ChannelState.Live);
        int Renewals() => venue.Requests.Count(asked => asked is { Method: "PUT", Path: "/fapi/v1/listenKey" });
        for (var i = 1; i <= 46; i++)
        {
            await Live.LiveBinance.UntilAsync(() => time.DueWithin(TimeSpan.FromMinutes(30)) > 0);
            time.Advance(TimeSpan.FromMinutes(30));
            var wanted = i;
            await Live.LiveBinance.UntilAsync(() => Renewals() >= wanted);
        }

        var down = await listener.UntilAsync(ChannelState.Down);
        Assert.Contains("open for 23:00:00", ((AccountNews.ChannelChanged)down[^1]).Health.Detail);
        Assert.Equal("KEYTEST", venue.Requests.First(asked => asked.Method == "PUT").Headers["X-MBX-APIKEY"]);
    }

    [Fact]
    public async Task A_refused_key_ends_the_channel_and_is_not_shown()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.On("POST /fapi/v1/listenKey", BinanceAccountScript.Refused(-2015, "Invalid API-key.", 401));
        var client = venue.Client();
        await using var listener = new AccountListener(client.Feed);
        var failure = await Assert.ThrowsAsync<FeedException>(() => listener.UntilAsync(ChannelState.Live));
        Assert.Contains("code -2015", failure.Message);
        Assert.DoesNotContain(BinanceAccountScript.Key, failure.ToString());
        Assert.Equal(ChannelState.Ended, client.Feed.Health.State);
        var refused = await client.Orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None);
        Assert.Equal(VenueErrorKind.NotConnected, refused.Refused().Kind);
        Assert.DoesNotContain(venue.Requests, asked => asked.Path == "/fapi/v1/order");
    }

    [Fact]
    public async Task What_cannot_be_read_is_said()
    {
        await using var venue = (await BinanceAccountScript.StartAsync()).Empty();
        venue.OnSocket = Tells("{broken", """{"e":"ORDER_TRADE_UPDATE","o":{"s":"BTCUSDT"}}""", Money("900"));
        var news = await AfterLiveAsync(venue, IsWallet(900m));
        Assert.Equal(["Unreadable", "Unreadable", "WalletChanged"], news.Select(AccountScripts.Name));
    }

    private static string Money(string wallet, string reason = "ORDER") => BinanceRows.Wallet(wallet, reason);

    private static string Position(string size, long at) =>
        $$$"""
        {"e":"ACCOUNT_UPDATE","E":{{{at}}},"T":{{{at}}},"a":{"m":"ORDER","B":[],"P":[{"s":"BTCUSDT","pa":"{{{size}}}",
        "ep":"60000","bep":"59990","up":"1","mt":"cross","iw":"0","ps":"BOTH"}]}}
        """;

    private static Func<AccountNews, bool> IsWallet(decimal amount) => news =>
        news is AccountNews.WalletChanged { Wallet.Coins: [{ } coin] } && coin.WalletAmount == amount;

    private static async Task<List<AccountNews>> AfterLiveAsync(
        BinanceAccountScript venue, Func<AccountNews, bool> isLast)
    {
        await using var listener = new AccountListener(venue.Client().Feed);
        await listener.UntilAsync(ChannelState.Live);
        return await listener.UntilAsync(isLast);
    }

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
