using System.Text.Json.Nodes;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>
/// Entries with a stop and a target, which the venue does not have: whatever is lost on the way, there is never a
/// position without both, nor one of both without its entry for long.
/// </summary>
public sealed class OwnBinanceEntriesSpecs
{
    private static readonly OrderTicket Entry = OwnBinance.Buy("own-1") with { Protection = new(45_000m, 90_000m) };

    [Fact]
    public async Task Stop_and_target_wait_with_the_position_and_the_one_goes_when_the_other_has_closed_it()
    {
        await using var own = await OwnBinance.StartAsync();
        await using var news = new AccountListener(own.Client.Feed);
        await news.UntilAsync(ChannelState.Live);
        (await own.Client.Orders.PlaceAsync(Entry, default)).Granted();
        var open = await OpenAsync(own.Client);
        Assert.Equal([("own-1.", ProtectionRole.Stop), ("own-1:", ProtectionRole.Target)],
            open.Select(order => (order.ClientOrderId, order.Role)));
        Assert.All(open, order => Assert.Equal("own-1", order.ParentClientOrderId));
        var second = await own.Client.Orders.PlaceAsync(Entry with { ClientOrderId = "own-2" }, default);
        Assert.Contains("'own-2' was not sent", second.Refused().Message);
        await own.PushMarkAsync(44_000m);
        var told = await news.UntilAsync(Ended("own-1:"));
        Assert.Contains(told, item => Ended("own-1.")(item));
        Assert.Equal(OrderEnd.OnRequest, ((AccountNews.OrderChanged)told[^1]).Order.End);
        Assert.Empty(await OpenAsync(own.Client));
    }

    [Theory]
    [InlineData("/fapi/v1/algoOrder", 0)]
    [InlineData("/fapi/v1/algoOrder", 1)]
    [InlineData("/fapi/v1/order", 0)]
    public async Task A_lost_acknowledgement_leaves_each_of_the_three_placed_once(string path, int after)
    {
        await using var own = await OwnBinance.StartAsync();
        await using var news = new AccountListener(own.Client.Feed);
        await news.UntilAsync(ChannelState.Live);
        await own.FaultAsync(new JsonObject
        {
            ["kind"] = "disconnect", ["target"] = path, ["count"] = 1, ["after"] = after,
        });
        var result = await own.Client.Orders.PlaceAsync(Entry, default);
        Assert.Equal(path == "/fapi/v1/order", result is VenueResult<OrderReceipt>.InDoubt);
        var again = await own.Client.Orders.PlaceAsync(Entry, default);
        Assert.Equal(VenueErrorKind.Duplicate, again.Refused().Kind);
        var found = (await own.Client.Queries.FindOrderAsync(new OrderKey(OwnBinance.Btc, "own-1"), default)).Granted();
        Assert.Equal((OrderStatus.Filled, 0.02m), (found!.Status, found.FilledBase));
        Assert.Equal(["own-1.", "own-1:"], (await OpenAsync(own.Client)).Select(order => order.ClientOrderId));
        var position = (await own.Client.Queries.GetPositionsAsync("binance", default)).Granted();
        Assert.Equal(0.02m, Assert.Single(position).SizeBase);
    }

    [Fact]
    public async Task An_entry_that_never_arrived_loses_its_stop_and_target_when_the_venue_has_settled()
    {
        await using var own = await OwnBinance.StartAsync();
        await using var news = new AccountListener(own.Client.Feed);
        await news.UntilAsync(ChannelState.Live);
        await own.FaultAsync(new JsonObject { ["kind"] = "drop", ["target"] = "/fapi/v1/order", ["count"] = 1 });
        (await own.Client.Orders.PlaceAsync(Entry, default)).InDoubt();
        await news.UntilAsync(Ended("own-1:"));
        Assert.Empty(await OpenAsync(own.Client));
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_the_next_run_takes_back_what_has_no_entry_before_it_is_live()
    {
        await using var own = await OwnBinance.StartAsync();
        using (var first = own.Another(settlingSeconds: 1_000))
        {
            await using var news = new AccountListener(first.Feed);
            await news.UntilAsync(ChannelState.Live);
            (await first.Orders.PlaceAsync(OwnBinance.Buy("own-0"), default)).Granted();
            await own.FaultAsync(new JsonObject { ["kind"] = "drop", ["target"] = "/fapi/v1/order", ["count"] = 1 });
            (await first.Orders.PlaceAsync(Entry, default)).InDoubt();
            Assert.Equal(2, (await OpenAsync(first)).Count);
        }

        await using var later = new AccountListener(own.Client.Feed);
        await later.UntilAsync(ChannelState.Live);
        Assert.Empty(await OpenAsync(own.Client)); // Though there is a position that they would have closed.
    }

    [Fact]
    public async Task Of_a_refused_entry_or_target_nothing_stays()
    {
        await using var own = await OwnBinance.StartAsync();
        await using var news = new AccountListener(own.Client.Feed);
        await news.UntilAsync(ChannelState.Live);
        var huge = await own.Client.Orders.PlaceAsync(Entry with { SizeBase = 50m }, default);
        Assert.Equal(VenueErrorKind.InsufficientMargin, huge.Refused().Kind);
        Assert.Empty(await OpenAsync(own.Client));
        var wrong = Entry with { ClientOrderId = "own-2", Protection = new(45_000m, 46_000m) };
        Assert.Contains("'own-2' was not sent", (await own.Client.Orders.PlaceAsync(wrong, default)).Refused().Message);
        Assert.Empty(await OpenAsync(own.Client));
        var key = new OrderKey(OwnBinance.Btc, "own-2");
        Assert.Null((await own.Client.Queries.FindOrderAsync(key, default)).Granted());
    }

    private static Func<AccountNews, bool> Ended(string name) => item =>
        item is AccountNews.OrderChanged { Order: { IsEnded: true } order } && order.ClientOrderId == name;

    private static async Task<IReadOnlyList<OrderReport>> OpenAsync(BinanceAccountClient client) =>
        [.. (await client.Queries.GetOpenOrdersAsync("binance", default)).Granted().OrderBy(order => order.Role)];
}
