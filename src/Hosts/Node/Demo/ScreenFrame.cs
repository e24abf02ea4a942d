using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Observation;
using static WhaleStack.Node.Demo.ScreenText;

namespace WhaleStack.Node.Demo;

/// <summary>The demo's screen as lines: a pure function of what is known.</summary>
public static class ScreenFrame
{
    private const int FixedLines = 12;
    private const int ListLinesMin = 2;
    private const int BarWidth = 20;
    private const int ClusterWidth = 22;

    /// <summary>Draws; never more lines than there are rows.</summary>
    /// <param name="view">What the node does.</param>
    /// <param name="gauges">Figures from outside the view.</param>
    /// <param name="columns">Columns of the terminal: with more, more is told.</param>
    /// <param name="rows">Rows of the terminal; the lists of signals and trades are as long as they leave room.</param>
    public static IReadOnlyList<ScreenLine> Draw(NodeView view, ScreenGauges gauges, int columns, int rows)
    {
        var room = Math.Max(ListLinesMin, rows - FixedLines - view.Coins.Count);
        var signals = Math.Max(1, room / 3);
        List<ScreenLine> lines =
        [
            Title(view, gauges),
            Progress(view, gauges),
            Notice(view, gauges),
            .. Coins(view),
            new ScreenLine(),
            .. Account(view),
            new ScreenLine(),
            new ScreenLine().Add("LATEST SIGNALS", ScreenStyle.Bold),
            .. ScreenLists.Signals(view, columns).Take(signals),
            new ScreenLine().Add("TRADES, AND WHY", ScreenStyle.Bold),
            .. ScreenLists.Trades(view, columns).Take(Math.Max(1, room - signals)),
        ];
        return [.. lines.Take(Math.Max(0, rows - 1)), Footer(gauges)];
    }

