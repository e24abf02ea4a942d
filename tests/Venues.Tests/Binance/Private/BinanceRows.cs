namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>Rows composed from the documented fields.</summary>
internal static class BinanceRows
{
    public static string Order(
        string status,
        string id = "7",
        string clientId = "bot-1",
        string filled = "0.000",
        long time = 1_760_000_000_000) =>
        $$"""
        {"orderId":{{id}},"symbol":"BTCUSDT","status":"{{status}}","clientOrderId":"{{clientId}}","price":"60000.0",
        "avgPrice":"0.0","origQty":"0.010","executedQty":"{{filled}}","timeInForce":"GTC","type":"LIMIT",
        "reduceOnly":false,"closePosition":false,"side":"BUY","positionSide":"BOTH","stopPrice":"0",
        "workingType":"CONTRACT_PRICE","origType":"LIMIT","time":{{time}},"updateTime":{{time + 5}}}
        """;

    public static string Stop(string price, string id = "9", string type = "STOP_MARKET") =>
        $$"""
        {"algoId":{{id}},"clientAlgoId":"p1","algoType":"CONDITIONAL","orderType":"{{type}}","symbol":"BTCUSDT",
        "side":"SELL","positionSide":"BOTH","timeInForce":"GTC","quantity":"0","algoStatus":"NEW",
        "triggerPrice":"{{price}}","price":"0","workingType":"MARK_PRICE","closePosition":true,"reduceOnly":true,
        "createTime":1760000000000,"updateTime":1760000000000}
        """;

    public static string Trade(long id, string order = "7", long time = 1_760_000_000_000) =>
        $$"""
        {"symbol":"BTCUSDT","id":{{id}},"orderId":{{order}},"side":"BUY","price":"60000.1","qty":"0.004",
        "realizedPnl":"0","quoteQty":"240","commission":"0.096","commissionAsset":"USDT","time":{{time}},
        "positionSide":"BOTH","maker":true,"buyer":true}
        """;

    public static string Income(string kind, string amount, long id, string symbol = "BTCUSDT") =>
        $$"""
        {"symbol":"{{symbol}}","incomeType":"{{kind}}","income":"{{amount}}","asset":"USDT","info":"x",
        "time":1760000000000,"tranId":{{id}},"tradeId":""}
        """;

    public static string OrderEvent(string execution, string status, string filled, string last, long trade) =>
        $$$"""
        {"e":"ORDER_TRADE_UPDATE","E":1760000001000,"T":1760000001000,"o":{"s":"BTCUSDT","c":"bot-1","S":"BUY",
        "o":"LIMIT","f":"GTC","q":"0.010","p":"60000","ap":"60000","sp":"0","x":"{{{execution}}}","X":"{{{status}}}",
        "i":7,"l":"{{{last}}}","z":"{{{filled}}}","L":"60000","n":"0.1","N":"USDT",
        "T":1760000001000,"t":{{{trade}}},"m":true,
        "R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT","ps":"BOTH","cp":false,"rp":"0"}}
        """;

    public static string Wallet(string wallet, string reason = "ORDER") =>
        $$$"""
        {"e":"ACCOUNT_UPDATE","E":1760000003000,"T":1760000003000,"a":{"m":"{{{reason}}}",
        "B":[{"a":"USDT","wb":"{{{wallet}}}","cw":"{{{wallet}}}","bc":"0"}],"P":[]}}
        """;
}
