using System.Text.Json;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>
/// The venue's documentation examples and recorded edge cases of every endpoint and topic that is used. They may not be
/// copied into this repository, so these tests skip, and say so, where they are absent.
/// </summary>
public sealed class PayloadSpecs
{
    private static readonly string[] Folders = ["bybit-docs", "nautilus"];

    // What this system does not use, by the beginning of its path, and what other tests read.
    private static readonly string[] LeftOut =
    [
        // Not used: other accounts, assets, people, announcements, options, disconnect protection, strategies.
        "bybit-docs/asset/", "bybit-docs/user/", "bybit-docs/announcement_", "bybit-docs/guide_",
        "bybit-docs/rate-limit/", "bybit-docs/system-status_", "bybit-docs/websocket/system/",
        "bybit-docs/websocket/private/dcp_", "bybit-docs/websocket/private/greek_",
        "bybit-docs/websocket/private/strategy_", "nautilus/http_get_user_", "nautilus/http_post_user_",
        "bybit-docs/account/batch-set-collateral", "bybit-docs/account/borrow", "bybit-docs/account/coin-greeks",
        "bybit-docs/account/collateral-info", "bybit-docs/account/get-", "bybit-docs/account/instrument",
        "bybit-docs/account/no-convert-repay", "bybit-docs/account/option-asset-info", "bybit-docs/account/pay-info",
        "bybit-docs/account/repay", "bybit-docs/account/reset-mmp", "bybit-docs/account/set-",
        "bybit-docs/account/smp-group", "bybit-docs/account/trade-info", "bybit-docs/account/transaction-log",
        "bybit-docs/account/unified-trans", "bybit-docs/account/upgrade-", "bybit-docs/order/dcp",
        "bybit-docs/order/pre-check-order", "bybit-docs/order/spot-borrow-quota", "bybit-docs/position/auto-add-margin",
        "bybit-docs/position/batch-lvg", "bybit-docs/position/clos", "bybit-docs/position/confirm-mmr",
        "bybit-docs/position/manual-add-margin", "bybit-docs/position/move-position", "bybit-docs/market/adl-alert",
        "bybit-docs/market/delivery-price", "bybit-docs/market/fee-group-info", "bybit-docs/market/index-",
        "bybit-docs/market/insurance", "bybit-docs/market/iv", "bybit-docs/market/mark-kline",
        "bybit-docs/market/new-delivery-price", "bybit-docs/market/order-price-limit",
        "bybit-docs/market/premium-index", "bybit-docs/market/rpi-orderbook",

        // Requests: what we send is held to its bytes elsewhere. Options answer subscriptions in a way of their own.
        "bybit-docs/websocket/private/execution_1", "bybit-docs/websocket/private/fast-execution_1",
        "bybit-docs/websocket/private/order_1", "bybit-docs/websocket/private/position_1",
        "bybit-docs/websocket/private/wallet_1", "bybit-docs/websocket/trade/guideline_1",
        "bybit-docs/websocket/trade/guideline_5", "bybit-docs/websocket/trade/guideline_7",
        "bybit-docs/websocket/wss-authentication_9", "bybit-docs/websocket/wss-authentication_13",

        // Public data, read by DocumentedPayloadSpecs and the specs of the simulator's client.
        "bybit-docs/websocket/public/", "bybit-docs/market/instrument", "bybit-docs/market/kline",
        "bybit-docs/market/history-fund-rate", "bybit-docs/market/time", "nautilus/http_get_instruments_",
        "nautilus/http_get_klines_", "nautilus/http_get_funding_history", "nautilus/ws_kline",
        "nautilus/ws_orderbook_", "nautilus/ws_public_trade", "nautilus/ws_ticker_",
    ];

    [DocumentedFact("bybit-docs")]
    public void Every_documented_payload_of_what_is_used_reads_field_by_field() => ReadAll("bybit-docs/");

    [DocumentedFact("nautilus")]
    public void Every_recorded_edge_case_of_what_is_used_reads_field_by_field() => ReadAll("nautilus/");

    [DocumentedFact("bybit-docs")]
    public void No_payload_of_an_endpoint_or_topic_that_is_used_is_left_out()
    {
        var root = DocumentedFactAttribute.PathOf(".");
        var files = Folders
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file)[..^".json".Length].Replace('\\', '/'))
            .ToList();
        Assert.True(files.Count > 190, $"{files.Count} payloads are too few to say anything");
        Assert.DoesNotContain(files, file => !PayloadTable.Readers.ContainsKey(file) && !IsLeftOut(file));
        Assert.DoesNotContain(PayloadTable.Readers.Keys, IsLeftOut);
    }

    private static bool IsLeftOut(string file) =>
        LeftOut.Any(start => file.StartsWith(start, StringComparison.Ordinal));

    private static void ReadAll(string folder)
    {
        var mine = PayloadTable.Readers.Where(entry => entry.Key.StartsWith(folder, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mine);
        foreach (var (name, read) in mine)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(
                Path.Combine(DocumentedFactAttribute.PathOf("."), name + ".json")));
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
}
