using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Our own account client trades at the simulator, over real sockets, and hears what comes of it.</summary>
public sealed class AccountAgainstSimulatorSpecs : IAsyncLifetime, IDisposable
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ConcurrentQueue<AccountNews> _news = new();
    private CancellationTokenSource _stopping = new();
    private SimulatorApp _venue = null!;
    private BybitRestClient _rest = null!;
    private BybitAccountClient _account = null!;
    private Task _listening = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatorApp.StartAsync(new SimulatorOptions(Recordings.Folder, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated,
            Clock = ClockKind.Wall,
            Accounts = [new ApiAccount("whale", "secret", 100_000m)],
        });
        Start(ordersBySocket: false);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _venue.DisposeAsync();
    }

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task An_order_is_placed_changed_and_cancelled_and_each_step_is_told()
    {
        await LiveAsync();
        Assert.Equal("rests", Granted(await _account.Orders.PlaceAsync(Limit("rests", 50_000m), None)).ClientOrderId);
        var open = await OrderAsync("rests", order => order.Status == OrderStatus.Open);
        Assert.Equal((50_000m, 0.01m, 0m), (open.LimitQuote, open.SizeBase, open.FilledBase));

        var key = new OrderKey(Btc, "rests");
        Granted(await _account.Orders.ChangeAsync(new OrderChange(key, SizeBase: 0.02m, LimitQuote: 49_000m), None));
        await OrderAsync("rests", order => (order.LimitQuote, order.SizeBase) == (49_000m, 0.02m));
        Assert.Single(Granted(await _account.Queries.GetOpenOrdersAsync("bybit", None)));

        Granted(await _account.Orders.CancelAsync(key, None));
        var ended = await OrderAsync("rests", order => order.IsEnded);
        Assert.Equal((OrderStatus.Cancelled, OrderEnd.OnRequest), (ended.Status, ended.End));
        Assert.Equal(
            VenueErrorKind.OrderNotFound, (await _account.Orders.CancelAsync(key, None)).Failure!.Kind);
    }

    [Fact]
    public async Task What_is_bought_is_told_as_execution_position_and_money_which_agree_with_the_records()
    {
        await LiveAsync();
        Granted(await _account.Control.SetLeverageAsync(Btc, 5m, None));
        Granted(await _account.Orders.PlaceAsync(Market("bought", Side.Buy), None));
        await OrderAsync("bought", order => order.Status == OrderStatus.Filled);
        await HeardAsync<AccountNews.PositionChanged>(n => n.Position.SizeBase == 0.01m);
        await HeardAsync<AccountNews.WalletChanged>(n => n.Wallet.Coins.Single().WalletAmount < 100_000m);
        var told = _news.OfType<AccountNews.Executed>().Select(n => n.Execution).ToList();
        var known = Granted(await _account.Queries.GetExecutionsAsync(
            "bybit", DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1), None));
        Assert.Equal(known.Executions.Select(e => e.ExecutionId), told.Select(e => e.ExecutionId));
        Assert.Equal(0.01m, told.Sum(e => e.SizeBase));
        var position = Granted(await _account.Queries.GetPositionsAsync("bybit", None)).Single();
        Assert.Equal((0.01m, 5m), (position.SizeBase, position.Leverage));
        Assert.Equal(told.Sum(e => e.PriceQuote * e.SizeBase) / 0.01m, position.EntryQuote!.Value, precision: 6);
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_granted_and_then_told_as_ended()
    {
        await LiveAsync();
        Granted(await _account.Orders.PlaceAsync(
            Limit("taker", 200_000m) with { Life = OrderLife.PostOnly, LimitQuote = await AboveAsync() }, None));
        Assert.Equal(OrderEnd.WouldHaveTaken, (await OrderAsync("taker", order => order.IsEnded)).End);
    }

    [Fact]
    public async Task A_reducing_order_with_nothing_to_reduce_and_an_id_used_twice_are_refused_for_what_they_are()
    {
        await LiveAsync();
        var nothing = await _account.Orders.PlaceAsync(Market("flat", Side.Sell) with { ReduceOnly = true }, None);
        Assert.Equal(VenueErrorKind.NothingToReduce, nothing.Failure!.Kind);
        Granted(await _account.Orders.PlaceAsync(Limit("once", 50_000m), None));
        var twice = await _account.Orders.PlaceAsync(Limit("once", 50_000m), None);
        Assert.Equal(VenueErrorKind.Duplicate, twice.Failure!.Kind);
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_is_in_doubt_and_found_by_its_id_and_never_sent_twice()
    {
        await LiveAsync();
        await FaultAsync("lost-answer", "/v5/order/create");
        var lost = await _account.Orders.PlaceAsync(Limit("lost", 50_000m), None);
        Assert.IsType<VenueResult<OrderReceipt>.InDoubt>(lost);
        var found = Granted(await _account.Queries.FindOrderAsync(new OrderKey(Btc, "lost"), None));
        Assert.Equal(OrderStatus.Open, found!.Status);
        Assert.Single(Granted(await _account.Queries.GetOpenOrdersAsync("bybit", None)));
    }

    [Fact]
    public async Task What_happens_while_the_channel_is_lost_is_told_once_it_is_back()
    {
        await LiveAsync();
        Granted(await _account.Orders.PlaceAsync(Limit("before", 50_000m), None));
        await OrderAsync("before", order => order.Status == OrderStatus.Open);
        await StopAsync();
        _news.Clear();

        // Another session of the same account cancels and buys meanwhile.
        Start(ordersBySocket: true);
        await LiveAsync();
        Granted(await _account.Orders.PlaceAsync(Market("socket", Side.Buy), None));
        await OrderAsync("socket", order => order.Status == OrderStatus.Filled);
        Assert.Contains(_news.OfType<AccountNews.OrderChanged>(), n => n.Order.ClientOrderId == "before");
        Assert.Single(_news.OfType<AccountNews.Executed>(), n => n.Execution.ClientOrderId == "socket");
    }

    private static OrderTicket Limit(string id, decimal limitQuote) =>
        new(id, Btc, Side.Buy, OrderKind.Limit, 0.01m, limitQuote);

    private static OrderTicket Market(string id, Side side) => new(id, Btc, side, OrderKind.Market, 0.01m);

    private static T Granted<T>(VenueResult<T> result) => result is VenueResult<T>.Granted granted
        ? granted.Value
        : throw new InvalidOperationException(result.Failure!.Message);

    private void Start(bool ordersBySocket)
    {
        var streams = new Uri($"ws://{_venue.Address.Authority}/v5/public");
        var connecting = new BybitOptions { RestEndpoint = _venue.Address, WebSocketPublic = streams };
        _rest = new BybitRestClient(connecting, TimeProvider.System);
        _account = new BybitAccountClient(
            _rest,
            connecting,
            BybitEnvironment.Of(_venue.Address, new Uri($"ws://{_venue.Address.Authority}/v5/private")),
            new BybitAccountOptions(),
            new ApiCredentials("whale", "secret"),
            TimeProvider.System,
            ordersBySocket);
        _listening = ListenAsync(_account.Feed);
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        await _account.DisposeAsync();
        _rest.Dispose();
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
    }

    private async Task ListenAsync(IAccountFeed feed)
    {
        try
        {
            await foreach (var news in feed.ReceiveAsync(since: null, _stopping.Token))
            {
                _news.Enqueue(news);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private Task<AccountNews.ChannelChanged> LiveAsync() =>
        HeardAsync<AccountNews.ChannelChanged>(n => n.Health.State == ChannelState.Live);

    private async Task<OrderReport> OrderAsync(string id, Func<OrderReport, bool> wanted) =>
        (await HeardAsync<AccountNews.OrderChanged>(n => n.Order.ClientOrderId == id && wanted(n.Order))).Order;

    private async Task<T> HeardAsync<T>(Func<T, bool> wanted)
        where T : AccountNews
    {
        for (var i = 0; i < 1_500; i++)
        {
            if (_news.OfType<T>().FirstOrDefault(wanted) is { } heard)
            {
                return heard;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"no {typeof(T).Name} as wanted; heard {string.Join("; ", _news)}");
    }

    private async Task<decimal> AboveAsync()
    {
        using var http = new HttpClient();
        var book = await http.GetFromJsonAsync<JsonNode>(
            new Uri(_venue.Address, "/v5/market/orderbook?category=linear&symbol=BTCUSDT&limit=1"));
        return decimal.Parse((string)book!["result"]!["a"]![0]![0]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task FaultAsync(string kind, string target)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            new Uri(_venue.Address, "/sim/faults"),
            new JsonObject { ["kind"] = kind, ["target"] = target, ["count"] = 1 });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
