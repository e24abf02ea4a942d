using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Json;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>
/// Recorded answers and edge cases of every endpoint and stream that is used, each field compared with what the test
/// itself reads. They may not be copied into this repository, so these tests skip, and say so, where they are absent.
/// </summary>
public sealed class BinancePayloadSpecs
{
    private const string Folder = "../binance/nautilus/futures";

    private static readonly Dictionary<string, Action<JsonElement>> Readers = new()
    {
        ["http_json/account_info_v2"] = Account,
        ["http_json/open_algo_orders"] = root => Algo(root[0]),
        ["http_json/order_response"] = Order,
        ["http_json/position_risk"] = root => Position(root[0]),
        ["market_data_json/agg_trade_stream"] = root => Trade(root, "aggTrade", "a"),
        ["market_data_json/trade_stream"] = root => Trade(root, "trade", "t"),
        ["market_data_json/book_ticker_stream"] = BookTop,
        ["market_data_json/depth_update_stream"] = Depth,
        ["market_data_json/kline_stream_closed"] = root => Kline<CoinCommands.ApplyCandle>(root, c => c.Candle),
        ["market_data_json/kline_stream_open"] = root => Kline<CoinCommands.ApplyFormingCandle>(root, c => c.Candle),
        ["market_data_json/liquidation_stream"] = Liquidation,
        ["market_data_json/mark_price_stream"] = MarkPrice,
        ["user_data_json/account_update"] = AccountUpdate,
        ["user_data_json/account_update_bnfcr"] = AccountUpdate,
        ["user_data_json/algo_update_new"] = root => AlgoUpdate(root, OrderStatus.Untriggered, OrderEnd.None),
        ["user_data_json/algo_update_canceled"] = root => AlgoUpdate(root, OrderStatus.Cancelled, OrderEnd.OnRequest),
        ["user_data_json/order_update_new"] = root => OrderUpdate(root, OrderStatus.Open, null),
        ["user_data_json/order_update_trade"] =
            root => OrderUpdate(root, OrderStatus.PartiallyFilled, ExecutionKind.Trade),
        ["user_data_json/order_update_trade_partial"] =
            root => OrderUpdate(root, OrderStatus.PartiallyFilled, ExecutionKind.Trade),
        ["user_data_json/order_update_calculated"] =
            root => OrderUpdate(root, OrderStatus.Filled, ExecutionKind.Liquidation),
        ["user_data_json/order_update_calculated_pending"] = root => OrderUpdate(root, OrderStatus.Open, null),
        ["user_data_json/order_update_insurance"] =
            root => OrderUpdate(root, OrderStatus.Filled, ExecutionKind.Liquidation),
        ["user_data_json/order_update_adl"] =
            root => OrderUpdate(root, OrderStatus.Filled, ExecutionKind.Deleveraging),
        ["user_data_json/order_update_settlement"] =
            root => OrderUpdate(root, OrderStatus.Filled, ExecutionKind.Settlement),
        ["user_data_json/order_update_delivery"] =
            root => Assert.True(BinanceWords.CoinOf(Text(root.GetProperty("o"), "s")) is null
                ? News(root).Count == 0
                : News(root).Count == 2),
    };

    // Not used: the day's statistics, balances (the account has them), and trades told early.
    private static readonly string[] LeftOut =
        ["http_json/balance", "market_data_json/ticker_stream", "user_data_json/trade_lite"];

