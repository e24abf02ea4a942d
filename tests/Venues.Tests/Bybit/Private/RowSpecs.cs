using System.Text.Json;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private.Rows;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Tests.Json;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Every field of orders, executions, positions and money, and the odd ways in which they come.</summary>
public sealed class RowSpecs
{
    [Fact]
    public void An_order_with_all_its_fields()
    {
        const string Row =
            """
            {"symbol":"ETHUSDT","orderId":"9c1e","orderLinkId":"bot-7","parentOrderLinkId":"bot-6","side":"Sell",
            "orderType":"Limit","price":"1600.00","qty":"0.10","positionIdx":2,"orderStatus":"PartiallyFilled",
            "cancelType":"UNKNOWN","rejectReason":"EC_NoError","avgPrice":"1601.5","leavesQty":"0.06",
            "cumExecQty":"0.04","cumExecFee":"0.048","timeInForce":"FOK","stopOrderType":"PartialTakeProfit",
            "triggerPrice":"1650.00","takeProfit":"1500.00","stopLoss":"1700.00","triggerDirection":1,
            "triggerBy":"IndexPrice","reduceOnly":true,"createType":"CreateByPartialTakeProfit",
            "createdTime":"1684738540559","updatedTime":"1684738540561"}
            """;
        Assert.Equal(
            new OrderReport(
                InstrumentId.Parse("bybit:ETHUSDT"), "9c1e", "bot-7", "bot-6", Side.Sell, OrderKind.Limit,
                OrderLife.FillOrKill, 0.10m, 0.04m, 0.06m, 1600m, 1601.5m, 0.048m, OrderStatus.PartiallyFilled,
                OrderEnd.None, "", true, PositionSlot.Short, OrderOrigin.Protection, ProtectionRole.Target,
                new OrderTrigger(1650m, true, TriggerPrice.Index), 1700m, 1500m,
                DateTimeOffset.FromUnixTimeMilliseconds(1684738540559),
                DateTimeOffset.FromUnixTimeMilliseconds(1684738540561)),
            Order(Row));
    }

