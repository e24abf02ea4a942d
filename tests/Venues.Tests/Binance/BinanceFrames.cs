using System.Text;
using WhaleStack.Storage.Files.Tapes;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>
/// Frames of Binance's streams: recorded ones, and one of each kind composed from the documented fields.
/// </summary>
internal static class BinanceFrames
{
    /// <summary>The shipped recording.</summary>
    public static string Sample { get; } =
        Path.Combine(Recordings.Folder, "binance", "usdm_btcusdt_20240808.jsonl.gz");

    /// <summary>One of each kind that no recording holds, as the venue writes it.</summary>
    public static IReadOnlyList<string> Composed { get; } =
    [
        Of("aggTrade", """
            {"e":"aggTrade","E":1760000000123,"s":"BTCUSDT","st":1,"a":2300000001,"p":"60123.50","q":"0.015",
            "nq":"0.015","f":5900001,"l":5900003,"T":1760000000120,"m":true}
            """),
        Of("forceOrder", """
            {"e":"forceOrder","E":1760000000500,"st":1,"ps":"BTCUSDT","o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT",
            "f":"IOC","q":"0.250","p":"59480.00","ap":"59500.10","X":"FILLED","l":"0.250","z":"0.240",
            "T":1760000000498}}
            """),
        Of("markPrice@1s", """
            {"e":"markPriceUpdate","E":1760000000000,"s":"BTCUSDT","p":"60000.10000000","i":"60001.5",
            "P":"60002","ap":"60003","r":"-0.00010000","T":1760025600000}
            """),
        Of("markPrice", """
            {"e":"markPriceUpdate","E":1760000000000,"s":"BTCUSDT","p":"60000.1","i":"","r":"","T":0}
            """),
        Of("kline_1m", """
            {"e":"kline","E":1760000000004,"s":"BTCUSDT","k":{"t":1759999980000,"T":1760000039999,"s":"BTCUSDT",
            "i":"1m","f":100,"L":200,"o":"60100","c":"60123.5","h":"60130","l":"60090","v":"12.3","n":101,"x":false,
            "q":"740000","V":"6.1","Q":"367000","B":"0"}}
            """),
        Of("kline_4h", """
            {"e":"kline","E":1760000000004,"s":"BTCUSDT","k":{"t":1759996800000,"T":1760011199999,"s":"BTCUSDT",
            "i":"4h","f":100,"L":200,"o":"60100.10","c":"60123.5","h":"60130","l":"60090","v":"12.3","n":101,
            "x":true,"q":"740000","V":"6.1","Q":"367000","B":"0"}}
            """),
        Of("depth", """
            {"e":"depthUpdate","E":3,"T":2,"s":"BTCUSDT","U":10,"u":15,"pu":9,"b":[],"a":[["2.0","0.5"]]}
            """),
    ];

    /// <summary>The frames of a recording, without the book's snapshot.</summary>
    public static IEnumerable<byte[]> Recorded(string path) => new TimedLinesTape(path).Read()
        .Select(frame => frame.Frame.Payload.ToArray())
        .Where(frame => !frame.AsSpan().StartsWith("{\"lastUpdateId\""u8));

    private static string Of(string stream, string data) =>
        $$"""{"stream":"btcusdt@{{stream}}","data":{{data.ReplaceLineEndings("")}}}""";

    /// <summary>As bytes.</summary>
    public static byte[] Bytes(string frame) => Encoding.UTF8.GetBytes(frame);
}
