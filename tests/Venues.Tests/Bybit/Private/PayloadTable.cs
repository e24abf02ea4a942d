using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Bybit.Private.Rows;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Tests.Json;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>
/// Which reader reads which payload, and how each field of what it reads is to be found in the JSON again. The fields
/// are compared with what the test itself reads, so a reader that takes one for another is found.
/// </summary>
internal static class PayloadTable
{
    private const string Docs = "bybit-docs/";
    private const string Other = "nautilus/";

    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Readers = Table();

    private static Dictionary<string, Action<JsonElement>> Table()
    {
        var table = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal);
        AddOrders(table);
        AddExecutions(table);
        AddPositions(table);
        AddMoney(table);
        AddFigures(table);
        AddSockets(table);
        return table;
    }

    private static void AddOrders(Dictionary<string, Action<JsonElement>> table)
    {
        Add(table, root => Rest(root, Order), Docs, "order/open-order_1", "order/order-list_1");
        Add(
            table, root => Rest(root, Order), Other, "http_get_order_partially_filled_rejected",
            "http_get_orders_history", "http_get_orders_history_with_duplicate", "http_get_orders_realtime",
            "http_get_orders_realtime_tp_sl");
        Add(table, root => Topic(root, Order), Docs, "websocket/private/order_2");
        Add(
            table, root => Topic(root, Order), Other, "ws_account_order", "ws_account_order_buy_stop_market",
            "ws_account_order_filled", "ws_account_order_limit_if_touched", "ws_account_order_market_if_touched",
            "ws_account_order_partially_filled_rejected", "ws_account_order_sell_market_if_touched",
            "ws_account_order_stop_limit", "ws_account_order_stop_loss", "ws_account_order_stop_market",
            "ws_account_order_take_profit");
    }

    private static void AddExecutions(Dictionary<string, Action<JsonElement>> table)
    {
        Add(table, root => Rest(root, Execution), Docs, "order/execution_1");
        Add(table, root => Rest(root, Execution), Other, "http_get_executions");
        Add(table, root => Topic(root, Execution), Docs, "websocket/private/execution_2");
        Add(table, root => Topic(root, Execution), Other, "ws_account_execution", "ws_account_execution_adl");
        Add(table, root => Topic(root, Fast), Docs, "websocket/private/fast-execution_2");
        Add(
            table, root => Topic(root, Fast), Other, "ws_account_execution_fast",
            "ws_account_execution_fast_envelope_id");
    }

    private static void AddPositions(Dictionary<string, Action<JsonElement>> table)
    {
        Add(table, root => Rest(root, Position), Docs, "position/position_1");
        Add(table, root => Rest(root, Position), Other, "http_get_positions", "http_get_positions_with_open_time");
        Add(table, root => Topic(root, Position), Docs, "websocket/private/position_2");
        Add(
            table, root => Topic(root, Position), Other, "ws_account_position", "ws_account_position_short");
        Add(
            table, root => Position(root, Parsed.Row(root)), Other, "ws_account_position_with_open_time");
    }

    private static void AddMoney(Dictionary<string, Action<JsonElement>> table)
    {
        Add(table, root => Rest(root, Wallet), Docs, "account/wallet-balance_1");
        Add(
            table, root => Rest(root, Wallet), Other, "http_get_wallet_balance",
            "http_get_wallet_balance_spot_short", "http_get_wallet_balance_with_spot_borrow");
        Add(table, root => Topic(root, Wallet), Docs, "websocket/private/wallet_2");
        Add(
            table, root => Topic(root, Wallet), Other, "ws_account_wallet",
            "ws_account_wallet_locked_exceeds_total", "ws_account_wallet_small_order");
        Add(table, root => Rest(root, Fees), Docs, "account/fee-rate_1");
        Add(table, root => Rest(root, Fees), Other, "http_get_fee_rate");
        Add(table, Settings, Docs, "account/account-info_1");
        Add(table, Settings, Other, "http_get_account_info");
        Add(table, Receipt, Docs, "order/create-order_1", "order/amend-order_1", "order/cancel-order_1");
        Add(table, Batch, Docs, "order/batch-place_1", "order/batch-cancel_1", "order/batch-amend_1");
    }

    private static void AddFigures(Dictionary<string, Action<JsonElement>> table)
    {
        Add(table, root => Rest(root, OpenInterest), Docs, "market/open-interest_1");
        Add(table, root => Rest(root, Ratio), Docs, "market/long-short-ratio_1");
        Add(table, root => Rest(root, Trade), Docs, "market/recent-trade_1");
        Add(table, root => Rest(root, Trade), Other, "http_get_trades_recent");
        Add(table, root => Rest(root, Ticker), Docs, "market/tickers_1", "market/tickers_2", "market/tickers_3");
        Add(table, Book, Docs, "market/orderbook_1");
        Add(table, Book, Other, "http_get_orderbook");
    }

    private static void AddSockets(Dictionary<string, Action<JsonElement>> table)
    {
        Add(
            table, Granted("r"), Docs, "position/leverage_1", "position/position-mode_1", "position/trading-stop_1");
        Add(
            table,
            root => Assert.Equal(2, Parsed.Row(root.GetProperty("result"))["list"u8].Rows(_ => true).Length),
            Docs,
            "order/cancel-all_1");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Greeting, true), Docs,
            "websocket/wss-authentication_2", "websocket/trade/guideline_2");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Greeting, true), Other, "ws_auth_success");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Greeting, false), Other, "ws_auth_failure");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Subscription, true), Docs,
            "websocket/wss-authentication_10", "websocket/wss-authentication_11", "websocket/wss-authentication_12");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Subscription, true), Other, "ws_subscription_ack");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Subscription, false), Other, "ws_subscription_failure");
        Add(table, root => Frame(root, BybitPrivateFrameKind.Pong, true), Docs,
            "websocket/wss-authentication_3", "websocket/wss-authentication_4", "websocket/wss-authentication_5",
            "websocket/wss-authentication_6", "websocket/trade/guideline_8");
        Add(table, SocketReceipt, Docs, "websocket/trade/guideline_4");
        Add(table, SocketReceipt, Other, "ws_order_response");
        Add(table, SocketBatch, Docs, "websocket/trade/guideline_6");
    }

    private static void Order(JsonElement row, VenueRow fields)
    {
        var order = BybitOrderRow.Read(fields, BybitCategory.Linear);
        Assert.Equal(Text(row, "symbol"), order.Coin.Symbol);
        Assert.Equal(
            (Text(row, "orderId"), Text(row, "orderLinkId"), Text(row, "side")),
            (order.VenueOrderId, order.ClientOrderId, order.Side.ToString()));
        Assert.Equal(Text(row, "orderType"), order.Kind.ToString());
        Assert.Equal(order.Kind == OrderKind.Market ? "IOC" : Text(row, "timeInForce"), order.Life.Wire());
        Assert.Equal((Number(row, "qty"), Number(row, "cumExecQty")), (order.SizeBase, order.FilledBase));
        Assert.Equal((Number(row, "leavesQty"), Number(row, "cumExecFee")), (order.LeftBase, order.FeesQuote));
        Assert.Equal(order.Kind == OrderKind.Limit ? Price(row, "price") : null, order.LimitQuote);
        Assert.Equal(
            (Price(row, "avgPrice"), Price(row, "stopLoss"), Price(row, "takeProfit"), Price(row, "triggerPrice")),
            (order.AverageQuote, order.StopQuote, order.TargetQuote, order.Trigger?.PriceQuote));
        Assert.Equal(row.GetProperty("reduceOnly").GetBoolean(), order.ReduceOnly);
        Assert.Equal(row.GetProperty("positionIdx").GetInt32(), order.Slot.Wire());
        Assert.Equal((Time(row, "createdTime"), Time(row, "updatedTime")), (order.CreatedAt, order.UpdatedAt));
        Assert.Equal(
            Text(row, "orderStatus") is "Filled" or "Cancelled" or "Rejected", order.IsEnded);
    }

    private static void Execution(JsonElement row, VenueRow fields)
    {
        var execution = BybitExecutionRow.Read(fields, BybitCategory.Linear).Execution!;
        Common(row, execution);
        Assert.Equal(Text(row, "execType") == "AdlTrade", execution.Kind == ExecutionKind.Deleveraging);
        Assert.Equal(
            (Number(row, "execFee"), Text(row, "feeCurrency"), Number(row, "closedSize"), Number(row, "leavesQty")),
            (execution.FeeAmount, execution.FeeAsset, execution.ClosedBase, execution.LeftBase));
    }

    private static void Fast(JsonElement row, VenueRow fields) =>
        Common(row, BybitExecutionRow.ReadFast(fields, BybitCategory.Linear));

    private static void Common(JsonElement row, ExecutionReport execution)
    {
        Assert.Equal(
            (Text(row, "execId"), Text(row, "symbol"), Text(row, "orderId"), Text(row, "orderLinkId")),
            (execution.ExecutionId, execution.Coin.Symbol, execution.VenueOrderId, execution.ClientOrderId));
        Assert.Equal(
            (Text(row, "side"), Number(row, "execPrice"), Number(row, "execQty")),
            (execution.Side.ToString(), execution.PriceQuote, execution.SizeBase));
        Assert.Equal(row.GetProperty("isMaker").GetBoolean(), execution.IsMaker);
        Assert.Equal(Time(row, "execTime"), execution.Time);
        Assert.Equal((long?)Number(row, "seq"), execution.Sequence);
    }

    private static void Position(JsonElement row, VenueRow fields)
    {
        var position = BybitPositionRow.Read(fields, BybitCategory.Linear);
        var sign = Text(row, "side") switch { "Buy" => 1m, "Sell" => -1m, _ => 0m };
        Assert.Equal(
            (Text(row, "symbol"), row.GetProperty("positionIdx").GetInt32(), sign * Number(row, "size")),
            (position.Coin.Symbol, position.Slot.Wire(), position.SizeBase));
        Assert.Equal(Price(row, "entryPrice") ?? Price(row, "avgPrice"), position.EntryQuote);
        Assert.Equal(
            (Price(row, "markPrice"), Price(row, "liqPrice"), Price(row, "bustPrice"), Price(row, "breakEvenPrice")),
            (position.MarkQuote, position.LiquidationQuote, position.BankruptcyQuote, position.BreakEvenQuote));
        Assert.Equal(
            (Price(row, "leverage"), Number(row, "positionValue")), (position.Leverage, position.NotionalQuote));
        Assert.Equal(
            (Number(row, "positionIM"), Number(row, "positionMM")),
            (position.InitialMarginQuote, position.MaintenanceMarginQuote));
        Assert.Equal(
            (Number(row, "unrealisedPnl"), Number(row, "curRealisedPnl")),
            (position.UnrealizedQuote, position.RealizedQuote));
        Assert.Equal(
            (Price(row, "stopLoss"), Price(row, "takeProfit"), Price(row, "trailingStop")),
            (position.StopQuote, position.TargetQuote, position.TrailingQuote));
        Assert.Equal(
            ((int?)Number(row, "adlRankIndicator"), (int?)Number(row, "riskId"), Number(row, "riskLimitValue")),
            (position.DeleverageRank, position.RiskTier, position.RiskLimitQuote));
        Assert.Equal(
            ((long?)Number(row, "seq"), Time(row, "updatedTime")), (position.Sequence, position.UpdatedAt!.Value));
        Assert.Equal(PositionHealth.Normal, position.Health);
    }

    private static void Wallet(JsonElement row, VenueRow fields)
    {
        var wallet = BybitWalletRow.Read(fields);
        Assert.Equal(
            (Number(row, "totalEquity"), Number(row, "totalWalletBalance"), Number(row, "totalMarginBalance")),
            (wallet.EquityUsd, wallet.WalletUsd, wallet.MarginUsd));
        Assert.Equal(
            (Number(row, "totalAvailableBalance"), Number(row, "totalInitialMargin"), Number(row, "accountMMRate")),
            (wallet.AvailableUsd, wallet.InitialMarginUsd, wallet.MaintenanceMarginFraction));
        var coins = row.GetProperty("coin").EnumerateArray().ToList();
        Assert.Equal(coins.Count, wallet.Coins.Length);
        foreach (var (coin, read) in coins.Zip(wallet.Coins))
        {
            Assert.Equal(
                (Text(coin, "coin"), Number(coin, "equity") ?? 0m, Number(coin, "walletBalance") ?? 0m),
                (read.Asset, read.EquityAmount, read.WalletAmount));
            Assert.Equal(
                (Number(coin, "totalOrderIM"), Number(coin, "totalPositionIM"), Number(coin, "totalPositionMM")),
                (read.OrderMarginAmount, read.PositionMarginAmount, read.MaintenanceMarginAmount));
            Assert.Equal(
                (Number(coin, "locked") ?? 0m, Number(coin, "borrowAmount") ?? 0m, Number(coin, "bonus") ?? 0m),
                (read.LockedAmount, read.BorrowedAmount, read.BonusAmount));
            Assert.Equal(
                (Number(coin, "unrealisedPnl"), Number(coin, "cumRealisedPnl"), Number(coin, "usdValue")),
                (read.UnrealizedAmount, read.RealizedAmount, read.ValueUsd));
        }
    }

    private static void Fees(JsonElement row, VenueRow fields)
    {
        var fees = BybitWalletRow.Fees(fields, BybitCategory.Linear);
        Assert.Equal(
            (Text(row, "symbol"), Number(row, "takerFeeRate"), Number(row, "makerFeeRate")),
            (fees.Coin.Symbol, fees.TakerFeeFraction, fees.MakerFeeFraction));
    }

    private static void Settings(JsonElement root) => Assert.Equal(
        new AccountSettings(MarginMode.Cross, true, false, DateTimeOffset.FromUnixTimeMilliseconds(1697078946000)),
        BybitWalletRow.Settings(Parsed.Row(root.GetProperty("result"))));

    private static void Receipt(JsonElement root)
    {
        var result = root.GetProperty("result");
        var receipt = BybitReceipts.One(Parsed.Row(result));
        Assert.Equal(Text(result, "orderId"), receipt.VenueOrderId);
        Assert.Equal(Text(result, "orderLinkId"), receipt.ClientOrderId);
    }

    private static void Batch(JsonElement root)
    {
        var results = BybitReceipts.Many(
            "r", Parsed.Row(root.GetProperty("result")),
            Parsed.Row(root.GetProperty("retExtInfo")), ["a", "b"]);
        var codes = root.GetProperty("retExtInfo").GetProperty("list").EnumerateArray()
            .Select(one => one.GetProperty("code").GetInt32()).ToList();
        Assert.Equal(codes.Select(code => code == 0), results.Select(one => one.Failure is null));
        Assert.Equal(
            codes.Where(code => code != 0).Select(code => BybitErrors.KindOf(code)),
            results.Select(one => one.Failure?.Kind).OfType<VenueErrorKind>());
    }

    private static Action<JsonElement> Granted(string request) => root => Assert.Equal(
        0, BybitAnswer.Read(request, Encoding.UTF8.GetBytes(root.GetRawText())).Code);

    private static void Frame(JsonElement root, BybitPrivateFrameKind kind, bool success)
    {
        var frame = BybitPrivateFrame.Read(Encoding.UTF8.GetBytes(root.GetRawText()));
        Assert.Equal((kind, success), (frame.Kind, frame.Success));
    }

    private static void SocketReceipt(JsonElement root)
    {
        var answer = BybitSocketAnswer.Read(Encoding.UTF8.GetBytes(root.GetRawText()))!;
        Assert.Equal((Text(root, "reqId"), "order.create"), (answer.RequestId, answer.Operation));
        var receipt = answer.Result((data, _) => BybitReceipts.One(data)).Granted();
        Assert.Equal(Text(root.GetProperty("data"), "orderId"), receipt.VenueOrderId);
    }

    private static void SocketBatch(JsonElement root)
    {
        var answer = BybitSocketAnswer.Read(Encoding.UTF8.GetBytes(root.GetRawText()))!;
        Assert.Equal("150", answer.Header("X-Bapi-Limit"));
        var all = answer.Result((data, beside) => BybitReceipts.Many("r", data, beside, ["a", "b", "c"])).Granted();
        Assert.Equal(3, all.Length);
        Assert.All(all, one => Assert.Equal(VenueErrorKind.ModeConflict, one.Refused().Kind));
    }

    private static void OpenInterest(JsonElement row, VenueRow fields) => Assert.Equal(
        (Time(row, "timestamp"), Number(row, "singleOpenInterest")!.Value),
        (BybitStatisticsRows.OpenInterest(fields).Time, BybitStatisticsRows.OpenInterest(fields).OpenInterestBase));

    private static void Ratio(JsonElement row, VenueRow fields)
    {
        var ratio = BybitStatisticsRows.Ratio(fields);
        Assert.Equal(
            (Time(row, "timestamp"), Number(row, "buyRatio"), Number(row, "sellRatio")),
            (ratio.Time, ratio.LongFraction, ratio.ShortFraction));
    }

    private static void Trade(JsonElement row, VenueRow fields)
    {
        var trade = BybitStatisticsRows.Trade(fields);
        Assert.Equal((Time(row, "time"), Text(row, "execId")), (trade.VenueTime, trade.TradeId.ToString()));
        Assert.Equal(
            (Text(row, "side"), Number(row, "price"), Number(row, "size")),
            (trade.TakerSide.ToString(), trade.PriceQuote, trade.SizeBase));
    }

    private static void Ticker(JsonElement row, VenueRow fields)
    {
        var (coin, ticker) = BybitStatisticsRows.Ticker(fields, BybitCategory.Linear, DateTimeOffset.UnixEpoch);
        Assert.Equal((Text(row, "symbol"), Number(row, "lastPrice")), (coin.Symbol, ticker.LastPriceQuote));
        Assert.Equal(
            (Number(row, "bid1Price"), Number(row, "bid1Size"), Number(row, "ask1Price"), Number(row, "ask1Size")),
            (ticker.BidQuote, ticker.BidSizeBase, ticker.AskQuote, ticker.AskSizeBase));
        Assert.Equal(Number(row, "markPrice"), ticker.MarkPriceQuote);
        Assert.Equal(Number(row, "fundingRate"), ticker.FundingRateFraction);
    }

    private static void Book(JsonElement root)
    {
        var result = root.GetProperty("result");
        var coin = InstrumentId.Parse($"bybit:{Text(result, "s")}");
        var book = BybitStatisticsRows.Book(Parsed.Row(result), coin);
        Assert.Equal((Time(result, "ts"), (long?)Number(result, "u")), (book.VenueTime, book.UpdateId));
        Assert.Equal(result.GetProperty("b").GetArrayLength(), book.Bids.Length);
        Assert.Equal(Decimal(result.GetProperty("a")[0][1].GetString()!), book.Asks[0].SizeBase);
    }

    private static void Rest(JsonElement root, Action<JsonElement, VenueRow> check) =>
        Each(root.GetProperty("result").GetProperty("list"), check, mayBeEmpty: false);

    private static void Topic(JsonElement root, Action<JsonElement, VenueRow> check)
    {
        Each(root.GetProperty("data"), check, mayBeEmpty: true);
        var frame = BybitPrivateFrame.Read(Encoding.UTF8.GetBytes(root.GetRawText()));
        Assert.Equal(BybitPrivateFrameKind.Data, frame.Kind);
        Assert.DoesNotContain(frame.News, news => news is AccountNews.Unreadable);
        var ours = root.GetProperty("data").EnumerateArray()
            .Count(row => Text(root, "topic") == "wallet" || Text(row, "category") is "linear" or "spot");
        Assert.Equal(ours, frame.News.Length);
    }

    private static void Each(JsonElement list, Action<JsonElement, VenueRow> check, bool mayBeEmpty)
    {
        Assert.True(mayBeEmpty || list.GetArrayLength() > 0);
        foreach (var row in list.EnumerateArray())
        {
            check(row, Parsed.Row(row));
        }
    }

    private static void Add(
        Dictionary<string, Action<JsonElement>> table, Action<JsonElement> read, string folder, params string[] names)
    {
        foreach (var name in names)
        {
            table.Add(folder + name, read);
        }
    }

    private static string Text(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static decimal? Number(JsonElement row, string field) =>
        !row.TryGetProperty(field, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDecimal()
        : value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0 ? Decimal(value.GetString()!)
        : null;

    private static decimal? Price(JsonElement row, string field) =>
        Number(row, field) is > 0m and var price ? price : null;

    private static DateTimeOffset Time(JsonElement row, string field) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Number(row, field)!.Value);

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
