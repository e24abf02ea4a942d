using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using static WhaleStack.Venues.Tests.Bybit.Private.AccountScripts;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>An account's channel when something goes wrong: losses, refusals, gaps.</summary>
public sealed class AccountRecoverySpecs
{
    [Fact]
    public async Task After_a_loss_the_gap_is_filled_from_the_records_and_nothing_told_twice()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var sockets = 0;
        using var cut = new SemaphoreSlim(0);
        venue.Empty().OnSocket = async (path, socket, over) =>
        {
            if (Interlocked.Increment(ref sockets) == 1)
            {
                await Script(socket, over, Rows.Frame("order", Rows.Order("gone"), Rows.Order("kept")),
                    Rows.Frame("execution", Rows.Execution("e-1", 1760000100000)),
                    Rows.Frame("position", Rows.Position()));
                await cut.WaitAsync(over);
                MissEverything(venue);
                socket.Abort();
                return;
            }

            await Script(socket, over, Rows.Frame("execution", Rows.Execution("e-2", 1760000100500)),
                Rows.Frame("execution", Rows.Execution("e-3", 1760000100900)));
            await ScriptedVenue.UntilClosedAsync(socket, over);
        };
        await using var listener = new AccountListener(venue.Client().Feed, Since);
        await listener.UntilAsync(item => item is AccountNews.PositionChanged);
        cut.Release();
        var lost = await listener.UntilAsync(ChannelState.Down);
        Assert.Contains("lost", Assert.IsType<AccountNews.ChannelChanged>(lost[^1]).Health.Detail);
        var again = await listener.UntilAsync(
            item => item is AccountNews.Executed { Execution.ExecutionId: "e-3" });
        AssertCaughtUp(again);

        // The last execution seen is of 1760000100000; a minute before it is asked again.
        Assert.Contains(
            venue.Requests,
            asked => asked.Path == "/v5/execution/list"
                && asked.Query.Contains("startTime=1760000040000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_a_reason_to_start_again_not_to_be_live()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty()
            .On("/v5/account/wallet-balance", Reply.Refused(110001), Reply.Granted("""{"list":[{"coin":[]}]}"""))
            .OnSocket = Live();
        await using var listener = new AccountListener(venue.Client().Feed);
        var news = await listener.UntilAsync(ChannelState.Live);
        Assert.Equal(
            ["Connecting", "CatchingUp", "Down", "Connecting", "CatchingUp", "WalletChanged", "Live"],
            news.Select(Name));
    }

    [Theory]
    [InlineData("""{"success":false,"ret_msg":"","retCode":10003,"retMsg":"Invalid apikey","op":"auth"}""", 1)]
    [InlineData("""{"success":false,"ret_msg":"Params Error","op":"auth","conn_id":"c"}""", 3)]
    public async Task A_refused_account_ends_the_channel(string answer, int greetings)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var seen = 0;
        venue.Empty().OnSocket = async (_, socket, over) =>
        {
            await ScriptedVenue.ReadAsync(socket, over);
            Interlocked.Increment(ref seen);
            await ScriptedVenue.SendAsync(socket, answer, over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        };
        var feed = venue.Client().Feed;
        await using var listener = new AccountListener(feed);
        var error = await Assert.ThrowsAsync<FeedException>(() => listener.UntilAsync(ChannelState.Live));
        Assert.StartsWith("bybit-account: bybit auth: ", error.Message);
        Assert.DoesNotContain(ScriptedAccount.Key, error.Message);
        Assert.Equal(greetings, seen);
        Assert.Equal(ChannelState.Ended, feed.Health.State);
    }

    [Fact]
    public async Task A_greeting_that_came_too_late_looks_at_the_clock_again()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var seen = 0;
        venue.Empty().OnSocket = async (path, socket, over) =>
        {
            if (Interlocked.Increment(ref seen) == 1)
            {
                await ScriptedVenue.ReadAsync(socket, over);
                await ScriptedVenue.SendAsync(
                    socket, """{"success":false,"ret_msg":"Request has expired","op":"auth"}""", over);
            }

            await Live()(path, socket, over);
        };
        await using var listener = new AccountListener(venue.Client().Feed);
        await listener.UntilAsync(ChannelState.Live);
        Assert.Equal(10, venue.ClockLooks);
    }

