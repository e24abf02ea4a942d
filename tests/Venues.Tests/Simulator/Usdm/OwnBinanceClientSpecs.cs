using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Signing;
using WhaleStack.Venues.Tests.Binance.Live;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Our own Binance client against the simulator, over real sockets.</summary>
public sealed class OwnBinanceClientSpecs
{
    private static readonly InstrumentId Btc = LiveBinance.Btc;

    [Fact]
    public async Task It_places_and_cancels_orders_protects_its_position_and_hears_of_its_fills()
    {
        await using var simulator = await StartAsync();
        var options = LiveBinance.Options(simulator.Address);
        using var rest = new BinanceRestClient(options, TimeProvider.System);
        using var client = new BinanceAccountClient(
            rest, options, new BinanceAccountOptions(), new ApiCredentials("own", "hush"), TimeProvider.System);
        await using var news = new AccountListener(client.Feed);
        await news.UntilAsync(ChannelState.Live);

        var resting = new OrderTicket("own-1", Btc, Side.Buy, OrderKind.Limit, 0.01m, 50_000m, OrderLife.PostOnly);
        (await client.Orders.PlaceAsync(resting, CancellationToken.None)).Granted();
        await news.UntilAsync(item => item is AccountNews.OrderChanged { Order.ClientOrderId: "own-1" });
        var open = (await client.Queries.GetOpenOrdersAsync("binance", CancellationToken.None)).Granted();
        Assert.Equal("own-1", Assert.Single(open).ClientOrderId);
        var change = new OrderChange(new OrderKey(Btc, "own-1"), LimitQuote: 49_000m);
        (await client.Orders.ChangeAsync(change, CancellationToken.None)).Granted();
        (await client.Orders.CancelAsync(new OrderKey(Btc, "own-1"), CancellationToken.None)).Granted();

        var market = new OrderTicket("own-2", Btc, Side.Buy, OrderKind.Market, 0.02m);
        (await client.Orders.PlaceAsync(market, CancellationToken.None)).Granted();
        var told = await news.UntilAsync(item => item is AccountNews.PositionChanged { Position.SizeBase: 0.02m });
        Assert.DoesNotContain(told, item => item is AccountNews.Unreadable);
        var positions = await client.Queries.GetPositionsAsync("binance", CancellationToken.None);
        Assert.Equal(0.02m, Assert.Single(positions.Granted()).SizeBase);

        var stop = new ProtectionOrder(Btc, PositionSlot.Net, StopQuote: 40_000m);
        Assert.False((await client.Control.SetProtectionAsync(stop, CancellationToken.None)).Granted().WasSo);
        Assert.True((await client.Control.SetProtectionAsync(stop, CancellationToken.None)).Granted().WasSo);
        Assert.Equal(1, (await client.Control.CancelAllAsync("binance", null, CancellationToken.None)).Granted());
        var close = market with { ClientOrderId = "own-3", Side = Side.Sell, SizeBase = 0m, ReduceOnly = true };
        (await client.Orders.PlaceAsync(close, CancellationToken.None)).Granted();
        await news.UntilAsync(item => item is AccountNews.PositionChanged { Position.SizeBase: 0m });
    }

    [Fact]
    public async Task Its_records_hold_the_fills_with_our_ids()
    {
        await using var simulator = await StartAsync();
        var options = LiveBinance.Options(simulator.Address);
        using var rest = new BinanceRestClient(options, TimeProvider.System);
        using var client = new BinanceAccountClient(
            rest, options, new BinanceAccountOptions(), new ApiCredentials("own", "hush"), TimeProvider.System);
        await using var news = new AccountListener(client.Feed);
        await news.UntilAsync(ChannelState.Live);
        var ticket = new OrderTicket("own-4", Btc, Side.Buy, OrderKind.Market, 0.02m);
        (await client.Orders.PlaceAsync(ticket, CancellationToken.None)).Granted();
        var told = await news.UntilAsync(item => item is AccountNews.Executed);
        var execution = ((AccountNews.Executed)told[^1]).Execution;
        var history = (await client.Queries.GetExecutionsAsync(
            "binance", execution.Time.AddMinutes(-5), execution.Time.AddMinutes(5), CancellationToken.None)).Granted();
        Assert.Contains(history.Executions, row => row.ExecutionId == execution.ExecutionId
            && row.ClientOrderId == "own-4" && row.FeeAmount == execution.FeeAmount);
        var found = await client.Queries.FindOrderAsync(new OrderKey(Btc, "own-4"), CancellationToken.None);
        Assert.Equal(OrderStatus.Filled, found.Granted()!.Status);
    }

    [Fact]
    public async Task Its_feed_hears_of_the_market_and_keeps_the_book()
    {
        await using var simulator = await StartAsync();
        var options = LiveBinance.Options(simulator.Address);
        using var rest = new BinanceRestClient(options, TimeProvider.System);
        var feed = new BinanceMarketFeed(options, rest, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (changes, prices) = (0, 0);
        Messages.Market.BookUpdate? last = null;
        await foreach (var raw in feed.ReceiveAsync(LiveBinance.Request(null, Btc), limit.Token))
        {
            var frame = feed.Parse(raw);
            Assert.True(frame.Kind is FrameKind.Data or FrameKind.Control, frame.Detail);
            prices += frame.Items.OfType<CoinCommands.ApplyTicker>().Count();
            foreach (var update in frame.Items.OfType<CoinCommands.ApplyBook>().Select(book => book.Update))
            {
                Assert.True(update.IsSnapshot == last is null, "changes before the snapshot, or a second one");
                if (last is null || !update.IsIn(last.UpdateId))
                {
                    Assert.True(update.IsSnapshot || update.Follows(last!.UpdateId, last.IsSnapshot), "a gap");
                    last = update;
                    changes++;
                }
            }

            if (changes > 5 && prices > 2)
            {
                return;
            }
        }

        Assert.Fail("the feed ended");
    }

    private static Task<SimulatorApp> StartAsync() => SimulatorApp.StartAsync(
        new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated, Accounts = [new ApiAccount("own", "hush", 20_000m)],
        });
}
