using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Private;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Orders over REST.</summary>
public sealed class OrdersSpecs
{
    private const string Receipt = """{"orderId":"o-1","orderLinkId":"bot-1"}""";

    [Fact]
    public async Task Placing_changing_and_cancelling_give_receipts()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/create", Reply.Granted(Receipt))
            .On("/v5/order/amend", Reply.Granted(Receipt))
            .On("/v5/order/cancel", Reply.Granted(Receipt));
        var orders = venue.Orders();
        var receipt = new OrderReceipt("bot-1", "o-1");
        Assert.Equal(receipt, (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted());
        var change = new OrderChange(Tickets.Key(), LimitQuote: 1m);
        Assert.Equal(receipt, (await orders.ChangeAsync(change, CancellationToken.None)).Granted());
        Assert.Equal(receipt, (await orders.CancelAsync(Tickets.Key(), CancellationToken.None)).Granted());
        Assert.Equal(
            ["/v5/order/create", "/v5/order/amend", "/v5/order/cancel"],
            venue.Requests.Select(asked => asked.Path));
        Assert.All(
            venue.Requests, asked => Assert.StartsWith("""{"category":"linear","symbol":"BTCUSDT",""", asked.Body));
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("success")]
    [InlineData("SUCCESS")]
    [InlineData("")]
    public async Task Success_is_told_by_the_code_whatever_the_words(string words)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/create", new Reply(
            $$"""{"retCode":0,"retMsg":"{{words}}","result":{{Receipt}},"retExtInfo":{},"time":1}"""));
        (await venue.Orders().PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted();
    }

    [Theory]
    [InlineData(110072, VenueErrorKind.Duplicate)]
    [InlineData(10014, VenueErrorKind.Duplicate)]
    [InlineData(110017, VenueErrorKind.NothingToReduce)]
    [InlineData(110007, VenueErrorKind.InsufficientMargin)]
    [InlineData(110094, VenueErrorKind.InvalidOrder)]
    [InlineData(10001, VenueErrorKind.BadRequest)]
    public async Task A_refused_order_is_refused_once(int code, VenueErrorKind kind)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/create", Reply.Refused(code));
        var error = (await venue.Orders().PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal((kind, false), (error.Kind, error.IsTransient));
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task Cancelling_what_is_not_there_says_so()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/cancel", Reply.Refused(110001, "order not exists or too late to cancel"));
        var error = (await venue.Orders().CancelAsync(Tickets.Key(), CancellationToken.None)).Refused();
        Assert.Equal(VenueErrorKind.OrderNotFound, error.Kind);
    }

    [Fact]
    public async Task Each_order_of_a_batch_has_its_own_result()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/create-batch", Reply.Granted(
            """
            {"list":[{"category":"linear","symbol":"BTCUSDT","orderId":"o-1","orderLinkId":"a","createAt":"1"},
            {"category":"linear","symbol":"BTCUSDT","orderId":"","orderLinkId":"b","createAt":""},
            {"category":"linear","symbol":"BTCUSDT","orderId":"","orderLinkId":"c","createAt":""}]}
            """,
            """
            {"list":[{"code":0,"msg":"OK"},{"code":110007,"msg":"ab not enough"},{"code":10000,"msg":"timeout"}]}
            """));
        var results = await venue.Orders().PlaceManyAsync(
            [Tickets.Limit("a"), Tickets.Limit("b"), Tickets.Limit("c"), Tickets.Limit("d")], CancellationToken.None);
        Assert.Equal(4, results.Length);
        Assert.Equal(new OrderReceipt("a", "o-1"), results[0].Granted());
        Assert.Equal(VenueErrorKind.InsufficientMargin, results[1].Refused().Kind);
        Assert.Equal(VenueErrorKind.Unavailable, results[2].InDoubt().Kind);
        Assert.Contains("nothing is said of 'd'", results[3].InDoubt().Message);
        var body = Assert.Single(venue.Requests).Body;
        Assert.StartsWith(
            """{"category":"linear","request":[{"symbol":"BTCUSDT","side":"Buy","orderType":"Limit",""", body);
    }

    [Fact]
    public async Task What_is_said_of_a_batch_is_said_of_all_of_it()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/amend-batch", Reply.Refused(10005, "no permission"))
            .On("/v5/order/cancel-batch", Reply.Granted("""{"list":[]}"""));
        var orders = venue.Orders();
        OrderChange[] changes =
            [new(Tickets.Key("a"), SizeBase: 1m), new(Tickets.Key("b"), SizeBase: 1m)];
        var refused = await orders.ChangeManyAsync(changes, CancellationToken.None);
        Assert.Equal(2, refused.Length);
        Assert.All(refused, result => Assert.Equal(VenueErrorKind.NotPermitted, result.Refused().Kind));
        var unsaid = await orders.CancelManyAsync([Tickets.Key("a"), Tickets.Key("b")], CancellationToken.None);
        Assert.Equal(2, unsaid.Length);
        Assert.All(unsaid, result => Assert.Contains("retExtInfo.list is missing", result.InDoubt().Message));
    }

    [Fact]
    public async Task A_batch_takes_a_unit_for_each_order()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var time = new ManualTime();
        venue.Now = time.GetUtcNow;
        venue.On("/v5/order/cancel-batch", Reply.Granted("""{"list":[]}""", """{"list":[]}"""));
        using var client = venue.Signed(time: time);
        var orders = new BybitOrders(client);
        var six = Enumerable.Range(0, 6).Select(i => Tickets.Key($"k{i}")).ToList();
        await orders.CancelManyAsync(six, CancellationToken.None);
        var second = orders.CancelManyAsync(six, CancellationToken.None);
        await UntilAsync(() => time.DueWithin(TimeSpan.FromSeconds(1)) > 0);
        Assert.Single(venue.Requests);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.Equal(2, venue.Requests.Count);
    }

    [Fact]
    public async Task Batches_that_the_venue_would_not_take_are_refused_before_they_are_sent()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var orders = venue.Orders();
        var many = Enumerable.Range(0, 21).Select(i => Tickets.Key($"k{i}")).ToList();
        var spot = Tickets.Key() with { Coin = InstrumentId.Parse("bybit-spot:BTCUSDT") };
        var spots = Enumerable.Range(0, 11).Select(i => spot with { ClientOrderId = $"k{i}" }).ToList();
        foreach (var wrong in new IReadOnlyList<OrderKey>[] { many, spots, [], [Tickets.Key(), spot] })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => orders.CancelManyAsync(wrong, CancellationToken.None));
        }

        Assert.Empty(venue.Requests);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
