using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Demo;
using WhaleStack.Node.Observation;

namespace WhaleStack.Hosts.Tests;

/// <summary>The demo's screen: what it tells, and that it fits.</summary>
public sealed class ScreenFrameSpecs
{
    private static readonly DateTimeOffset Time = new(2025, 8, 18, 7, 0, 0, TimeSpan.Zero);
    private static readonly ScreenGauges Gauges = new(0.45, 1, 9_913, 894, 2_005, string.Empty, string.Empty);
    private static readonly string[] Symbols = ["BTCUSDT", "DOGEUSDT", "ETHUSDT", "HYPEUSDT", "SOLUSDT"];
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(40, 10)]
    [InlineData(1, 1)]
    public void No_screen_is_higher_or_wider_than_the_terminal(int columns, int rows)
    {
        foreach (var view in new[] { new NodeView(), Busy(), Busy() with { Stage = NodeStage.Ended } })
        {
            var lines = ScreenFrame.Draw(view, Gauges, columns, rows);
            Assert.True(lines.Count <= rows, $"{lines.Count} of {rows} rows");
            Assert.All(lines, line => Assert.True(line.Fit(columns).Sum(p => p.Text.Length) <= columns, line.Text));
        }
    }

    [Fact]
    public void A_terminal_of_24_rows_is_filled_to_the_last_one() =>
        Assert.Equal(24, ScreenFrame.Draw(Busy(), Gauges, 80, 24).Count);

    [Fact]
    public void Prices_clusters_position_account_and_source_stand_in_their_columns()
    {
        var lines = Text(Busy(), Gauges);

        Assert.Contains("COIN    PRICE  LONGS AT RISK BELOW   SHORTS AT RISK ABOVE  POSITION, P&L", lines);
        Assert.Equal("BTC   115,156  107,075  -7.0% 621.1M 129,363 +12.3%   1.2B short 115,400 +12.20", lines[4]);
        Assert.Contains("heatmap inflow: volume proxy; levels are estimates, not the exchange's", lines);
        Assert.Contains("EQUITY 10,207.45  P&L +207.45  BUY & HOLD -5,828.82  drawdown 4.0 %", lines);
        Assert.Contains("realised +430.73  open +12.20  fees -227.89  funding -12.41", lines);
        Assert.Contains("journal 9,913 events, 894/s   market 2,005/s   Ctrl-C stops and saves", lines);
        Assert.Contains("2025-08-18 07:00  #########...........  45 %  3,956 steps", lines);
    }

    [Fact]
    public void Trades_stand_newest_first_with_their_reasons_and_a_reason_too_long_ends_in_dots()
    {
        var lines = Text(Busy(), Gauges);
        var first = lines.IndexOf("TRADES, AND WHY") + 1;

        Assert.Equal("08-18 06:00  BTC   sell    0.012           refused  PositionsMax: 4 against 3", lines[first]);
        Assert.Equal("08-18 05:00  BTC   buy     0.012  114,900   +12.50  target reached", lines[first + 1]);
        Assert.Equal(
            "08-18 04:00  BTC   sell    0.012  116,000           621.1 M of longs at 107075..", lines[first + 2]);
        Assert.Equal(80, lines[first + 2].Length);
    }

    [Fact]
    public void A_gap_a_resumed_run_a_silent_outside_and_an_error_are_told_the_error_first()
    {
        var away = new PublisherStatus(PublisherState.Away, "redis at cache:6379 cannot be reached.");
        Assert.Equal(
            "Not published: redis at cache:6379 cannot be reached.", Text(Busy() with { Publisher = away }, Gauges)[2]);
        var gap = new CoinEvents.GapFound(Btc, Time, Time.AddDays(157.4));
        var view = Busy() with { Gaps = Busy().Gaps.Add(Btc, gap) };

        Assert.Equal("Gap of 157.4 days before 2026-01-22 16:36: heatmaps cleared, warming.", Text(view, Gauges)[2]);
        Assert.Equal("the disk is full", Text(view, Gauges with { Trouble = "the disk is full" })[2]);
        Assert.Equal(
            "Resumed: going on behind 2025-08-18 07:00.",
            Text(Busy() with { ResumeAt = new Watermark(Time, StepPhase.History) }, Gauges)[2]);
    }

    [Fact]
    public void On_the_tape_the_messages_of_its_topics_are_counted_not_those_of_the_past()
    {
        var topics = ImmutableSortedDictionary.Create<string, TopicCount>(StringComparer.Ordinal)
            .Add("history/kline.60.BTCUSDT", new TopicCount(8_736, 0))
            .Add("tickers.BTCUSDT", new TopicCount(1_000, 234));
        var view = Busy() with { Stage = NodeStage.Live, Topics = topics };

        Assert.Equal(
            "2025-08-18 07:00  1,234 messages on 1 topics, 234 folded into newer", Text(view, Gauges)[1]);
    }

    [Fact]
    public void Control_characters_of_foreign_text_never_reach_the_terminal()
    {
        var line = new ScreenLine().Add("a\e[2Jb\nc");
        Assert.Equal("a [2Jb c", line.ToTerminal(80, colours: true));
    }

    [Fact]
    public void A_picture_is_well_formed_and_escapes_what_it_shows()
    {
        var svg = ScreenPicture.Draw(ScreenFrame.Draw(Busy(), Gauges, 120, 30), 120);
        var document = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Contains("BUY & HOLD", document.Root!.Value, StringComparison.Ordinal);
    }

    private static List<string> Text(NodeView view, ScreenGauges gauges) =>
        [
            .. ScreenFrame.Draw(view, gauges, 80, 24)
                .Select(line => string.Concat(line.Fit(80).Select(p => p.Text)).TrimEnd()),
        ];

    private static NodeView Busy() => new()
    {
        Stage = NodeStage.History,
        LastStep = new Watermark(Time, StepPhase.History),
        Steps = 3_956,
        Coins = ImmutableSortedDictionary<InstrumentId, CoinView>.Empty.AddRange(
            Symbols.Select(s => KeyValuePair.Create(new InstrumentId("bybit", s), Coin(new InstrumentId("bybit", s))))),
        Account = Account(),
        BuyAndHoldQuote = -5_828.82m,
        Signals = [.. Enumerable.Range(0, 40).Select(i => Signal(Time.AddHours(-i)))],
        Trades =
        [
            new TradeLine(Time.AddHours(-2), Btc, Side.Buy, 0.012m, 114_900m, 12.5m, "target reached"),
            new TradeLine(
                Time.AddHours(-3), Btc, Side.Sell, 0.012m, 116_000m, 0m, "621.1 M of longs at 107075, 3.7% (3.2 ATR)"),
            new TradeLine(Time.AddHours(-1), Btc, Side.Sell, 0.012m, null, 0m, "PositionsMax: 4 against 3"),
            .. Enumerable.Range(4, 36).Select(i => new TradeLine(
                Time.AddHours(-i), Btc, Side.Buy, 4_347.12345m, 0.22956m, -34.6m, "stop touched")),
        ],
    };

    private static CoinView Coin(InstrumentId id) => new(
        id,
        CoinCondition.Live,
        Time,
        115_156m,
        900,
        0.01,
        [
            new ClusterView(Side.Buy, 107_075m, 621.1e6, 0.002, -0.0702),
            new ClusterView(Side.Sell, 129_363m, 1.2e9, 0.002, 0.1234),
        ],
        7,
        500,
        "volume proxy");

    private static Signal Signal(DateTimeOffset time) => new(
        $"s{time:O}", "whale_target_scanner", "whale_target", Btc, time, Side.Sell, 115_000m, 117_000m, 108_000m, 0.8,
        ["621.1 M of longs at 107075, 3.7% (3.2 ATR) below the price."], time.AddDays(1));

    private static AccountView Account() => new(
        "paper",
        new Watermark(Time, StepPhase.History),
        StartQuote: 10_000m,
        CashQuote: 10_195.25m,
        EquityQuote: 10_207.45m,
        RealizedQuote: 430.73m,
        UnrealizedQuote: 12.20m,
        FeesQuote: 227.89m,
        FundingQuote: -12.41m,
        PeakQuote: 10_300m,
        DayStartQuote: 10_190m,
        MaxDrawdownFraction: 0.04m,
        Fills: 300,
        LastReport: 300,
        Positions:
        [
            new PositionView("whale_target_trader", Btc, -0.012m, 115_400m, -1_384.8m, 115_156m, Time, 12.20m),
        ]);
}
