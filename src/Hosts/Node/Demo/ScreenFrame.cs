using System.Globalization;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Observation;

namespace WhaleStack.Node.Demo;

/// <summary>The demo's screen as lines: a pure function of what is known.</summary>
public static class ScreenFrame
{
    private const int FixedLines = 11;
    private const int BarWidth = 20;

    /// <summary>Draws.</summary>
    /// <param name="view">What the node does.</param>
    /// <param name="gauges">Figures from outside the view.</param>
    /// <param name="height">Rows of the terminal; the lists of signals and trades are cut to fit.</param>
    public static IReadOnlyList<ScreenLine> Draw(NodeView view, ScreenGauges gauges, int height)
    {
        var lines = new List<ScreenLine> { Title(view, gauges), Progress(view, gauges), new() };
        lines.AddRange(Coins(view));
        lines.Add(new ScreenLine());
        lines.AddRange(Account(view));
        lines.Add(new ScreenLine());
        var room = Math.Max(2, height - FixedLines - view.Coins.Count - (view.Account?.Positions.Length > 0 ? 1 : 0));
        var signals = Math.Max(1, room / 3);
        lines.Add(new ScreenLine().Add("LATEST SIGNALS", "bold"));
        lines.AddRange(view.Signals.Take(signals).Select(Signal));
        lines.Add(new ScreenLine().Add("TRADES, AND WHY", "bold"));
        lines.AddRange(view.Trades.Take(Math.Max(1, room - signals)).Select(Trade));
        lines.Add(Footer(gauges));
        return lines;
    }

    private static ScreenLine Title(NodeView view, ScreenGauges gauges) => new ScreenLine()
        .Add("WhaleStack demo", "bold deepskyblue1")
        .Add("  recorded Bybit market, paper money  ")
        .Add(view.Stage switch
        {
            NodeStage.Starting => "starting",
            NodeStage.History => "the year, hour by hour",
            NodeStage.Live => $"live tape x{gauges.Speed.ToString("0.##", CultureInfo.InvariantCulture)}",
            NodeStage.Ended => "done",
            _ => throw new ArgumentOutOfRangeException(nameof(view), view.Stage, "Unknown stage."),
        }, "bold");

    private static ScreenLine Progress(NodeView view, ScreenGauges gauges)
    {
        var time = view.LastStep is { } last ? Time(last.Time) : "no step yet";
        var done = view.Stage is NodeStage.Live or NodeStage.Ended ? 1.0 : gauges.HistoryFraction;
        var filled = (int)Math.Round(done * BarWidth);
        var line = new ScreenLine()
            .Column(time, 18)
            .Add(new string('#', filled), "green")
            .Add(new string('.', BarWidth - filled), "grey")
            .Add(string.Create(CultureInfo.InvariantCulture, $" {done * 100,3:0} %  {view.Steps:#,0} steps"));
        return view.Gaps.Values.FirstOrDefault() is { } gap
            ? line.Add(string.Create(
                CultureInfo.InvariantCulture, $"  gap {(gap.To - gap.From).TotalDays:0} days: warming again"), "yellow")
            : line;
    }

    private static IEnumerable<ScreenLine> Coins(NodeView view)
    {
        yield return new ScreenLine()
            .Column("COIN", 6, "bold").Column("PRICE", -12, "bold").Add("   ")
            .Column("LONGS LIQUIDATED BELOW", 25, "bold").Column("SHORTS LIQUIDATED ABOVE", 25, "bold")
            .Add("STATE", "bold");
        foreach (var (id, coin) in view.Coins)
        {
            yield return Coin(id, coin, view.PricesQuote.GetValueOrDefault(id));
        }

        var source = view.Coins.Values.FirstOrDefault()?.InflowSource ?? "none yet";
        yield return new ScreenLine().Add($"heatmap inflow: {source}; levels are estimates, not exchange data", "grey");
    }

    private static ScreenLine Coin(InstrumentId id, CoinView coin, decimal priceQuote) => new ScreenLine()
        .Column(ShortName(id), 6, "bold")
        .Column(Price(coin.LastPriceQuote ?? priceQuote), -12)
        .Add("   ")
        .Column(Cluster(coin, Side.Buy), 25, "red")
        .Column(Cluster(coin, Side.Sell), 25, "green")
        .Add(coin.Condition == CoinCondition.Live ? "live" : "warming", coin.Condition == CoinCondition.Live ? "" : "yellow");