    [Fact]
    public async Task A_topic_that_can_be_done_without_is_asked_once_and_never_again()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var asked = new List<string>();
        var sockets = 0;
        venue.Empty().OnSocket = async (_, socket, over) =>
        {
            var first = Interlocked.Increment(ref sockets) == 1;
            await ScriptedAccount.GreetAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                var topics = ScriptedAccount.Topics(text);
                asked.Add(string.Join(' ', topics));
                var isBad = topics.Contains("execution.fast.linear");
                await ScriptedVenue.SendAsync(
                    socket,
                    isBad
                        ? """{"success":false,"ret_msg":"error:handler not found,topic:x","op":"subscribe"}"""
                        : """{"success":true,"ret_msg":"","op":"subscribe"}""",
                    over);
                if (first && topics is ["wallet"])
                {
                    await Task.Delay(50, over);
                    socket.Abort();
                    return;
                }
            }
        };
        var options = ScriptedAccount.Options with { WantsEarlyExecutions = true };
        await using var listener = new AccountListener(venue.Client(options).Feed);
        await listener.UntilAsync(ChannelState.Down);
        await listener.UntilAsync(ChannelState.Live);
        Assert.Equal(
            [
                "order.linear execution.linear position.linear execution.fast.linear wallet",
                "order.linear", "execution.linear", "position.linear", "execution.fast.linear", "wallet",
                "order.linear execution.linear position.linear wallet",
            ],
            asked);
    }

    [Fact]
    public async Task A_topic_that_is_needed_and_refused_is_no_channel()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().OnSocket = async (_, socket, over) =>
        {
            await ScriptedAccount.GreetAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is not null)
            {
                await ScriptedVenue.SendAsync(
                    socket, """{"success":false,"ret_msg":"error:no right,topic:order","op":"subscribe"}""", over);
            }
        };
        await using var listener = new AccountListener(venue.Client().Feed);
        var news = await listener.UntilAsync(ChannelState.Down);
        Assert.Equal(
            "bybit-account: refused topic order.linear (error:no right,topic:order).",
            Assert.IsType<AccountNews.ChannelChanged>(news[^1]).Health.Detail);
    }

    // What the records say after the loss: one execution more, one order ended, the position closed.
    private static void MissEverything(ScriptedAccount venue)
    {
        venue.On("/v5/execution/list", Reply.Granted(Rows.List(
                Rows.Execution("e-2", 1760000100500) + "," + Rows.Execution("e-1", 1760000100000))))
            .On("/v5/order/realtime", asked => Reply.Granted(Rows.List(
                asked.Query.Contains("orderId=gone", StringComparison.Ordinal)
                    ? Rows.Order("gone", "Cancelled", "0.004", "1760000100600")
                    : Rows.Order("kept"))))
            .On("/v5/position/list", asked => Reply.Granted(Rows.List(
                asked.Query.Contains("symbol=", StringComparison.Ordinal)
                    ? Rows.Position(side: "", size: "0", seq: 12)
                    : "")));
    }

    private static void AssertCaughtUp(List<AccountNews> again)
    {
        Assert.Equal(
            [
                "Connecting", "CatchingUp", "Executed", "OrderChanged", "PositionChanged", "WalletChanged", "Live",
                "Executed",
            ],
            again.Select(Name));
        Assert.Equal("e-2", again.OfType<AccountNews.Executed>().First().Execution.ExecutionId);
        var ended = Assert.IsType<AccountNews.OrderChanged>(again[3]).Order;
        Assert.Equal(("gone", OrderStatus.Cancelled, 0.004m), (ended.VenueOrderId, ended.Status, ended.FilledBase));
        Assert.Equal(0m, Assert.IsType<AccountNews.PositionChanged>(again[4]).Position.SizeBase);
        Assert.Equal(1, again.OfType<AccountNews.ChannelChanged>().Last().Health.Restarts);
    }
}
