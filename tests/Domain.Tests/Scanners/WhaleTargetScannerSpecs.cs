using System.Collections.Immutable;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>Which cluster is price being driven to?</summary>
public sealed class WhaleTargetScannerSpecs
{
    // No trend, range 1 ATR, so that a pull can be worked out by hand. ATR 1 at price 100 is 1 %.
    private static readonly WhaleTargetOptions Options = Given.Scanner with
    {
        PullRangeAtr = 1, TrendWeightFraction = 0, ScoreMin = 0.5, DistanceAtrMin = 1, DistanceAtrMax = 5, StopAtr = 2,
        RewardRiskMin = 0.5,
    };

    private static readonly ClusterView Above = new(Side.Sell, 102m, 1_000, 0.01, 0.02);
    private static readonly ClusterView Below = new(Side.Buy, 98m, 100, 0.01, -0.02);

    [Fact]
    public void Price_is_drawn_to_the_heavier_side()
    {
        var signal = Assert.Single(Decide(View(Given.Btc, Above, Below))).Signal;
        // By hand: pulls 1000 / e^2 and 100 / e^2: score 900 / 1100 = 0.818. Near edge 102 x (1 - 0.005) = 101.49;
        // stop 98.
        Assert.Equal(Side.Buy, signal.Direction);
        Assert.Equal(900.0 / 1100, signal.ConfidenceFraction, 9);
        Assert.Equal(100m, signal.EntryQuote);
        Assert.Equal(101.49m, signal.TargetQuote);
        Assert.Equal(98m, signal.StopQuote);
        Assert.Equal(Given.At(200).Time, signal.Time);
        Assert.Equal(signal.Time.AddHours(2), signal.ExpiresAt);
        Assert.Equal("whale_target_scanner|bybit:BTCUSDT|whale_target|2026-01-09T08:00:00.0000000Z", signal.SignalId);
        Assert.Equal("0.0 M of shorts at 102, 2.0% (2.0 ATR) above the price.", signal.Reasons[0]);
        Assert.Equal("Pull 91% above to 9% below; price is 0.0% from its trend.", signal.Reasons[1]);
        Assert.Equal("Score 0.82 (least 0.50), reward over risk 0.7.", signal.Reasons[2]);
    }

    [Fact]
    public void The_other_way_is_the_mirror_image()
    {
        var signal = Assert.Single(
            Decide(View(Given.Btc, Above with { MassQuote = 100 }, Below with { MassQuote = 1_000 }))).Signal;
        Assert.Equal(Side.Sell, signal.Direction);
        Assert.Equal(98.49m, signal.TargetQuote); // 98 x (1 + 0.005)
        Assert.Equal(102m, signal.StopQuote);
    }

    [Fact]
    public void Distance_weakens_a_pull()
    {
        // By hand: 1000 x e^-4 = 18.3 above against 100 x e^-1 = 36.8 below: score -0.335, below the least.
        var far = Above with { PriceQuote = 104m, DistanceFraction = 0.04 };
        var near = Below with { PriceQuote = 99m, DistanceFraction = -0.01 };
        Assert.Empty(Decide(View(Given.Btc, far, near)));
        var signal = Assert.Single(
            Decide(View(Given.Btc, far, near), Options with { ScoreMin = 0.3, RewardRiskMin = 0 })).Signal;
        Assert.Equal(Side.Sell, signal.Direction);
        var expected = ((1000 * Math.Exp(-4)) - (100 * Math.Exp(-1))) / ((1000 * Math.Exp(-4)) + (100 * Math.Exp(-1)));
        Assert.Equal(-expected, signal.ConfidenceFraction, 9);
    }

