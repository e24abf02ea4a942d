namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Rows as the venue writes them, composed from its documented fields with invented values.</summary>
internal static class Rows
{
    public static string List(string rows, string next = "", string category = "linear") =>
        $$"""{"category":"{{category}}","list":[{{rows}}],"nextPageCursor":"{{next}}"}""";

    public static string Order(
        string id = "o-1",
        string status = "New",
        string filled = "0",
        string updated = "1760000000405",
        string more = "") =>
        $$"""
        {"category":"linear","symbol":"BTCUSDT","orderId":"{{id}}","orderLinkId":"bot-{{id}}","side":"Buy",
        "orderType":"Limit","price":"60000","qty":"0.010","positionIdx":0,"orderStatus":"{{status}}",
        "timeInForce":"PostOnly","cumExecQty":"{{filled}}","leavesQty":"0.006","reduceOnly":false,
        "createType":"CreateByUser","createdTime":"1760000000100","updatedTime":"{{updated}}"{{more}}}
        """.ReplaceLineEndings("");

    public static string Execution(
        string id = "e-1", long time = 1760000000400, string type = "Trade", string fee = "0.132", string more = "") =>
        $$"""
        {"category":"linear","symbol":"BTCUSDT","orderId":"o-1","orderLinkId":"bot-1","side":"Buy",
        "execId":"{{id}}","execPrice":"60000.5","execQty":"0.004","execFee":"{{fee}}","execType":"{{type}}",
        "execTime":"{{time}}","isMaker":true,"feeRate":"0.00055","seq":4688002127{{more}}}
        """.ReplaceLineEndings("");

    public static string Position(
        string symbol = "BTCUSDT", string side = "Buy", string size = "0.5", long seq = 10, string more = "") =>
        $$"""
        {"category":"linear","positionIdx":0,"symbol":"{{symbol}}","side":"{{side}}","size":"{{size}}",
        "entryPrice":"50000","markPrice":"50500.00","leverage":"10","positionStatus":"Normal","seq":{{seq}},
        "updatedTime":"1697673600012"{{more}}}
        """.ReplaceLineEndings("");

    public static string Frame(string topic, params string[] rows) =>
        $$"""{"id":"m","topic":"{{topic}}","creationTime":1760000000410,"data":[{{string.Join(',', rows)}}]}""";
}
