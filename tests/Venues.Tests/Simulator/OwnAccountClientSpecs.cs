using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Signing;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Our own account client against the simulator, over real sockets.</summary>
public sealed class OwnAccountClientSpecs
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_places_and_cancels_orders_and_hears_of_its_fills(bool bySocket)
    {
        await using var simulator = await SimulatorApp.StartAsync(
            new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false)
            {
                Market = MarketKind.Generated, Accounts = [new ApiAccount("own", "hush", 20_000m)],
            });
        using var rest = new BybitRestClient(Given.Options(simulator.Address), TimeProvider.System);
        await using var client = Client(simulator.Address, rest, bySocket);
        await using var news = new AccountListener(client.Feed);
        await news.UntilAsync(ChannelState.Live);

        var resting = new OrderTicket("own-1", Btc, Side.Buy, OrderKind.Limit, 0.01m, 50_000m, OrderLife.PostOnly);
        (await client.Orders.PlaceAsync(resting, CancellationToken.None)).Granted();
        await news.UntilAsync(item => item is AccountNews.OrderChanged { Order.ClientOrderId: "own-1" });
        var open = (await client.Queries.GetOpenOrdersAsync("bybit", CancellationToken.None)).Granted();
        Assert.Equal("own-1", Assert.Single(open).ClientOrderId);
        (await client.Orders.CancelAsync(new OrderKey(Btc, "own-1"), CancellationToken.None)).Granted();

        var market = new OrderTicket("own-2", Btc, Side.Buy, OrderKind.Market, 0.02m);
        (await client.Orders.PlaceAsync(market, CancellationToken.None)).Granted();
        var told = await news.UntilAsync(item => item is AccountNews.PositionChanged { Position.SizeBase: 0.02m });
        Assert.Contains(told, item => item is AccountNews.Executed);
        Assert.DoesNotContain(told, item => item is AccountNews.Unreadable);
        var twice = await client.Orders.PlaceAsync(market, CancellationToken.None);
        Assert.NotNull(twice.Refused());
        var positions = await client.Queries.GetPositionsAsync("bybit", CancellationToken.None);
        Assert.Equal(0.02m, Assert.Single(positions.Granted()).SizeBase);
    }

    private static BybitAccountClient Client(Uri address, BybitRestClient rest, bool bySocket) => new(
        rest,
        Given.Options(address),
        BybitEnvironment.Of(address, new UriBuilder(address) { Scheme = "ws", Path = "/v5/private" }.Uri),
        ScriptedAccount.Options,
        new ApiCredentials("own", "hush"),
        TimeProvider.System,
        bySocket);
}
