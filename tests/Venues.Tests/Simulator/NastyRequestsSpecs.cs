using System.Net;
using System.Text.Json;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Requests that nobody in his senses sends: each has an answer in the venue's envelope.</summary>
public sealed class NastyRequestsSpecs
{
    private const int Requests = 600;

    private static readonly string[] Paths =
    [
        "/v5/order/create", "/v5/order/create", "/v5/order/create", "/v5/order/amend", "/v5/order/cancel",
        "/v5/order/cancel-all", "/v5/order/create-batch", "/v5/position/set-leverage", "/v5/position/switch-mode",
        "/v5/position/trading-stop", "/v5/position/add-margin", "/v5/account/set-margin-mode",
    ];

    private static readonly string[] Names =
    [
        "category", "symbol", "side", "orderType", "qty", "price", "timeInForce", "positionIdx", "orderLinkId",
        "orderId", "reduceOnly", "closeOnTrigger", "triggerPrice", "triggerDirection", "takeProfit", "stopLoss",
        "tpslMode", "tpOrderType", "tpLimitPrice", "slLimitPrice", "smpType", "slippageToleranceType",
        "slippageTolerance", "bboSideType", "bboLevel", "buyLeverage", "sellLeverage", "mode", "coin", "trailingStop",
        "activePrice", "tpSize", "slSize", "margin", "request", "setMarginMode",
    ];

    private static readonly string[] Values =
    [
        "\"\"", "\"0\"", "\"1\"", "\"2\"", "\"3\"", "\"-1\"", "\"0.0000000000000000000000000001\"",
        "\"79228162514264337593543950335\"", "\"99999999999999999999999999999999\"", "\"60000\"", "\"59999.9\"",
        "\"1e5\"", "\"NaN\"", "\"linear\"", "\"spot\"", "\"BTCUSDT\"", "\"ETHUSDT\"", "\"Buy\"", "\"Sell\"",
        "\"Limit\"", "\"Market\"", "\"Full\"", "\"Partial\"", "\"Percent\"", "\"TickSize\"", "\"Queue\"", "\"IOC\"",
        "\"FOK\"", "\"CancelBoth\"", "\"USDT\"", "\"ISOLATED_MARGIN\"", "true", "false", "null", "0", "1", "3",
        "1e400", "[]", "[{}]", "{}", "{\"a\":[1]}", "\"\\u0000\"", "\"\\ud83d\\udc33\"",
        "\"5e1a0de5-0000-4000-8000-7fffffffffffffff\"", "\"5e1a0de5-0000-4000-8000-000000000001\"",
    ];

    [Fact]
    public async Task Every_request_has_an_answer()
    {
        await using var venue = await SimulatedVenue.StartAsync(
            options => options with { Limits = new() { AccountFactor = 0, AddressRequestsMax = 0 } });
        var random = new Random(20260809);
        for (var i = 0; i < Requests; i++)
        {
            var path = Paths[random.Next(Paths.Length)];
            var body = Body(random);
            using var request = venue.SignedPost(path, body);
            using var answer = await venue.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(
                answer.StatusCode == HttpStatusCode.OK, $"request {i}, {path} {body}: {answer.StatusCode} {text}");
            Assert.True(JsonDocument.Parse(text).RootElement.TryGetProperty("retCode", out _), text);
        }

        Expect.Code(0, await venue.GetAsync("/v5/position/list", "category=linear&settleCoin=USDT"));
        Expect.Code(0, await venue.PublicAsync("/v5/market/orderbook?category=linear&symbol=BTCUSDT"));
    }

    [Theory]
    [InlineData("/v5/order/realtime", "category=linear&settleCoin=USDT&cursor=99999999999")]
    [InlineData("/v5/order/history", "category=linear&startTime=9223372036854775807&endTime=0")]
    [InlineData("/v5/execution/list", "category=linear&endTime=1")]
    [InlineData("/v5/position/list", "category=linear&symbol=%00")]
    [InlineData("/v5/account/wallet-balance", "accountType=UNIFIED&coin=,,,")]
    [InlineData("/v5/account/fee-rate", "category=linear&symbol=nothing")]
    public async Task Every_question_has_an_answer(string path, string query)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var answer = await venue.GetAsync(path, query);
        Assert.Contains(answer.GetProperty("retCode").GetInt32(), (int[])[0, 10001]);
    }

    [Theory]
    [InlineData("/v5/private")]
    [InlineData("/v5/trade")]
    [InlineData("/v5/public/linear")]
    public async Task A_socket_survives_what_it_cannot_read(string path)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var socket = await VenueSocket.ConnectAsync(venue, path);
        string[] texts =
        [
            "", "[]", "null", "{}", "{\"op\":1}", "{\"op\":\"subscribe\",\"args\":7}",
            "{\"op\":\"auth\",\"args\":[null]}",
            "{\"op\":\"order.create\",\"args\":[[]],\"header\":[]}", "{\"op\":\"ping\",\"op\":\"ping\"}", "\u0000",
            "{\"op\":\"subscribe\",\"args\":[{\"a\":1}]}", "{\"op\":\"unsubscribe\",\"args\":[\"never\"]}",
        ];
        foreach (var text in texts)
        {
            await socket.SendAsync(text);
        }

        await socket.SendAsync("""{"op":"ping","req_id":"last","reqId":"last"}""");
        await socket.NextAsync(frame =>
            VenueSocket.Text(frame, "req_id") == "last" || VenueSocket.Text(frame, "reqId") == "last");
    }

    // An order that could be right, and some fields that are not.
    private static string Body(Random random)
    {
        var body = SimulatedVenue.Order();
        if (random.Next(3) == 0)
        {
            (body["orderType"], body["qty"], body["price"]) = ("Market", "0.01", null);
        }

        var names = Names.OrderBy(_ => random.Next()).Take(1 + random.Next(4)).ToList();
        foreach (var name in names)
        {
            body.Remove(name);
        }

        var text = body.Count > 0 ? body.ToJsonString()[..^1] + "," : "{";
        return text + string.Join(',', names.Select(name => $"\"{name}\":{Values[random.Next(Values.Length)]}")) + "}";
    }
}
