using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>What the venue's records come to, and the account's settings.</summary>
public sealed class BinanceQueriesSpecs
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    [Fact]
    public async Task An_order_is_looked_for_among_those_with_a_trigger_too()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("GET /fapi/v1/order", BinanceAccountScript.Refused(-2013, "Order does not exist."))
            .On("GET /fapi/v1/algoOrder", new Reply(BinanceRows.Stop("50000")), BinanceAccountScript.Refused(-2013));
        var queries = venue.Bare().Queries;
        var found = (await queries.FindOrderAsync(BinanceAccountScript.Name("p1"), CancellationToken.None)).Granted();
        Assert.Equal(("a9", OrderStatus.Untriggered), (found!.VenueOrderId, found.Status));
        Assert.Equal(new OrderTrigger(50_000m, WhenRising: false, TriggerPrice.Mark), found.Trigger);
        Assert.Equal((ProtectionRole.Stop, OrderOrigin.Protection), (found.Role, found.Origin));
        Assert.Null((await queries.FindOrderAsync(BinanceAccountScript.Name("p2"), CancellationToken.None)).Granted());
    }

    [Fact]
    public async Task Executions_are_read_of_each_instrument_that_had_income_and_carry_our_ids()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.Empty()
            .On("GET /fapi/v1/income", new Reply("[" + string.Join(',',
                BinanceRows.Income("FUNDING_FEE", "-0.375", 1), BinanceRows.Income("COMMISSION", "-0.1", 2),
                BinanceRows.Income("TRANSFER", "5", 3, "")) + "]"))
            .On("GET /fapi/v1/userTrades", new Reply($"[{BinanceRows.Trade(12)},{BinanceRows.Trade(13, "8")}]"))
            .On("GET /fapi/v1/allOrders", new Reply($"[{BinanceRows.Order("FILLED")}]"))
            .On("GET /fapi/v1/order", new Reply(BinanceRows.Order("FILLED", "8", "adl_autoclose")));
        var history = (await venue.Bare().Queries
            .GetExecutionsAsync("binance", From, From.AddMinutes(1), CancellationToken.None)).Granted();
        Assert.Equal(["BTCUSDT-12", "BTCUSDT-13"], history.Executions.Select(row => row.ExecutionId));
        Assert.Equal(["bot-1", "adl_autoclose"], history.Executions.Select(row => row.ClientOrderId));
        Assert.Equal(
            [ExecutionKind.Trade, ExecutionKind.Deleveraging], history.Executions.Select(row => row.Kind));
        var first = history.Executions[0];
        Assert.Equal((60_000.1m, 0.004m, 0.096m, "USDT", true), (
            first.PriceQuote, first.SizeBase, first.FeeAmount!.Value, first.FeeAsset, first.IsMaker));
        var funding = Assert.Single(history.Fundings);
        Assert.Equal((-0.375m, From), (funding.AmountQuote, funding.Time));
        Assert.Contains(venue.Requests, asked => asked.Query.StartsWith(
            "symbol=BTCUSDT&startTime=1760000000000&endTime=1760000059999&limit=1000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_spans_are_asked_for_week_by_week_and_full_pages_go_on()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var full = string.Join(',', Enumerable.Range(1, 1_000)
            .Select(i => BinanceRows.Trade(i, time: 1_760_000_000_000 + (i / 10))));
        venue.Empty().On("GET /fapi/v1/allOrders", new Reply($"[{BinanceRows.Order("FILLED")}]"))
            .On("GET /fapi/v1/userTrades", new Reply($"[{full}]"), new Reply($"[{BinanceRows.Trade(1_000)}]"),
                new Reply("[]"));
        var history = (await venue.Bare().Queries
            .GetExecutionsAsync("binance", From, From.AddDays(8), CancellationToken.None)).Granted();
        Assert.Equal(1_000, history.Executions.Length);
        var starts = venue.Requests.Where(asked => asked.Path == "/fapi/v1/userTrades")
            .Select(asked => asked.Query.Split("startTime=")[1].Split('&')[0]);
        Assert.Equal(["1760000000000", "1760000000100", "1760604800099"], starts);
    }

    [Fact]
    public async Task Positions_money_fees_and_settings_are_read()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("GET /fapi/v3/positionRisk", new Reply(
                """
                [{"symbol":"BTCUSDT","positionSide":"SHORT","positionAmt":"-0.2","entryPrice":"60000","adl":"2",
                "breakEvenPrice":"59990","markPrice":"61000","liquidationPrice":"0","unRealizedProfit":"-200",
                "notional":"-12200","initialMargin":"610","maintMargin":"49","updateTime":1760000000000},
                {"symbol":"BTCUSD_260327","positionSide":"BOTH","positionAmt":"0","updateTime":0}]
                """))
            .On("GET /fapi/v3/account", new Reply(
                """
                {"totalInitialMargin":"610","totalMaintMargin":"49","totalWalletBalance":"1200","totalMarginBalance":
                "1000","totalUnrealizedProfit":"-200","availableBalance":"390","assets":[{"asset":"USDT",
                "walletBalance":"1200","unrealizedProfit":"-200","marginBalance":"1000","maintMargin":"49"}]}
                """))
            .On("GET /fapi/v1/commissionRate", new Reply(
                """{"symbol":"BTCUSDT","makerCommissionRate":"0.0002","takerCommissionRate":"0.0004"}"""))
            .On("GET /fapi/v1/accountConfig", new Reply("""{"updateTime":1760000000000}"""));
        var queries = venue.Bare().Queries;
        var position = Assert.Single((await queries.GetPositionsAsync("binance", CancellationToken.None)).Granted());
        Assert.Equal((PositionSlot.Short, -0.2m, 60_000m, 12_200m, 3), (
            position.Slot, position.SizeBase, position.EntryQuote!.Value, position.NotionalQuote!.Value,
            position.DeleverageRank));
        Assert.Null(position.LiquidationQuote);
        var wallet = (await queries.GetWalletAsync(CancellationToken.None)).Granted();
        Assert.Equal((1_000m, 390m, 0.61m), (
            wallet.EquityUsd!.Value, wallet.AvailableUsd!.Value, wallet.InitialMarginFraction!.Value));
        Assert.Equal(1_000m, Assert.Single(wallet.Coins).EquityAmount);
        var fees = (await queries.GetFeeRatesAsync("binance", CancellationToken.None)).Granted();
        Assert.Equal(new FeeRates(BinanceAccountScript.Btc, 0.0004m, 0.0002m), Assert.Single(fees));
        Assert.Equal(From, (await queries.GetSettingsAsync(CancellationToken.None)).Granted().UpdatedAt);
    }

    [Fact]
    public async Task Settings_that_are_so_already_are_done()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("POST /fapi/v1/leverage", new Reply("""{"leverage":5}"""))
            .On("POST /fapi/v1/marginType", BinanceAccountScript.Refused(-4046, "No need to change margin type."))
            .On("POST /fapi/v1/positionSide/dual", new Reply("""{"code":200,"msg":"success"}"""),
                BinanceAccountScript.Refused(-4059));
        var control = venue.Bare().Control;
        var btc = BinanceAccountScript.Btc;
        Assert.False((await control.SetLeverageAsync(btc, 5m, CancellationToken.None)).Granted().WasSo);
        Assert.True((await control.SetMarginModeAsync(btc, MarginMode.Cross, CancellationToken.None)).Granted().WasSo);
        foreach (var wasSo in (bool[])[false, true])
        {
            var done = await control.SetPositionModeAsync(btc, PositionMode.Hedge, CancellationToken.None);
            Assert.Equal(wasSo, done.Granted().WasSo);
        }

        Assert.Equal(
            ["symbol=BTCUSDT&leverage=5", "symbol=BTCUSDT&marginType=CROSSED", "dualSidePosition=true"],
            venue.Requests.Take(3).Select(BinanceAccountScript.Bare));
        await Assert.ThrowsAsync<ArgumentException>(() => control.SetLeverageAsync(btc, 2.5m, CancellationToken.None));
    }

    [Fact]
    public async Task Cancelling_everything_goes_from_instrument_to_instrument()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("GET /fapi/v1/openOrders", new Reply($"[{BinanceRows.Order("NEW")}]"))
            .On("GET /fapi/v1/openAlgoOrders", new Reply($"[{BinanceRows.Stop("50000")}]"))
            .On("DELETE /fapi/v1/allOpenOrders", new Reply("""{"code":200,"msg":"done"}"""))
            .On("DELETE /fapi/v1/algoOpenOrders", new Reply("""{"code":"200","msg":"done"}"""));
        Assert.Equal(2, (await venue.Bare().Control.CancelAllAsync("binance", null, CancellationToken.None)).Granted());
        Assert.Equal(
            ["/fapi/v1/allOpenOrders symbol=BTCUSDT", "/fapi/v1/algoOpenOrders symbol=BTCUSDT"],
            venue.Requests.Skip(2).Select(asked => $"{asked.Path} {BinanceAccountScript.Bare(asked)}"));
    }

    [Fact]
    public async Task A_positions_stop_is_replaced_and_left_alone_where_it_is_so_already()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.Empty().On("GET /fapi/v1/openAlgoOrders", new Reply($"[{BinanceRows.Stop("50000")}]"))
            .On("GET /fapi/v3/positionRisk", new Reply(
                """[{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"0.25","updateTime":5}]"""))
            .On("DELETE /fapi/v1/algoOrder", new Reply("""{"algoId":9,"code":"200","msg":"success"}"""))
            .On("POST /fapi/v1/algoOrder", new Reply("""{"algoId":10}"""), BinanceAccountScript.Refused(-2021));
        var control = venue.Bare().Control;
        var order = new ProtectionOrder(BinanceAccountScript.Btc, PositionSlot.Net, StopQuote: 50_000m);
        Assert.True((await control.SetProtectionAsync(order, CancellationToken.None)).Granted().WasSo);
        var moved = order with { StopQuote = 51_000m };
        Assert.False((await control.SetProtectionAsync(moved, CancellationToken.None)).Granted().WasSo);
        var sent = venue.Requests.Where(asked => asked.Method != "GET").ToList();
        Assert.Equal("symbol=BTCUSDT&algoId=9", BinanceAccountScript.Bare(sent[0]));
        Assert.Contains("side=SELL&type=STOP_MARKET&triggerPrice=51000&workingType=MARK_PRICE&closePosition=true",
            sent[1].Query);
        var refused = await control.SetProtectionAsync(moved, CancellationToken.None);
        Assert.Contains("the position has no Stop now", refused.Refused().Message);
        var trailing = order with { TrailingQuote = 10m };
        var unsupported = await control.SetProtectionAsync(trailing, CancellationToken.None);
        Assert.Equal(VenueErrorKind.Unsupported, unsupported.Refused().Kind);
    }
}
