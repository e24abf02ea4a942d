using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Streams;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Venues.Binance.Private;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>What a deleveraged account is told, in both venues' words.</summary>
public sealed class ForcedRowsSpecs
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");

    private static readonly ExchangeEvents.Deleveraged Closed = new(
        At, new AccountId(1), Btc, PositionLeg.Net, -0.5m, 54_000m, new Execution(
            7, 9, 0, new AccountId(1), Btc, PositionLeg.Net, Side.Buy, 54_000m, 0.2m, IsMaker: false, 0m, 0m, 0.2m,
            1_200m, 53_000m, Domain.Matching.ExecutionKind.Deleveraging));

    [Fact]
    public void Bybit_tells_of_an_order_that_was_none_and_of_its_execution()
    {
        var order = OrderRows.Deleveraging(Closed);
        Assert.Equal(("CreateByAdl_PassThrough", "Filled", "0.2", "54000"), (
            $"{order["createType"]}", $"{order["orderStatus"]}", $"{order["qty"]}", $"{order["price"]}"));
        var execution = ExecutionRows.Deleveraging(Closed, default);
        Assert.Equal(("AdlTrade", "CreateByAdl_PassThrough", "0.2", $"{order["orderId"]}"), (
            $"{execution["execType"]}", $"{execution["createType"]}", $"{execution["execQty"]}",
            $"{execution["orderId"]}"));
    }

    [Fact]
    public void Our_client_of_Binance_reads_it_as_deleveraging()
    {
        var frame = new JsonObject
        {
            ["e"] = "ORDER_TRADE_UPDATE", ["E"] = 1, ["T"] = 1, ["o"] = EventRows.Deleveraging(Closed),
        };
        var bytes = Encoding.UTF8.GetBytes(frame.ToJsonString());
        var news = BinancePrivateFrame.Read(bytes, new BinanceParents(1)).News;
        var execution = Assert.Single(news.OfType<AccountNews.Executed>()).Execution;
        Assert.Equal((Messages.Accounts.ExecutionKind.Deleveraging, Side.Buy, 54_000m, 0.2m), (
            execution.Kind, execution.Side, execution.PriceQuote, execution.SizeBase));
        Assert.Equal(Messages.Accounts.OrderOrigin.Deleveraging, ((AccountNews.OrderChanged)news[^1]).Order.Origin);
    }
}