    [Fact]
    public void The_trend_adds_its_share_and_is_bounded()
    {
        var options = Options with { TrendWeightFraction = 0.5, TrendFullFraction = 0.05 };
        var view = View(Given.Btc, Above, Below);
        // By hand: 0.5 x 0.818 + 0.5 x 0.5 = 0.659; with a trend of ten times full, 0.909; against it, -0.091.
        Assert.Equal(0.6591, Score(view with { TrendFraction = 0.025 }), 4);
        Assert.Equal(0.9091, Score(view with { TrendFraction = 0.5 }), 4);
        Assert.Empty(Decide(view with { TrendFraction = -0.5 }, options));

        double Score(CoinView coin) => Assert.Single(Decide(coin, options)).Signal.ConfidenceFraction;
    }

    [Fact]
    public void Targets_too_near_too_far_or_too_small_for_the_risk_are_no_targets()
    {
        var view = View(Given.Btc, Above, Below);
        Assert.Empty(Decide(view, Options with { DistanceAtrMin = 2.1 }));
        Assert.Empty(Decide(view, Options with { DistanceAtrMax = 1.9 }));
        Assert.Empty(Decide(view, Options with { RewardRiskMin = 0.8 })); // 1.49 / 2 = 0.745
        Assert.Single(Decide(view, Options with { RewardRiskMin = 0.7 }));
        var wide = Above with { WidthFraction = 0.05 }; // Its near edge, 99.45, lies behind the price.
        Assert.Empty(Decide(View(Given.Btc, wide, Below), Options with { RewardRiskMin = 0 }));
    }

    [Fact]
    public void The_strongest_pull_in_range_is_the_target()
    {
        var heavier = new ClusterView(Side.Sell, 103m, 5_000, 0.01, 0.03); // 5000 / e^3 = 249 against 1000 / e^2 = 135
        Assert.Equal(103m * 0.995m, Assert.Single(Decide(View(Given.Btc, Above, Below, heavier))).Signal.TargetQuote);
    }

    [Fact]
    public void A_cluster_that_price_has_passed_pulls_no_more()
    {
        var passed = Above with { PriceQuote = 99m, DistanceFraction = -0.01, MassQuote = 1e9 };
        var signal = Assert.Single(Decide(View(Given.Btc, passed, Below))).Signal;
        Assert.Equal(Side.Sell, signal.Direction);
        Assert.Equal(1.0, signal.ConfidenceFraction);
    }

    [Fact]
    public void Only_warm_coins_with_clusters_are_looked_at_in_order_of_instrument()
    {
        var raised = Decide(
            Options,
            View(Given.Sol, Above),
            View(Given.Eth, Above) with { Condition = CoinCondition.Warming },
            View(Given.Doge),
            View(Given.Hype, Above) with { AtrQuote = null },
            View(Given.Btc, Above));
        Assert.Equal([Given.Btc, Given.Sol], raised.Select(e => e.Signal.Coin));
    }

    [Fact]
    public void A_coin_rests_between_signals()
    {
        var view = View(Given.Btc, Above, Below);
        var state = ScannerState.Empty.Apply(Decide(view)[0]);
        Assert.Empty(Decide(state, 223.9, view));
        Assert.Single(Decide(state, 224, view)); // 24 h later.
        Assert.Single(Decide(state, 201, View(Given.Eth, Above, Below)));
    }

    [Fact]
    public void A_replayed_watermark_gives_the_same_answer_and_an_older_one_none()
    {
        CoinView[] views = [View(Given.Btc, Above, Below), View(Given.Eth, Above, Below)];
        var raised = Decide(Options, views);
        var state = raised.Aggregate(ScannerState.Empty, (s, e) => s.Apply(e));
        Assert.Equal(raised.AsEnumerable(), Decide(state, 200, views));
        Assert.Equal(raised.AsEnumerable(), Decide(state, 200)); // Whatever the coins say now.
        Assert.Empty(Decide(state, 199, views));
    }

    [Fact]
    public void The_end_of_history_raises_nothing()
    {
        var view = View(Given.Btc, Above, Below);
        Assert.Empty(WhaleTargetScanner.Decide(
            ScannerState.Empty, Options, Given.At(200, StepPhase.Flatten), [Update(200, view)]));
    }

