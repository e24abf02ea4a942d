using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Settings of an account: that it is so already is success.</summary>
public sealed class ControlSpecs
{
    private const string Stops = "/v5/position/trading-stop";

    [Fact]
    public async Task Leverage_that_is_so_already_is_success()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/position/set-leverage", Reply.Granted(), Reply.Refused(110043, "leverage not modified"));
        var control = venue.Client().Control;
        var first = await control.SetLeverageAsync(Given.Btc, 2m, CancellationToken.None);
        Assert.Equal(new Done(WasSo: false), first.Granted());
        var second = await control.SetLeverageAsync(Given.Btc, 2m, CancellationToken.None);
        Assert.Equal(new Done(WasSo: true), second.Granted());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => control.SetLeverageAsync(Given.Btc, 0.5m, CancellationToken.None));
    }

    [Theory]
    [InlineData(110025, true)]
    [InlineData(110026, true)]
    [InlineData(110027, true)]
    [InlineData(110024, false)]
    [InlineData(110028, false)]
    public async Task A_position_mode_that_is_so_already_is_success_one_that_cannot_be_is_not(int code, bool isDone)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/position/switch-mode", Reply.Refused(code));
        var result = await venue.Client().Control.SetPositionModeAsync(
            Given.Btc, PositionMode.Hedge, CancellationToken.None);
        if (isDone)
        {
            Assert.Equal(new Done(true), result.Granted());
        }
        else
        {
            Assert.Equal(VenueErrorKind.ModeConflict, result.Refused().Kind);
        }
    }

    [Theory]
    [InlineData("48000.00", "0.00", true)]
    [InlineData("47000", "0", false)]
    [InlineData("48000", "55000", false)]
    public async Task Protection_not_modified_is_success_only_when_it_reads_back_as_wanted(
        string stop, string target, bool isDone)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var position = Rows.Position(more: $$""","stopLoss":"{{stop}}","takeProfit":"{{target}}" """);
        venue.On(Stops, Reply.Refused(34040, "not modified"))
            .On("/v5/position/list", Reply.Granted(Rows.List(position)));
        var wanted = new ProtectionOrder(Given.Btc, PositionSlot.Net, StopQuote: 48_000m, TargetQuote: 0m);
        var result = await venue.Client().Control.SetProtectionAsync(wanted, CancellationToken.None);
        if (isDone)
        {
            Assert.Equal(new Done(true), result.Granted());
        }
        else
        {
            Assert.Equal(VenueErrorKind.InvalidOrder, result.Refused().Kind);
        }

        Assert.Equal(["/v5/position/trading-stop", "/v5/position/list"], venue.Requests.Select(asked => asked.Path));
    }

    [Fact]
    public async Task Protection_not_modified_that_cannot_be_read_back_is_in_doubt()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Stops, Reply.Refused(34040)).On("/v5/position/list", Reply.Refused(10005));
        var wanted = new ProtectionOrder(Given.Btc, PositionSlot.Net, StopQuote: 48_000m);
        (await venue.Client().Control.SetProtectionAsync(wanted, CancellationToken.None)).InDoubt();
    }

    [Fact]
    public async Task Protection_is_set_and_refused_like_everything_else()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Stops, Reply.Granted(), Reply.Refused(10001, "StopLoss is wrong"));
        var control = venue.Client().Control;
        var wanted = new ProtectionOrder(Given.Btc, PositionSlot.Net, StopQuote: 48_000m);
        Assert.Equal(new Done(false), (await control.SetProtectionAsync(wanted, CancellationToken.None)).Granted());
        var wrong = await control.SetProtectionAsync(wanted, CancellationToken.None);
        Assert.Equal(VenueErrorKind.BadRequest, wrong.Refused().Kind);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => control.SetProtectionAsync(wanted with { StopQuote = -1m }, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_is_cancelled_by_settlement_coin_or_by_symbol()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/cancel-all", Reply.Granted(
            """{"list":[{"orderId":"1","orderLinkId":"a"},{"orderId":"2","orderLinkId":""}],"success":"1"}"""));
        var control = venue.Client().Control;
        Assert.Equal(4, (await control.CancelAllAsync("bybit", null, CancellationToken.None)).Granted());
        Assert.Equal(2, (await control.CancelAllAsync("bybit", Given.Btc, CancellationToken.None)).Granted());
        Assert.Equal(2, (await control.CancelAllAsync("bybit-spot", null, CancellationToken.None)).Granted());
        Assert.Equal(
            [
                """{"category":"linear","settleCoin":"USDT"}""",
                """{"category":"linear","settleCoin":"USDC"}""",
                """{"category":"linear","symbol":"BTCUSDT"}""",
                """{"category":"spot"}""",
            ],
            venue.Requests.Select(asked => asked.Body));
        await Assert.ThrowsAsync<ArgumentException>(
            () => control.CancelAllAsync("bybit-spot", Given.Btc, CancellationToken.None));
    }

    [Fact]
    public async Task Spot_has_no_positions_to_set()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var coin = InstrumentId.Parse("bybit-spot:BTCUSDT");
        var control = venue.Client().Control;
        await Assert.ThrowsAsync<ArgumentException>(() => control.SetLeverageAsync(coin, 2m, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(
            () => control.SetProtectionAsync(new ProtectionOrder(coin, PositionSlot.Net), CancellationToken.None));
    }
}
