using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Bybit.Private;

namespace WhaleStack.Bench.Parsers;

/// <summary>
/// Frames of an account's stream made into news, beside a bare pass over their tokens and beside what a tree of them
/// alone would cost. The frames are composed from the documented fields, since no account is recorded.
/// </summary>
internal static class PrivateTable
{
    private const string BybitOrder =
        """
        {"id":"5923240c6880ab-c59f-420b-9adb-3639adc9dd90","topic":"order","creationTime":1672364262474,"data":[
        {"symbol":"BTCUSDT","orderId":"5cf98598-39a7-459e-97bf-76ca765ee020","side":"Sell","orderType":"Limit",
        "cancelType":"UNKNOWN","price":"65114.20","qty":"0.010","orderIv":"","timeInForce":"PostOnly",
        "orderStatus":"PartiallyFilled","orderLinkId":"w-7f3a9c0e21d44b8f","lastPriceOnCreated":"","reduceOnly":false,
        "leavesQty":"0.006","leavesValue":"390.68","cumExecQty":"0.004","cumExecValue":"260.45","avgPrice":"65114.20",
        "blockTradeId":"","positionIdx":0,"cumExecFee":"0.0521","closedPnl":"0","createdTime":"1672364262444",
        "updatedTime":"1672364262457","rejectReason":"EC_NoError","stopOrderType":"","tpslMode":"","triggerPrice":"",
        "takeProfit":"","stopLoss":"","tpTriggerBy":"","slTriggerBy":"","tpLimitPrice":"","slLimitPrice":"",
        "triggerDirection":0,"triggerBy":"","closeOnTrigger":false,"category":"linear","placeType":"",
        "smpType":"None","smpGroup":0,"smpOrderId":"","feeCurrency":"","createType":"CreateByUser"}]}
        """;

    private const string BybitExecution =
        """
        {"topic":"execution","id":"386825804_BTCUSDT_140612148849382","creationTime":1746270400355,"data":[
        {"category":"linear","symbol":"BTCUSDT","closedSize":"0","execFee":"0.0521","execId":
        "7e2ae69c-4edf-5800-a352-893d52b446aa","execPrice":"65114.20","execQty":"0.004","execType":"Trade",
        "execValue":"260.45","feeRate":"0.0002","tradeIv":"","markIv":"","blockTradeId":"","markPrice":"65110.73",
        "indexPrice":"","underlyingPrice":"","leavesQty":"0.006","orderId":"5cf98598-39a7-459e-97bf-76ca765ee020",
        "orderLinkId":"w-7f3a9c0e21d44b8f","orderPrice":"65114.20","orderQty":"0.010","orderType":"Limit",
        "stopOrderType":"UNKNOWN","side":"Sell","execTime":"1672364174443","isLeverage":"0","isMaker":true,
        "seq":4688002127,"marketUnit":"","execPnl":"0","createType":"CreateByUser","feeCurrency":"USDT"}]}
        """;

    private const string BybitUnasked =
        """
        {"id":"592324fa945a30-2603-49a5-b865-21668c29f2a6","topic":"greeks","creationTime":1672364262482,"data":[
        {"baseCoin":"ETH","totalDelta":"0.06999986","totalGamma":"-0.00000001","totalVega":"-0.00000024",
        "totalTheta":"0.00001314"}]}
        """;

    private const string BinanceOrder =
        """
        {"e":"ORDER_TRADE_UPDATE","E":1568879465651,"T":1568879465650,"o":{"s":"BTCUSDT","c":"w-7f3a9c0e21d44b8f",
        "S":"SELL","o":"LIMIT","f":"GTX","q":"0.010","p":"65114.20","ap":"65114.20","sp":"0","x":"TRADE",
        "X":"PARTIALLY_FILLED","i":8886774,"l":"0.004","z":"0.004","L":"65114.20","N":"USDT","n":"0.0521",
        "T":1568879465650,"t":21,"b":"0","a":"390.68","m":true,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT",
        "ps":"BOTH","cp":false,"rp":"0","pP":false,"si":0,"ss":0,"V":"EXPIRE_TAKER","pm":"OPPONENT","gtd":0,
        "er":"0"}}
        """;

    /// <summary>Prints the table.</summary>
    /// <param name="rounds">How often each way is measured; the median counts.</param>
    /// <param name="time">How long each time.</param>
    public static void Print(int rounds, TimeSpan time)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"{"private",-22} {"bytes",7} {"bare k/s",9} {"tree k/s",9} {"B/frame",8}   {"news k/s",9} {"B/frame",8}");
        var parents = new BinanceParents(rememberedMax: 16);
        Row("bybit order", BybitOrder, frame => BybitPrivateFrame.Read(frame).News.Length);
        Row("bybit execution", BybitExecution, frame => BybitPrivateFrame.Read(frame).News.Length);
        Row("bybit unasked topic", BybitUnasked, frame => BybitPrivateFrame.Read(frame).News.Length + 1);
        Row("binance order", BinanceOrder, frame => BinancePrivateFrame.Read(frame, parents).News.Length);
        return;

        void Row(string name, string frame, Func<byte[], int> news)
        {
            var bytes = Encoding.UTF8.GetBytes(frame.ReplaceLineEndings(""));
            var bare = Median(rounds, time, () => Bare(bytes));
            var tree = Median(rounds, time, () => Tree(bytes));
            var told = Median(rounds, time, () => news(bytes));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22} {bytes.Length,7} {bare.Rate / 1e3,9:#,0} {tree.Rate / 1e3,9:#,0} {tree.BytesPerFrame,8:0}")
                + string.Create(
                    CultureInfo.InvariantCulture, $"   {told.Rate / 1e3,9:#,0} {told.BytesPerFrame,8:0}"));
        }
    }

    private static Pass Median(int rounds, TimeSpan time, Func<int> read)
    {
        var passes = Enumerable.Range(0, rounds + 1).Select(_ => Measure(time, read)).Skip(1)
            .OrderBy(pass => pass.Rate).ToList();
        return passes[passes.Count / 2];
    }

    private static Pass Measure(TimeSpan time, Func<int> read)
    {
        const int FramesPerLook = 256;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var frames = 0L;
        do
        {
            for (var i = 0; i < FramesPerLook; i++)
            {
                if (read() == 0)
                {
                    throw new InvalidOperationException("a frame told nothing.");
                }
            }

            frames += FramesPerLook;
        }
        while (Stopwatch.GetElapsedTime(start) < time);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Pass(frames / seconds, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / frames);
    }

    private static int Bare(byte[] frame)
    {
        var reader = new Utf8JsonReader(frame);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    private static int Tree(byte[] frame)
    {
        using var document = JsonDocument.Parse(frame);
        return (int)document.RootElement.ValueKind;
    }
}
