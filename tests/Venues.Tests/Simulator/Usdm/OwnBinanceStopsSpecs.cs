using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Stops and targets of our own Binance client against the simulator, over real sockets.</summary>
public sealed class OwnBinanceStopsSpecs
{
    [Fact]
    public async Task A_stop_that_fires_is_heard_of_and_found_under_the_ids_it_was_placed_with()
    {
        await using var own = await OwnBinance.StartAsync();
        await using var news = new AccountListener(own.Client.Feed);
        await news.UntilAsync(ChannelState.Live);
        (await own.Client.Orders.PlaceAsync(OwnBinance.Buy("own-1"), default)).Granted();
        var stop = OwnBinance.Buy("own-stop") with
        {
            Side = Side.Sell, SizeBase = 0m, ReduceOnly = true,
            Trigger = new OrderTrigger(45_000m, false, TriggerPrice.Mark),
        };
        var receipt = (await own.Client.Orders.PlaceAsync(stop, default)).Granted();
        await own.PushMarkAsync(44_000m);
        var told = await news.UntilAsync(
            item => item is AccountNews.OrderChanged { Order: { ClientOrderId: "own-stop", IsEnded: true } });
        var execution = told.OfType<AccountNews.Executed>().Single(item => item.Execution.Side == Side.Sell).Execution;
        Assert.Equal((receipt.VenueOrderId, "own-stop", ProtectionRole.Stop), (
            execution.VenueOrderId, execution.ClientOrderId, execution.Role));
        Assert.Equal(OrderStatus.Filled, ((AccountNews.OrderChanged)told[^1]).Order.Status);

        var (from, to) = (execution.Time.AddMinutes(-5), execution.Time.AddMinutes(5));
        using var later = own.Another();
        var history = (await later.Queries.GetExecutionsAsync("binance", from, to, default)).Granted();
        Assert.Contains(history.Executions, row => row.ExecutionId == execution.ExecutionId
            && row.VenueOrderId == receipt.VenueOrderId && row.ClientOrderId == "own-stop");
        var orders = (await later.Queries.GetOrdersAsync("binance", from, to, default)).Granted();
        Assert.Equal(["own-1", "own-stop"], orders.Select(order => order.ClientOrderId));
        Assert.All(orders, order => Assert.Equal(OrderStatus.Filled, order.Status));
    }
}