    [Fact]
    public void The_model_tells_how_likely_the_target_is_by_when_and_why()
    {
        // By hand: the near edge is 1.49 % away, the reach sqrt(1 % x 0.25 %) = 0.5 %: 2.96 of them. An intercept of
        // its logarithm makes the odds 1, one of ln 3 more makes them 3.
        var log = Math.Log(Math.Log(1.0149) / Math.Sqrt(0.01 * 0.0025));
        var model = new TargetModelOptions(TargetModelOptions.VersionNow, "m", "by hand", Given.At(0).Time, 500,
        [
            new(TimeSpan.FromHours(24), log, [new("reach_log", -1.0, 0.0)]),
            new(TimeSpan.FromHours(72), log + Math.Log(3.0), [new("reach_log", -1.0, 0.0)]),
        ]);
        var options = Options with { Predictor = TargetPredictor.Model, Model = model };
        var told = Assert.Single(Decide(Telling(0.0025), options)).Signal;
        var usual = Assert.Single(Decide(Telling(0.0025))).Signal;
        Assert.Equal(0.5, told.ConfidenceFraction, 9);
        Assert.Equal((usual.SignalId, usual.Direction, usual.TargetQuote, usual.StopQuote),
            (told.SignalId, told.Direction, told.TargetQuote, told.StopQuote)); // The side is the pull's.
        Assert.Equal(usual.Reasons.Length + 2, told.Reasons.Length);
        Assert.Equal("Reached with 50% by 2026-01-10 08:00, 75% by 2026-01-12 08:00 UTC.", told.Reasons[^2]);
        Assert.StartsWith("24 h: ", told.Reasons[^1], StringComparison.Ordinal);
        Assert.EndsWith(" usual hourly ranges away -1.1 in log-odds.", told.Reasons[^1], StringComparison.Ordinal);

        // Of a coin whose month was wilder the same way is more likely.
        Assert.True(Assert.Single(Decide(Telling(0.01), options)).Signal.ConfidenceFraction > 0.6);
    }

    [Fact]
    public void Without_its_facts_or_its_parameters_the_model_claims_nothing()
    {
        var model = new TargetModelOptions(TargetModelOptions.VersionNow, "m", "by hand", Given.At(0).Time, 500,
            [new(TimeSpan.FromHours(24), 0.0, [new("reach", -1.0, 0.0)])]);
        var options = Options with { Predictor = TargetPredictor.Model, Model = model };
        Assert.Single(Decide(Telling(0.01), options));
        Assert.Empty(Decide(Telling(null), options));
        Assert.Empty(Decide(View(Given.Btc, Above, Below), options));
        Assert.Throws<ArgumentException>(() => Decide(Telling(0.01), options with { Model = null }));
    }

    [Fact]
    public void Foreign_events_are_our_bug() =>
        Assert.Throws<ArgumentException>(() => ScannerState.Empty.Apply("signal"));

    private static CoinView View(InstrumentId coin, params ClusterView[] clusters) => new(
        coin, CoinCondition.Live, Given.At(200).Time, 100m, 1.0, 0.0, [.. clusters], 1, 1_000, "volume proxy");

    private static CoinView Telling(double? monthRangeFraction) => View(Given.Btc, Above, Below) with
    {
        Facts = Views.Nothing with
        {
            Price = Views.Nothing.Price with { MonthRangeFraction = monthRangeFraction },
        },
    };

    private static CoinEvents.CoinUpdated Update(double hours, CoinView view) => new(view.Coin, Given.At(hours), view);

    private static ImmutableArray<SignalEvents.SignalRaised> Decide(
        CoinView view, WhaleTargetOptions? options = null) =>
        Decide(options ?? Options, view);

    private static ImmutableArray<SignalEvents.SignalRaised> Decide(
        WhaleTargetOptions options, params CoinView[] views) =>
        WhaleTargetScanner.Decide(
            ScannerState.Empty, options, Given.At(200), [.. views.Select(view => Update(200, view))]);

    private static ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, double hours, params CoinView[] views) =>
        WhaleTargetScanner.Decide(state, Options, Given.At(hours), [.. views.Select(view => Update(hours, view))]);
}
