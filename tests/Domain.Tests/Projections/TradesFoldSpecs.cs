using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Projections;

public sealed class TradesFoldSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");

    [Fact]
    public void A_round_trip_is_one_row_with_mean_prices_and_the_orders_protection()
    {
        var rows = new FoldRun("trades",
        [
            Submitted("o-1", 90m, 130m),
            Booked(1, "o-1", Side.Buy, 100m, 1m, 0.1m, 0m),
            Booked(2, "o-1", Side.Buy, 110m, 3m, 0.3m, 0m),
            Booked(3, "o-2", Side.Sell, 120m, 4m, 0.4m, 50m),
        ]).Rows;
        var trade = Assert.Single(rows);
        Assert.Equal("main-1", trade["trade_id"]);
        Assert.Equal("bot", trade["agent"]);
        Assert.Equal(("BTCUSDT", "bybit", "long"), (trade["symbol"], trade["exchange"], trade["side"]));
        Assert.Equal(107.5m, trade["entry_price"]); // (100 x 1 + 110 x 3) / 4
        Assert.Equal(120m, trade["exit_price"]);
        Assert.Equal((4m, 50m, 0.8m), (trade["size"], trade["pnl"], trade["fees"]));
        Assert.Equal((90m, 130m), (trade["stop_loss"], trade["take_profit"]));
        Assert.Equal((Noon.AddHours(1), Noon.AddHours(3)), (trade["entry_time"], trade["exit_time"]));
        Assert.Equal("closed", trade["status"]);
    }

    [Fact]
    public void A_fill_through_zero_ends_one_trade_and_opens_the_opposite_one()
    {
        var rows = new FoldRun("trades",
        [
            Booked(1, "o-1", Side.Buy, 100m, 1m, 0.1m, 0m),
            Booked(2, "o-2", Side.Sell, 90m, 3m, 0.3m, -10m),
        ]).Rows;
        Assert.Equal(["main-1", "main-2"], rows.Select(row => row["trade_id"]));
        Assert.Equal(["closed", "open"], rows.Select(row => row["status"]));
        Assert.Equal(["long", "short"], rows.Select(row => row["side"]));
        Assert.Equal([1m, 2m], rows.Select(row => row["size"]));
        Assert.Equal([0.2m, 0.2m], rows.Select(row => row["fees"])); // 0.1 + a third of 0.3, and two thirds.
        Assert.Equal([-10m, null], rows.Select(row => row["pnl"]));
        Assert.Equal([90m, null], rows.Select(row => row["exit_price"]));
    }

    [Fact]
    public void A_reduced_position_stays_one_open_trade()
    {
        var trade = Assert.Single(new FoldRun("trades",
        [
            Booked(1, "o-1", Side.Sell, 100m, 2m, 0.1m, 0m),
            Booked(2, "o-2", Side.Buy, 95m, 0.5m, 0.1m, 2.5m),
        ]).Rows);
        Assert.Equal(("open", 2.5m, 95m), (trade["status"], trade["pnl"], trade["exit_price"]));
        Assert.Null(trade["exit_time"]);
        Assert.Null(trade["stop_loss"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Sums_are_those_of_the_portfolio_whatever_the_traders_do(int seed)
    {
        var script = new JournalScript(seed, 400);
        var view = script.Portfolio.View;
        var trades = new FoldRun("trades", script.Events).Rows;
        Assert.Equal(view.RealizedQuote, trades.Sum(row => (decimal?)row["pnl"] ?? 0m));
        Assert.Equal(view.FeesQuote, trades.Sum(row => (decimal)row["fees"]!));
        Assert.Equal(view.Positions.Length, trades.Count(row => (string)row["status"]! == "open"));
        Assert.True(trades.Count > 10, $"many trades, not {trades.Count}");
        Assert.All(trades, row => Assert.True((decimal)row["size"]! > 0m && (decimal)row["entry_price"]! > 0m));

        var pnl = new FoldRun("pnl", script.Events).Rows;
        var (all, days) = (pnl.Where(IsAll).ToList(), pnl.Where(row => !IsAll(row)).ToList());
        Assert.Equal(view.CashQuote - view.StartQuote, all.Sum(row => (decimal)row["total_pnl"]!));
        Assert.Equal(view.CashQuote - view.StartQuote, days.Sum(row => (decimal)row["total_pnl"]!));
        Assert.Equal(trades.Count - view.Positions.Length, all.Sum(row => (long)row["trades_count"]!));
        Assert.Equal(trades.Count - view.Positions.Length, days.Sum(row => (long)row["trades_count"]!));
        Assert.Equal(
            trades.Count(row => (string)row["status"]! == "closed" && (decimal)row["pnl"]! > (decimal)row["fees"]!),
            all.Sum(row => Math.Round((double)row["win_rate"]! * (long)row["trades_count"]!)));
    }

    private static bool IsAll(Dictionary<string, object?> row) => (string)row["period"]! == "all";

    private static (string PersistenceId, object Event) Submitted(string id, decimal stop, decimal target) => (
        "execution-main",
        new ExecutionEvents.OrderSubmitted(new OpenOrder(
            id, "d", "bot", Btc, Side.Buy, OrderKind.Market, 4m, null, false, stop, target, 100m,
            new Watermark(Noon, StepPhase.History), "because")));

    private static (string PersistenceId, object Event) Booked(
        long report, string order, Side side, decimal price, decimal size, decimal fee, decimal realized) => (
        "portfolio-main",
        new PortfolioEvents.FillBooked(
            new Fill(report, $"x-{report}", order, "bot", Btc, side, price, size, fee, FillTrigger.Order,
                Noon.AddHours(report)),
            realized));
}