    private static ScreenLine Title(NodeView view, ScreenGauges gauges) => new ScreenLine()
        .Add("WhaleStack demo", ScreenStyle.Bold | ScreenStyle.Blue)
        .Add("  recorded Bybit market, paper money  ")
        .Add(view.Stage switch
        {
            NodeStage.Starting => "starting",
            NodeStage.History => "the year, hour by hour",
            NodeStage.Live => Format($"the live tape{(gauges.Speed > 0 ? Format($", x{gauges.Speed:0.##}") : "")}"),
            NodeStage.Ended => "done",
            _ => throw new ArgumentOutOfRangeException(nameof(view), view.Stage, "Unknown stage."),
        }, ScreenStyle.Bold);

    private static ScreenLine Progress(NodeView view, ScreenGauges gauges)
    {
        var line = new ScreenLine().Column(view.LastStep is { } last ? Time(last.Time) : "no step yet", 18);
        var live = view.Topics.Where(t => !t.Key.StartsWith(HistoryTopics.Prefix, StringComparison.Ordinal)).ToList();
        if (view.Stage is NodeStage.Live or NodeStage.Ended && live.Count > 0)
        {
            return line
                .Add(Format($"{live.Sum(t => t.Value.Total):#,0} messages on {live.Count} topics, "))
                .Add(Format($"{live.Sum(t => t.Value.Conflated):#,0} folded into newer"));
        }

        var filled = (int)Math.Round(Math.Clamp(gauges.HistoryFraction, 0, 1) * BarWidth);
        return line
            .Add(new string('#', filled), ScreenStyle.Green)
            .Add(new string('.', BarWidth - filled), ScreenStyle.Grey)
            .Add(Format($" {gauges.HistoryFraction * 100,3:0} %  {view.Steps:#,0} steps"));
    }

    private static ScreenLine Notice(NodeView view, ScreenGauges gauges)
    {
        if (gauges.Trouble.Length > 0)
        {
            return new ScreenLine().Add(gauges.Trouble, ScreenStyle.Red);
        }

        if (view.Publisher is { State: PublisherState.Away } away)
        {
            return new ScreenLine().Add($"Not published: {away.Detail}", ScreenStyle.Yellow);
        }

        if (view.Gaps.Values.MaxBy(g => g.To - g.From) is { } gap)
        {
            var days = Format($"{(gap.To - gap.From).TotalDays:0.0}");
            return new ScreenLine().Add(
                $"Gap of {days} days before {Time(gap.To)}: heatmaps cleared, warming.", ScreenStyle.Yellow);
        }

        return view.ResumeAt is { } at
            ? new ScreenLine().Add(Format($"Resumed: going on behind {Time(at.Time)}."), ScreenStyle.Yellow)
            : new ScreenLine();
    }

    private static IEnumerable<ScreenLine> Coins(NodeView view)
    {
        yield return new ScreenLine()
            .Column("COIN", 5, ScreenStyle.Bold).Column("PRICE", -8, ScreenStyle.Bold).Add("  ")
            .Column("LONGS AT RISK BELOW", ClusterWidth, ScreenStyle.Bold)
            .Column("SHORTS AT RISK ABOVE", ClusterWidth, ScreenStyle.Bold)
            .Add("POSITION, P&L", ScreenStyle.Bold);
        foreach (var (id, coin) in view.Coins)
        {
            yield return Coin(id, coin, view);
        }

        var source = view.Coins.Values.Select(c => c.InflowSource).FirstOrDefault() ?? "none yet";
        yield return new ScreenLine().Add(
            $"heatmap inflow: {source}; levels are estimates, not the exchange's", ScreenStyle.Grey);
    }

    private static ScreenLine Coin(InstrumentId id, CoinView coin, NodeView view)
    {
        var line = new ScreenLine()
            .Column(ShortName(id), 5, ScreenStyle.Bold)
            .Column(Price(coin.LastPriceQuote ?? view.PricesQuote.GetValueOrDefault(id)), -8)
            .Add("  ")
            .Column(Cluster(coin, Side.Buy), ClusterWidth, ScreenStyle.Red)
            .Column(Cluster(coin, Side.Sell), ClusterWidth, ScreenStyle.Green);
        if (view.Account?.Positions.FirstOrDefault(p => p.Coin == id) is { } position)
        {
            return line
                .Add(position.SizeBase > 0 ? "long " : "short ")
                .Add(Price(position.EntryQuote))
                .Add(' ' + Signed(position.UnrealizedQuote), Tone(position.UnrealizedQuote));
        }

        return coin.Condition == CoinCondition.Live
            ? line.Add("-", ScreenStyle.Grey)
            : line.Add("warming", ScreenStyle.Yellow);
    }

    private static string Cluster(CoinView coin, Side side)
    {
        var cluster = coin.Clusters.FirstOrDefault(c => c.PositionSide == side);
        return cluster is null
            ? "      -"
            : $"{Price(cluster.PriceQuote),7} {Percent(cluster.DistanceFraction),6} {Mass(cluster.MassQuote),6}";
    }

    private static IEnumerable<ScreenLine> Account(NodeView view)
    {
        if (view.Account is not { } account)
        {
            yield return new ScreenLine().Add("no account yet", ScreenStyle.Grey);
            yield return new ScreenLine();
            yield break;
        }

        var profit = account.EquityQuote - account.StartQuote;
        yield return new ScreenLine()
            .Add("EQUITY ", ScreenStyle.Bold).Add(Money(account.EquityQuote))
            .Add("  P&L ", ScreenStyle.Bold).Add(Signed(profit), Tone(profit))
            .Add("  BUY & HOLD ", ScreenStyle.Bold).Add(Signed(view.BuyAndHoldQuote), Tone(view.BuyAndHoldQuote))
            .Add(Format($"  drawdown {account.MaxDrawdownFraction * 100:0.0} %"));
        yield return new ScreenLine().Add(Costs(account), ScreenStyle.Grey);
    }

    private static string Costs(AccountView account) =>
        $"realised {Signed(account.RealizedQuote)}  open {Signed(account.UnrealizedQuote)}  "
        + $"fees {Signed(-account.FeesQuote)}  funding {Signed(account.FundingQuote)}";

    private static ScreenLine Footer(ScreenGauges gauges) => gauges.Hint.Length > 0
        ? new ScreenLine().Add(gauges.Hint, ScreenStyle.Bold | ScreenStyle.Yellow)
        : new ScreenLine()
            .Add(Format($"journal {gauges.JournalEvents:#,0} events, {gauges.JournalRate:#,0}/s   "), ScreenStyle.Grey)
            .Add(Format($"market {gauges.MarketRate:#,0}/s   Ctrl-C stops and saves"), ScreenStyle.Grey);

    private static ScreenStyle Tone(decimal amount) =>
        amount > 0 ? ScreenStyle.Green : amount < 0 ? ScreenStyle.Red : ScreenStyle.Plain;
}