    [DocumentedFact(Folder)]
    public void Every_recorded_payload_of_what_is_used_reads_field_by_field()
    {
        foreach (var (name, read) in Readers)
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(Path.Combine(DocumentedFactAttribute.PathOf(Folder), name + ".json")));
            try
            {
                read(document.RootElement);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"{name}: {wrong.Message}", wrong);
            }
        }
    }

    [DocumentedFact(Folder)]
    public void No_payload_of_an_endpoint_or_stream_that_is_used_is_left_out()
    {
        var root = DocumentedFactAttribute.PathOf(Folder);
        var files = Directory.GetFiles(root, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file)[..^".json".Length].Replace('\\', '/')).Order();
        Assert.Equal(files, Readers.Keys.Concat(LeftOut).Order());
    }

    private static void Account(JsonElement root)
    {
        var wallet = BinanceWalletRow.Read(Parsed.Row(root));
        Assert.Equal(
            (Number(root, "totalMarginBalance"), Number(root, "totalWalletBalance"), Number(root, "availableBalance"),
                Number(root, "totalInitialMargin"), Number(root, "totalMaintMargin")),
            (wallet.EquityUsd, wallet.WalletUsd, wallet.AvailableUsd, wallet.InitialMarginUsd,
                wallet.MaintenanceMarginUsd));
        var asset = root.GetProperty("assets")[0];
        var coin = Assert.Single(wallet.Coins);
        Assert.Equal(
            (Text(asset, "asset"), Number(asset, "marginBalance"), Number(asset, "walletBalance"), true),
            (coin.Asset, coin.EquityAmount, coin.WalletAmount, coin.IsCollateral));
    }

    private static void Order(JsonElement root)
    {
        var order = BinanceOrderRow.Read(Parsed.Row(root), Coin(root, "symbol"));
        Assert.Equal(
            (Whole(root, "orderId"), Text(root, "clientOrderId"), Number(root, "origQty"), Number(root, "executedQty"),
                Number(root, "price"), At(root, "time"), At(root, "updateTime")),
            (order.VenueOrderId, order.ClientOrderId, order.SizeBase, order.FilledBase, order.LimitQuote,
                order.CreatedAt, order.UpdatedAt));
        Assert.Equal((Side.Buy, OrderStatus.Open, OrderLife.UntilCancelled, null, false), (
            order.Side, order.Status, order.Life, order.Trigger, order.ReduceOnly));
    }

    private static void Algo(JsonElement root)
    {
        var order = BinanceAlgoRow.Read(Parsed.Row(root), Coin(root, "symbol"));
        Assert.Equal(
            ("a" + Whole(root, "algoId"), Text(root, "clientAlgoId"), Number(root, "quantity"), At(root, "createTime")),
            (order.VenueOrderId, order.ClientOrderId, order.SizeBase, order.CreatedAt));
        Assert.Equal(
            new OrderTrigger(Number(root, "triggerPrice")!.Value, WhenRising: true, TriggerPrice.Mark), order.Trigger);
        Assert.Equal((OrderStatus.Untriggered, ProtectionRole.None), (order.Status, order.Role));
    }

    private static void Position(JsonElement root)
    {
        var position = BinancePositionRow.Read(Parsed.Row(root), Coin(root, "symbol"));
        Assert.Equal(
            (Number(root, "positionAmt"), Number(root, "entryPrice"), Number(root, "markPrice"),
                Number(root, "liquidationPrice"), Number(root, "breakEvenPrice"), Number(root, "leverage"),
                Number(root, "notional")),
            (position.SizeBase, position.EntryQuote, position.MarkQuote, position.LiquidationQuote,
                position.BreakEvenQuote, position.Leverage, position.NotionalQuote));
        Assert.Equal(
            (Number(root, "unRealizedProfit"), Number(root, "maxNotionalValue"), At(root, "updateTime")),
            (position.UnrealizedQuote, position.RiskLimitQuote, position.UpdatedAt));
    }

    private static void Trade(JsonElement root, string stream, string id)
    {
        var trade = Assert.Single(Frame<CoinCommands.ApplyTrades>(root, Text(root, "s"), stream).Trades);
        Assert.Equal(
            (Whole(root, id), Number(root, "p"), Number(root, "q"), At(root, "T")),
            (trade.TradeId.ToString(), trade.PriceQuote, trade.SizeBase, trade.VenueTime));
        Assert.Equal(root.GetProperty("m").GetBoolean() ? Side.Sell : Side.Buy, trade.TakerSide);
    }

    private static void BookTop(JsonElement root)
    {
        var top = Frame<CoinCommands.ApplyTicker>(root, Text(root, "s"), "bookTicker").Ticker;
        Assert.Equal(
            (Number(root, "b"), Number(root, "B"), Number(root, "a"), Number(root, "A"), At(root, "E")),
            (top.BidQuote, top.BidSizeBase, top.AskQuote, top.AskSizeBase, top.VenueTime));
    }

    private static void Depth(JsonElement root)
    {
        var update = Frame<CoinCommands.ApplyBook>(root, Text(root, "s"), "depth@100ms").Update;
        Assert.Equal(
            (Whole(root, "U"), Whole(root, "u"), Whole(root, "pu"), At(root, "E")),
            ($"{update.Span!.Value.FirstUpdateId}", $"{update.UpdateId}", $"{update.Span.Value.PreviousUpdateId}",
                update.VenueTime));
        foreach (var (name, levels) in new[] { ("b", update.Bids), ("a", update.Asks) })
        {
            var level = Assert.Single(levels);
            Assert.Equal((level.PriceQuote, level.SizeBase), (
                decimal.Parse(root.GetProperty(name)[0][0].GetString()!, CultureInfo.InvariantCulture),
                decimal.Parse(root.GetProperty(name)[0][1].GetString()!, CultureInfo.InvariantCulture)));
        }
    }

    private static void Kline<T>(JsonElement root, Func<T, Messages.Market.Candle> candleOf)
        where T : IWithCoin
    {
        var row = root.GetProperty("k");
        var candle = candleOf(Frame<T>(root, Text(root, "s"), $"kline_{Text(row, "i")}"));
        Assert.Equal(
            (At(row, "t"), Number(row, "o"), Number(row, "h"), Number(row, "l"), Number(row, "c"), Number(row, "v"),
                Number(row, "q")),
            (candle.OpenTime, candle.OpenQuote, candle.HighQuote, candle.LowQuote, candle.CloseQuote,
                candle.VolumeBase, candle.TurnoverQuote));
    }

    private static void Liquidation(JsonElement root)
    {
        var row = root.GetProperty("o");
        var print = Assert.Single(Frame<CoinCommands.ApplyLiquidations>(root, Text(row, "s"), "forceOrder").Prints);
        Assert.Equal((At(row, "T"), Side.Buy, Number(row, "p"), Number(row, "z")), (
            print.VenueTime, print.PositionSide, print.BankruptcyPriceQuote, print.SizeBase));
    }

    private static void MarkPrice(JsonElement root)
    {
        var ticker = Frame<CoinCommands.ApplyTicker>(root, Text(root, "s"), "markPrice@1s").Ticker;
        Assert.Equal(
            (Number(root, "p"), Number(root, "i"), Number(root, "r"), At(root, "T")),
            (ticker.MarkPriceQuote, ticker.IndexPriceQuote, ticker.FundingRateFraction, ticker.NextFundingTime));
    }

    private static void AccountUpdate(JsonElement root)
    {
        var news = News(root);
        var coin = Assert.Single(Assert.IsType<AccountNews.WalletChanged>(news[0]).Wallet.Coins);
        var balance = root.GetProperty("a").GetProperty("B")[0];
        Assert.Equal((Text(balance, "a"), Number(balance, "wb")), (coin.Asset, coin.WalletAmount));
        var rows = root.GetProperty("a").GetProperty("P").EnumerateArray().ToList();
        Assert.Equal(rows.Count, news.Count - 1);
        foreach (var (row, item) in rows.Zip(news.Skip(1)))
        {
            var position = Assert.IsType<AccountNews.PositionChanged>(item).Position;
            Assert.Equal<(decimal?, decimal?, DateTimeOffset?)>(
                (Number(row, "pa"), Number(row, "up"), At(root, "T")),
                (position.SizeBase, position.UnrealizedQuote, position.UpdatedAt));
            Assert.Equal(BinanceWords.Slot(Text(row, "ps")), position.Slot);
            Assert.Equal(position.SizeBase == 0m ? null : Number(row, "ep"), position.EntryQuote);
        }
    }

    private static void AlgoUpdate(JsonElement root, OrderStatus status, OrderEnd end)
    {
        var row = root.GetProperty("o");
        var order = Assert.IsType<AccountNews.OrderChanged>(Assert.Single(News(root))).Order;
        Assert.Equal(
            ("a" + Whole(row, "aid"), Text(row, "caid"), Number(row, "q"), Number(row, "p"), At(root, "T")),
            (order.VenueOrderId, order.ClientOrderId, order.SizeBase, order.LimitQuote, order.UpdatedAt));
        Assert.Equal((status, end, Side.Sell), (order.Status, order.End, order.Side));
        Assert.Equal(
            new OrderTrigger(Number(row, "tp")!.Value, WhenRising: true, TriggerPrice.Last), order.Trigger);
    }

    private static void OrderUpdate(JsonElement root, OrderStatus status, ExecutionKind? kind)
    {
        var row = root.GetProperty("o");
        var news = News(root);
        var order = Assert.IsType<AccountNews.OrderChanged>(news[^1]).Order;
        Assert.Equal(
            (Whole(row, "i"), Text(row, "c"), Number(row, "q"), Number(row, "z"), At(row, "T"), status),
            (order.VenueOrderId, order.ClientOrderId, order.SizeBase, order.FilledBase, order.UpdatedAt,
                order.Status));
        Assert.Equal(row.GetProperty("R").GetBoolean(), order.ReduceOnly);
        Assert.Equal(BinanceWords.Slot(Text(row, "ps")), order.Slot);
        Assert.Equal(Number(row, "sp") is > 0m ? Number(row, "sp") : null, order.Trigger?.PriceQuote);
        if (kind is null)
        {
            Assert.Single(news);
            return;
        }

        var execution = Assert.IsType<AccountNews.Executed>(news[0]).Execution;
        Assert.Equal(
            ($"{Text(row, "s")}-{Whole(row, "t")}", Number(row, "L"), Number(row, "l"), Number(row, "n"),
                Text(row, "N"), row.GetProperty("m").GetBoolean(), kind),
            (execution.ExecutionId, execution.PriceQuote, execution.SizeBase, execution.FeeAmount, execution.FeeAsset,
                execution.IsMaker, execution.Kind));
    }

    private static List<AccountNews> News(JsonElement root)
    {
        var bytes = Encoding.UTF8.GetBytes(root.GetRawText());
        var news = BinancePrivateFrame.Read(bytes, new BinanceParents(1)).News;
        Assert.DoesNotContain(news, item => item is AccountNews.Unreadable);
        return [.. news];
    }

    private static T Frame<T>(JsonElement root, string symbol, string stream)
        where T : IWithCoin
    {
        var text = $$"""{"stream":"{{symbol.ToLowerInvariant()}}@{{stream}}","data":""" + root.GetRawText() + "}";
        var reader = new BinanceFrameParser(stream);
        var compact = JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(text).RootElement);
        var frame = reader.Parse(new RawFrame(Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch));
        Assert.Equal("", frame.Detail);
        Assert.True(FramesEqual.Check(frame, reader.ParsePlain(compact)!), "not plain");
        return Assert.IsType<T>(Assert.Single(frame.Items));
    }

    private static InstrumentId Coin(JsonElement row, string name) => new("binance", Text(row, name));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static string Whole(JsonElement row, string name) => row.GetProperty(name).GetRawText();

    private static decimal? Number(JsonElement row, string name) =>
        decimal.Parse(Text(row, name), CultureInfo.InvariantCulture);

    private static DateTimeOffset At(JsonElement row, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetProperty(name).GetInt64());
}