    private static string Cluster(CoinView coin, Side side)
    {
        var cluster = coin.Clusters.FirstOrDefault(c => c.PositionSide == side);
        return cluster is null ? "-" : string.Create(
            CultureInfo.InvariantCulture,
            $"{Price(cluster.PriceQuote)} {cluster.DistanceFraction * 100:+0.0;-0.0}% {Short(cluster.MassQuote)}");
    }

    private static IEnumerable<ScreenLine> Account(NodeView view)
    {
        if (view.Account is not { } account)
        {
            yield return new ScreenLine().Add("no account yet", "grey");
            yield break;
        }

        var profit = account.EquityQuote - account.StartQuote;
        yield return new ScreenLine()
            .Add("EQUITY ", "bold").Add(Money(account.EquityQuote))
            .Add("  P&L ", "bold").Add(Signed(profit), profit >= 0 ? "green" : "red")
            .Add("  BUY & HOLD ", "bold").Add(Signed(view.BuyAndHoldQuote), view.BuyAndHoldQuote >= 0 ? "green" : "red")
            .Add(string.Create(CultureInfo.InvariantCulture, $"  drawdown {account.MaxDrawdownFraction * 100:0.0} %"));
        yield return new ScreenLine().Add(string.Create(
            CultureInfo.InvariantCulture,
            $"realised {Signed(account.RealizedQuote)}  unrealised {Signed(account.UnrealizedQuote)}  fees {account.FeesQuote:0.00}  funding {Signed(account.FundingQuote)}"));
        yield return new ScreenLine().Add("POSITIONS ", "bold").Add(
            account.Positions.IsEmpty ? "none" : string.Join(" | ", account.Positions.Select(Position)));
    }

    private static string Position(PositionView position) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ShortName(position.Coin)} {(position.SizeBase > 0 ? "long" : "short")} @ {Price(position.EntryQuote)} {Signed(position.UnrealizedQuote)}");

    private static ScreenLine Signal(Signal signal) => new ScreenLine()
        .Column(Time(signal.Time)[5..], 13, "grey")
        .Column(ShortName(signal.Coin), 6)
        .Column(signal.Direction == Side.Buy ? "up" : "down", 5, signal.Direction == Side.Buy ? "green" : "red")
        .Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Price(signal.EntryQuote)} > {Price(signal.TargetQuote)} stop {Price(signal.StopQuote)}  "))
        .Add(signal.Reasons.FirstOrDefault() ?? string.Empty, "grey");

    private static ScreenLine Trade(TradeLine trade) => new ScreenLine()
        .Column(Time(trade.Time)[5..], 13, "grey").Add(trade.Text).Add("  ").Add(trade.Why, "grey");

    private static ScreenLine Footer(ScreenGauges gauges) => new ScreenLine().Add(
        gauges.Hint.Length > 0
            ? gauges.Hint
            : string.Create(
                CultureInfo.InvariantCulture,
                $"journal {gauges.JournalEvents:#,0} events, {gauges.JournalRate:#,0}/s   market {gauges.MarketRate:#,0}/s   Ctrl-C stops and saves"),
        gauges.Hint.Length > 0 ? "bold yellow" : "grey");

    private static string ShortName(InstrumentId id) =>
        id.Symbol.EndsWith("USDT", StringComparison.Ordinal) ? id.Symbol[..^4] : id.Symbol;

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Price(decimal price) => price.ToString(
        Math.Abs(price) >= 1_000m ? "#,0" : Math.Abs(price) >= 1m ? "0.00" : "0.00000", CultureInfo.InvariantCulture);

    private static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Signed(decimal amount) => amount.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    private static string Short(double mass) => mass switch
    {
        >= 1e9 => (mass / 1e9).ToString("0.0'B'", CultureInfo.InvariantCulture),
        >= 1e6 => (mass / 1e6).ToString("0.0'M'", CultureInfo.InvariantCulture),
        _ => (mass / 1e3).ToString("0'k'", CultureInfo.InvariantCulture),
    };
}
