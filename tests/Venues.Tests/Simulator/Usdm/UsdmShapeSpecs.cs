using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>What the simulator says carries the fields of messages that others recorded or documented.</summary>
public sealed class UsdmShapeSpecs
{
    private const string Payloads = "../binance/nautilus/futures";
    private static readonly string[] Charged = ["avgPrice", "cumQuote"];

    [DocumentedFact(Payloads)]
    public async Task Answers_have_the_fields_of_recorded_ones()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var client = new UsdmClient(venue);
        await client.TradeAsync("BUY", "0.05");
        var order = await client.OrderAsync(UsdmClient.Resting);
        await client.PostAsync("/fapi/v1/algoOrder", $"{UsdmClient.Btc}&algoType=CONDITIONAL&side=SELL"
            + "&type=STOP_MARKET&triggerPrice=50000&quantity=0.01");
        Covers("http_json/account_info_v2.json", (await client.GetAsync("/fapi/v2/account")).Granted());
        Covers("http_json/balance.json", (await client.GetAsync("/fapi/v3/balance")).Granted());
        Covers(
            "http_json/position_risk.json", (await client.GetAsync("/fapi/v2/positionRisk", UsdmClient.Btc)).Granted());
        Covers("http_json/open_algo_orders.json", (await client.GetAsync("/fapi/v1/openAlgoOrders")).Granted());
        Covers("http_json/order_response.json", (await client.GetAsync(
            "/fapi/v1/order", $"{UsdmClient.Btc}&orderId={order.Text("orderId")}")).Granted());

        // The answer to an order has all but what only fills tell, and no time of its own.
        Covers("http_json/order_response.json", order, [.. Charged, "time"]);
    }

    [DocumentedFact(Payloads)]
    public async Task Streams_have_the_fields_of_recorded_ones()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        (string Path, string File)[] streams =
        [
            ("/market/ws/btcusdt@aggTrade", "agg_trade_stream"),
            ("/public/ws/btcusdt@trade", "trade_stream"),
            ("/public/ws/btcusdt@bookTicker", "book_ticker_stream"),
            ("/public/ws/btcusdt@depth@100ms", "depth_update_stream"),
            ("/market/ws/btcusdt@kline_1m", "kline_stream_open"),
            ("/market/ws/btcusdt@markPrice@1s", "mark_price_stream"),
            ("/market/ws/btcusdt@ticker", "ticker_stream"),
        ];
        foreach (var (path, file) in streams)
        {
            await using var socket = await VenueSocket.ConnectAsync(venue, path);
            Covers($"market_data_json/{file}.json", await socket.NextAsync(_ => true));
        }
    }

    [DocumentedFact(Payloads)]
    public async Task Private_events_have_the_fields_of_recorded_ones()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var client = new UsdmClient(venue);
        await using var socket = await client.ListenAsync();
        await using var forced = await VenueSocket.ConnectAsync(venue, "/market/ws/btcusdt@forceOrder");
        (await client.PostAsync("/fapi/v1/marginType", $"{UsdmClient.Btc}&marginType=ISOLATED")).Granted();
        await client.PostAsync("/fapi/v1/algoOrder", $"{UsdmClient.Btc}&algoType=CONDITIONAL&side=SELL"
            + "&type=TAKE_PROFIT&triggerPrice=70000&price=70000&quantity=0.01&timeInForce=GTC");
        Covers("user_data_json/algo_update_new.json", await EventAsync(socket, "ALGO_UPDATE", ""));
        await client.TradeAsync("BUY", "0.5");
        Covers("user_data_json/order_update_new.json", await EventAsync(socket, "ORDER_TRADE_UPDATE", "NEW"));
        Covers("user_data_json/order_update_trade.json", await EventAsync(socket, "ORDER_TRADE_UPDATE", "TRADE"));
        Covers("user_data_json/account_update.json", await EventAsync(socket, "ACCOUNT_UPDATE", ""));
        await venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = 40_000 });
        var taken = await EventAsync(socket, "ORDER_TRADE_UPDATE", "CALCULATED");
        Covers("user_data_json/order_update_calculated.json", taken);
        Covers("market_data_json/liquidation_stream.json", await forced.NextAsync(_ => true));
    }

    private static Task<JsonElement> EventAsync(VenueSocket socket, string name, string execution) =>
        socket.NextAsync(frame => VenueSocket.Text(frame, "e") == name
            && (execution.Length == 0 || frame.GetProperty("o").Text("x") == execution));

    private static void Covers(string file, JsonElement said, params string[] but)
    {
        var path = Path.Combine(DocumentedFactAttribute.PathOf(Payloads), file);
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var missing = Missing(document.RootElement, said, "").Except(but).ToList();
        Assert.True(missing.Count == 0, $"{file}: {string.Join(", ", missing)} are not in {said}");
    }

    // Fields of the recorded message that ours has not, or has with another kind of value.
    private static IEnumerable<string> Missing(JsonElement recorded, JsonElement said, string at)
    {
        if (Kind(recorded) != Kind(said))
        {
            return [$"{at} is {said.ValueKind}, not {recorded.ValueKind}"];
        }

        return recorded.ValueKind switch
        {
            JsonValueKind.Object => recorded.EnumerateObject().SelectMany(field =>
                said.TryGetProperty(field.Name, out var ours)
                    ? Missing(field.Value, ours, field.Name)
                    : [field.Name]),
            JsonValueKind.Array when recorded.GetArrayLength() > 0 && said.GetArrayLength() > 0 =>
                Missing(recorded[0], said[0], at),
            JsonValueKind.Array when recorded.GetArrayLength() > 0 => [$"{at} is empty"],
            _ => [],
        };
    }

    private static JsonValueKind Kind(JsonElement element) =>
        element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
