using System.Collections.Immutable;
using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Tests.Projections;

public sealed class OtherFoldsSpecs
{
    private static readonly JournalScript Script = new(7, 300);

    [Fact]
    public void What_traders_hold_is_what_the_portfolio_holds()
    {
        var rows = new FoldRun("auto_traders", Script.Events).Rows.ToDictionary(row => (string)row["trader_name"]!);
        Assert.Equal("grid_strategy", rows["grid"]["strategy"]);
        Assert.Equal("unknown", rows["whale_target"]["strategy"]);
        foreach (var (trader, row) in rows)
        {
            var expected = Script.Portfolio.View.Positions.Where(position => position.Trader == trader)
                .Select(position => new PositionLine(
                    position.Coin.Symbol,
                    position.Coin.Venue,
                    position.SizeBase > 0m ? "long" : "short",
                    Math.Abs(position.SizeBase),
                    Math.Round(position.EntryQuote, 12),
                    position.OpenedAt));
            Assert.Equal(expected, (ImmutableArray<PositionLine>)row["current_positions"]!);
            var fills = Script.Events.Select(e => e.Event).OfType<PortfolioEvents.FillBooked>()
                .Where(booked => booked.Fill.Trader == trader);
            Assert.Equal(fills.Last().Fill.Time, row["last_trade_time"]);
        }
    }

    [Fact]
    public void Each_signal_and_each_mark_is_a_row()
    {
        var raised = Script.Events.Select(e => e.Event).OfType<SignalEvents.SignalRaised>().ToList();
        var signals = new FoldRun("signals", Script.Events).Rows;
        Assert.Equal(raised.Select(r => r.Signal.SignalId), signals.Select(row => row["signal_id"]));
        var parameters = (SignalParameters)signals[0]["params"]!;
        Assert.Equal(("sell", 1_050.5m), (parameters.Side, parameters.StopLoss));
        var equity = new FoldRun("equity", Script.Events).Rows;
        Assert.Equal(300, equity.Count);
        Assert.Equal(Script.Portfolio.View.PeakQuote, equity[^1]["peak"]);
        Assert.Equal(("main", "portfolio-main"), (equity[0]["account"], equity[0]["agent"]));
    }

    [Fact]
    public void Every_event_is_a_line_of_who_wrote_it()
    {
        var logs = new FoldRun("agent_logs", Script.Events).Rows;
        Assert.Equal(Script.Events.Count, logs.Count);
        Assert.Equal(Script.Events.Select(e => e.PersistenceId), logs.Select(row => row["terminal"]));
        var agents = new FoldRun("agents", Script.Events).Rows.Select(row => (row["agent_name"], row["agent_type"]));
        Assert.Equal(
            [
                ("broadcaster-file", "broadcaster"), ("execution-main", "execution"), ("grid", "trader"),
                ("portfolio-main", "portfolio"), ("whale_target", "trader"), ("whale_target_scanner", "scanner"),
            ],
            agents.OrderBy(agent => (string)agent.Item1!, StringComparer.Ordinal));
        Assert.Equal("paper-main", AgentName.Of("paper-main").Name);
        Assert.Equal(("bybit-linear", "feed"), (AgentName.Of("feed-bybit-linear").Name, AgentName.Of("feed-x").Type));
    }
}