    [Fact]
    public void An_order_that_lacks_all_it_may_lack()
    {
        const string Row =
            """
            {"symbol":"BTCUSDT","orderId":"o","orderLinkId":null,"side":"Buy","orderType":"Market","qty":"1",
            "orderStatus":"New","price":"","avgPrice":"","leavesQty":"","triggerPrice":"0.00","takeProfit":null,
            "createdTime":"1684738540559","updatedTime":"0"}
            """;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1684738540559);
        Assert.Equal(
            new OrderReport(
                Given.Btc, "o", "", "", Side.Buy, OrderKind.Market, OrderLife.ImmediateOrCancel, 1m, 0m, null, null,
                null, null, OrderStatus.Open, OrderEnd.None, "", false, PositionSlot.Net, OrderOrigin.User,
                ProtectionRole.None, null, null, null, at, at),
            Order(Row));
    }

    [Theory]
    [InlineData("New", OrderStatus.Open, false)]
    [InlineData("PartiallyFilled", OrderStatus.PartiallyFilled, false)]
    [InlineData("Untriggered", OrderStatus.Untriggered, false)]
    [InlineData("Triggered", OrderStatus.Triggered, false)]
    [InlineData("Filled", OrderStatus.Filled, true)]
    [InlineData("Cancelled", OrderStatus.Cancelled, true)]
    [InlineData("PartiallyFilledCanceled", OrderStatus.Cancelled, true)]
    [InlineData("Deactivated", OrderStatus.Cancelled, true)]
    [InlineData("Rejected", OrderStatus.Rejected, true)]
    public void A_status_has_a_meaning(string word, OrderStatus status, bool isEnded)
    {
        var order = Order(Rows.Order(status: word, filled: "0.004"));
        Assert.Equal((status, isEnded, 0.004m), (order.Status, order.IsEnded, order.FilledBase));
    }

    [Theory]
    [InlineData("EC_PostOnlyWillTakeLiquidity", "UNKNOWN", OrderEnd.WouldHaveTaken, "EC_PostOnlyWillTakeLiquidity")]
    [InlineData("EC_NoError", "CancelByUser", OrderEnd.OnRequest, "CancelByUser")]
    [InlineData("EC_PerCancelRequest", "", OrderEnd.OnRequest, "EC_PerCancelRequest")]
    [InlineData("EC_NoError", "CancelByReduceOnly", OrderEnd.NothingToReduce, "CancelByReduceOnly")]
    [InlineData("EC_NoError", "CancelBySmp", OrderEnd.SelfTrade, "CancelBySmp")]
    [InlineData("EC_BySelfMatch", "", OrderEnd.SelfTrade, "EC_BySelfMatch")]
    [InlineData("EC_NoImmediateQtyToFill", "UNKNOWN", OrderEnd.NoPrice, "EC_NoImmediateQtyToFill")]
    [InlineData("INSUFFICIENT_MARGIN", "UNKNOWN", OrderEnd.InsufficientMargin, "INSUFFICIENT_MARGIN")]
    [InlineData("EC_NoError", "CancelAllBeforeLiq", OrderEnd.Other, "CancelAllBeforeLiq")]
    [InlineData("EC_Others", "CancelByAdmin", OrderEnd.Other, "EC_Others CancelByAdmin")]
    [InlineData("", "", OrderEnd.None, "")]
    public void An_end_has_a_reason(string reason, string cancel, OrderEnd end, string detail)
    {
        var more = $$""","rejectReason":"{{reason}}","cancelType":"{{cancel}}" """;
        var cancelled = Order(Rows.Order(status: "Cancelled", more: more));
        Assert.Equal((end, detail), (cancelled.End, cancelled.EndDetail));
        var open = Order(Rows.Order(more: more));
        Assert.Equal((OrderEnd.None, ""), (open.End, open.EndDetail));
    }

    [Theory]
    [InlineData("TakeProfit", "Sell", true)]
    [InlineData("StopLoss", "Sell", false)]
    [InlineData("TakeProfit", "Buy", false)]
    [InlineData("StopLoss", "Buy", true)]
    public void The_direction_of_a_positions_stop_or_target_follows_from_its_side(
        string kind, string side, bool whenRising)
    {
        var more = $$""","stopOrderType":"{{kind}}","triggerPrice":"1","triggerDirection":0,"triggerBy":"MarkPrice" """;
        var row = Rows.Order(more: more).Replace("\"Buy\"", $"\"{side}\"", StringComparison.Ordinal);
        Assert.Equal(new OrderTrigger(1m, whenRising, TriggerPrice.Mark), Order(row).Trigger);
    }

    [Theory]
    [InlineData("CreateByLiq", OrderOrigin.Liquidation)]
    [InlineData("CreateByTakeOver_PassThrough", OrderOrigin.Liquidation)]
    [InlineData("CreateByAdl_PassThrough", OrderOrigin.Deleveraging)]
    [InlineData("CreateByStopLoss", OrderOrigin.Protection)]
    [InlineData("CreateBySettle", OrderOrigin.Venue)]
    [InlineData("CreateByClosing", OrderOrigin.User)]
    [InlineData("CreateBySomethingNew", OrderOrigin.User)]
    public void An_order_has_a_maker(string word, OrderOrigin origin) => Assert.Equal(
        origin,
        Order(Rows.Order().Replace("CreateByUser", word, StringComparison.Ordinal)).Origin);

    [Fact]
    public void An_execution_with_all_its_fields()
    {
        var row = Rows.Execution(
            more: ""","leavesQty":"0.006","closedSize":"0.001","feeCurrency":"USDT","stopOrderType":"TrailingStop" """);
        var (execution, funding) = Execution(row);
        Assert.Null(funding);
        Assert.Equal(
            new ExecutionReport(
                "e-1", ExecutionKind.Trade, Given.Btc, "o-1", "bot-1", ProtectionRole.Stop, Side.Buy, 60_000.5m, 0.004m,
                0.132m, "USDT", true, 0.001m, 0.006m, 4688002127,
                DateTimeOffset.FromUnixTimeMilliseconds(1760000000400)),
            execution);
    }

    [Theory]
    [InlineData("Trade", ExecutionKind.Trade)]
    [InlineData("BustTrade", ExecutionKind.Liquidation)]
    [InlineData("AdlTrade", ExecutionKind.Deleveraging)]
    [InlineData("Delivery", ExecutionKind.Settlement)]
    [InlineData("Settle", ExecutionKind.Settlement)]
    [InlineData("BlockTrade", ExecutionKind.OffBook)]
    [InlineData("MovePosition", ExecutionKind.OffBook)]
    [InlineData("FutureSpread", ExecutionKind.OffBook)]
    [InlineData("CorporateAction", ExecutionKind.OffBook)]
    public void An_execution_has_a_kind(string word, ExecutionKind kind) =>
        Assert.Equal(kind, Execution(Rows.Execution(type: word)).Execution!.Kind);

    [Theory]
    [InlineData("0.75", -0.75)]
    [InlineData("-0.75", 0.75)]
    public void Funding_is_no_execution_and_what_is_paid_is_not_received(string fee, decimal amount)
    {
        var (execution, funding) = Execution(Rows.Execution(type: "Funding", fee: fee));
        Assert.Null(execution);
        Assert.Equal(
            new FundingReport(
                "e-1", Given.Btc, 0.004m, 60_000.5m, 0.00055m, amount,
                DateTimeOffset.FromUnixTimeMilliseconds(1760000000400)),
            funding);
    }

    [Fact]
    public void A_rebate_is_a_negative_fee() =>
        Assert.Equal(-0.02m, Execution(Rows.Execution(fee: "-0.02")).Execution!.FeeAmount);

    [Fact]
    public void An_unknown_kind_of_execution_is_not_taken_for_a_fill()
    {
        var wrong = Assert.Throws<VenueFormatException>(() => Execution(Rows.Execution(type: "Airdrop")));
        Assert.Equal("row.execType 'Airdrop' is not understood", wrong.Message);
    }

    [Fact]
    public void A_position_with_all_its_fields()
    {
        const string Row =
            """
            {"positionIdx":1,"riskId":11,"riskLimitValue":"900000","symbol":"BTCUSDT","side":"Sell","size":"0.5",
            "entryPrice":"50000.00","leverage":"10","positionValue":"25000","markPrice":"50500.00",
            "positionIM":"2500","positionMM":"250","takeProfit":"45000","stopLoss":"52000","trailingStop":"150",
            "unrealisedPnl":"-250","curRealisedPnl":"-1.5","liqPrice":"55000","bustPrice":"55500",
            "breakEvenPrice":"49900","positionStatus":"Liq","adlRankIndicator":5,"isReduceOnly":true,
            "seq":325852190774,"updatedTime":"1762199125472"}
            """;
        Assert.Equal(
            new PositionReport(
                Given.Btc, PositionSlot.Long, -0.5m, 50_000m, 50_500m, 55_000m, 55_500m, 49_900m, 10m, 25_000m, 2500m,
                250m, -250m, -1.5m, 52_000m, 45_000m, 150m, PositionHealth.Liquidating, 5, true, 11, 900_000m,
                325852190774, DateTimeOffset.FromUnixTimeMilliseconds(1762199125472)),
            Position(Row));
    }

    [Fact]
    public void A_flat_position_has_no_side_and_no_prices()
    {
        const string Row =
            """
            {"positionIdx":0,"symbol":"BTCUSDT","side":"","size":"0","avgPrice":"0","markPrice":"150.00","liqPrice":"",
            "takeProfit":"0.00","trailingStop":"0.00","positionStatus":"Normal","seq":-1,"updatedTime":"0"}
            """;
        var flat = Position(Row);
        Assert.Equal((0m, null, null, null), (flat.SizeBase, flat.EntryQuote, flat.LiquidationQuote, flat.StopQuote));
        Assert.Equal((null, null, -1L), (flat.TrailingQuote, flat.UpdatedAt, flat.Sequence));
        Assert.Null(flat.IsReduceOnly);
    }

    [Fact]
    public void The_list_calls_the_entry_price_average() => Assert.Equal(
        50_000m,
        Position(Rows.Position().Replace("entryPrice", "avgPrice", StringComparison.Ordinal)).EntryQuote);

    [Fact]
    public void Money_with_all_its_fields()
    {
        const string Row =
            """
            {"accountType":"UNIFIED","accountIMRate":"0.01","accountMMRate":"0.005","totalEquity":"10262.9",
            "totalWalletBalance":"9684.4","totalMarginBalance":"9600","totalAvailableBalance":"9556.6",
            "totalPerpUPL":"-3","totalInitialMargin":"127.8","totalMaintenanceMargin":"12.7",
            "coin":[{"coin":"USDT","equity":"105","usdValue":"104.9","walletBalance":"100","locked":"1",
            "borrowAmount":"2","accruedInterest":"0.1","totalOrderIM":"10","totalPositionIM":"20",
            "totalPositionMM":"3","unrealisedPnl":"5","cumRealisedPnl":"7","bonus":"4","collateralSwitch":true,
            "marginCollateral":true}]}
            """;
        var wallet = BybitWalletRow.Read(Fields(Row));
        Assert.Equal(
            new WalletReport(10262.9m, 9684.4m, 9600m, 9556.6m, -3m, 127.8m, 12.7m, 0.01m, 0.005m, wallet.Coins),
            wallet);
        var coin = Assert.Single(wallet.Coins);
        Assert.Equal(
            new CoinBalance("USDT", 105m, 100m, 1m, 2m, 0.1m, 10m, 20m, 3m, 5m, 7m, 4m, 104.9m, true), coin);

        // By hand: 100 - 20 - 10 - 1 - 4 = 65.
        Assert.Equal(65m, coin.AvailableIsolatedAmount);
    }

    [Fact]
    public void Money_without_totals_as_with_isolated_margin()
    {
        var wallet = BybitWalletRow.Read(Fields(
            """{"totalEquity":"","totalPerpUpl":"2","coin":[{"coin":"BTC","totalOrderIM":"","walletBalance":"1"}]}"""));
        Assert.Equal((null, 2m), (wallet.EquityUsd, wallet.UnrealizedUsd));
        var coin = Assert.Single(wallet.Coins);
        Assert.Equal((1m, null, 1m), (coin.WalletAmount, coin.OrderMarginAmount, coin.AvailableIsolatedAmount));
    }

    [Theory]
    [InlineData("ISOLATED_MARGIN", MarginMode.Isolated, 1, false)]
    [InlineData("REGULAR_MARGIN", MarginMode.Cross, 3, true)]
    [InlineData("PORTFOLIO_MARGIN", MarginMode.Portfolio, 6, true)]
    public void Settings_of_an_account(string word, MarginMode mode, int status, bool isUnified) => Assert.Equal(
        new AccountSettings(mode, isUnified, true, DateTimeOffset.FromUnixTimeMilliseconds(1697078946000)),
        BybitWalletRow.Settings(Fields(
            $$"""
            {"marginMode":"{{word}}","unifiedMarginStatus":{{status}},"dcpStatus":"ON","updatedTime":"1697078946000"}
            """)));

    [Theory]
    [InlineData("orderId", "\"\"", "row.orderId is missing or empty")]
    [InlineData("side", "\"Both\"", "row.side 'Both' is not understood")]
    [InlineData("qty", "\"many\"", "row.qty 'many' is no number")]
    [InlineData("qty", "{}", "row.qty is Object, must be a text")]
    [InlineData("orderStatus", "\"Dreaming\"", "row.orderStatus 'Dreaming' is not understood")]
    [InlineData("timeInForce", "\"GFD\"", "row.timeInForce 'GFD' is not understood")]
    [InlineData("createdTime", "\"0\"", "row.createdTime is missing, empty or 0")]
    [InlineData("createdTime", "\"-5\"", "row.createdTime -5 is no time in milliseconds")]
    [InlineData("createdTime", "\"999999999999999999\"", "is no time in milliseconds")]
    [InlineData("createdTime", "\"soon\"", "row.createdTime 'soon' is no whole number")]
    [InlineData("reduceOnly", "\"yes\"", "row.reduceOnly is String, must be true or false")]
    [InlineData("positionIdx", "7", "positionIdx 7 is not understood")]
    [InlineData("symbol", "\"BTC USDT\"", "symbol 'BTC USDT' is no symbol")]
    public void What_cannot_be_read_is_named(string field, string value, string words)
    {
        var row = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Rows.Order())!;
        row[field] = JsonDocument.Parse(value).RootElement;
        var wrong = Assert.Throws<VenueFormatException>(() => Order(JsonSerializer.Serialize(row)));
        Assert.Contains(words, wrong.Message);
    }

    private static OrderReport Order(string json) => BybitOrderRow.Read(Fields(json), BybitCategory.Linear);

    private static (ExecutionReport? Execution, FundingReport? Funding) Execution(string json) =>
        BybitExecutionRow.Read(Fields(json), BybitCategory.Linear);

    private static PositionReport Position(string json) => BybitPositionRow.Read(Fields(json), BybitCategory.Linear);

    private static VenueRow Fields(string json) => Parsed.Row(json);
}
