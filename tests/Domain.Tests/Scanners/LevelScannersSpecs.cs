using WhaleStack.Domain.Scanners.Arbitrage;
using WhaleStack.Domain.Scanners.Heatmap;
using WhaleStack.Domain.Scanners.Liquidation;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>Scanners that look at clusters, at forced closes and at several venues.</summary>
public sealed class LevelScannersSpecs
{
    private static readonly ClusterView Above = new(Side.Sell, 102m, 9e6, 0.01, 0.02);
    private static readonly ClusterView FarAbove = new(Side.Sell, 110m, 1e6, 0.01, 0.10);
    private static readonly ClusterView Below = new(Side.Buy, 98m, 5e6, 0.01, -0.02);
    private static readonly ClusterView FarBelow = new(Side.Buy, 90m, 5e6, 0.01, -0.10);

    private static readonly HeatmapScanner Heatmap =
        new(new HeatmapScannerOptions(Views.Terms, "volume proxy", 0.6, 5.0));

    private static readonly LiquidationScanner Liquidation =
        new(new LiquidationScannerOptions(Views.Terms, 0.35, 0.02, 1_000));

    private static readonly ArbitrageScanner Arbitrage =
        new(new ArbitrageOptions(Views.Terms, 0.003, 0.0003, TimeSpan.FromSeconds(30)));

    private static readonly InstrumentId Elsewhere = InstrumentId.Parse("binance:BTCUSDT");

    [Fact]
    public void A_heavy_near_cluster_is_told_of_with_its_price()
    {
        var signal = Assert.Single(Views.Ask(Heatmap, Views.Of(Given.Btc, null, Above, FarAbove, Below, FarBelow)))
            .Signal;
        Assert.Equal(("shorts_above", 102m), (signal.Label, signal.TargetQuote));
        Assert.Equal(0.9, signal.ConfidenceFraction, 9);
        Assert.Contains("9.0 M of shorts at 102, 90% of the side's clusters, 2.0 ATR above", signal.Reasons[0]);
    }

    [Fact]
    public void A_reason_tells_how_often_such_clusters_were_reached_where_it_is_known()
    {
        var known = Above with { Reached = new ReachRate(TimeSpan.FromHours(24), 41, 96, 0.31, 0.55) };
        var (with, without) = (
            Assert.Single(Views.Ask(Heatmap, Views.Of(Given.Btc, null, known))).Signal,
            Assert.Single(Views.Ask(Heatmap, Views.Of(Given.Btc, null, Above))).Signal);
        Assert.Equal("Price reached 41 of 96 such clusters within 24 h (31% to 55%).", with.Reasons[1]);
        Assert.Equal(without.Reasons[0], with.Reasons[0]);
        Assert.Single(without.Reasons);
        Assert.Equal(without.ConfidenceFraction, with.ConfidenceFraction);
    }

    [Fact]
    public void A_cluster_too_far_already_passed_or_of_another_model_is_not()
    {
        Assert.Empty(Views.Ask(Heatmap, Views.Of(Given.Btc, null, FarAbove)));
        Assert.Empty(Views.Ask(Heatmap, Views.Of(Given.Btc, null, Above with { DistanceFraction = -0.01 })));
        Assert.Empty(Views.Ask(Heatmap, Views.Of(Given.Btc, null, Above) with { InflowSource = "open interest" }));
        Assert.Empty(Views.Ask(Heatmap, Views.Of(Given.Btc)));
    }

    [Fact]
    public void A_models_scanner_looks_at_that_models_clusters_and_names_what_feeds_them()
    {
        var scanner = new HeatmapScanner(new HeatmapScannerOptions(Views.Terms, "time_weighted", 0.6, 5.0));
        var bare = Views.Of(Given.Btc, null, Below);
        Assert.Empty(Views.Ask(scanner, bare));
        var other = new ModelView("all_openings", "open interest", bare.LastTime, [Below]);
        Assert.Empty(Views.Ask(scanner, bare with { Models = [other] }));
        var held = bare with { Models = [other, other with { Model = "time_weighted", Clusters = [Above, FarAbove] }] };
        var signal = Assert.Single(Views.Ask(scanner, held)).Signal;
        Assert.Equal(("shorts_above", 102m), (signal.Label, signal.TargetQuote));
        Assert.EndsWith(
            "above the price (time_weighted, by open interest).", signal.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200.0, 0.4, true)]
    [InlineData(199.1, 0.4, true)]
    [InlineData(199.0, 0.4, false)] // A candle ago: told then.
    [InlineData(200.0, 0.3, false)]
    public void A_sweep_by_the_last_candle_is_a_level_reached(double hour, double share, bool told)
    {
        var sweep = new SweepView(Given.At(hour).Time, 97m, 2e6, share);
        var facts = Views.Nothing with { Sweeps = new SweepFacts(0, share, null, sweep) };
        var signals = Views.Ask(Liquidation, Views.Of(Given.Btc, facts)).Select(raised => raised.Signal).ToList();
        Assert.Equal(told ? ["level_longs"] : [], signals.Select(signal => signal.Label));
        Assert.All(signals, signal => Assert.Equal(97m, signal.TargetQuote));
    }

    [Fact]
    public void Price_beyond_a_cluster_is_a_level_reached_before_the_candle_closes()
    {
        var passed = Above with { DistanceFraction = -0.001 };
        var signal = Assert.Single(Views.Ask(Liquidation, Views.Of(Given.Btc, null, passed, FarAbove))).Signal;
        Assert.Equal(("level_shorts", 102m), (signal.Label, signal.TargetQuote));
        Assert.Empty(Views.Ask(Liquidation, Views.Of(Given.Btc, null, Above, FarAbove)));
    }

    [Theory]
    [InlineData(5_000, 0.05, "cascade_longs")]
    [InlineData(5_000, 0.01, null)]
    [InlineData(500, 0.05, null)]
    public void A_cascade_is_much_in_quote_and_beside_the_turnover(double longsQuote, double fraction, string? label)
    {
        var facts = Views.Nothing with { Liquidations = new LiquidationFacts(longsQuote, 0, fraction, 0) };
        Assert.Equal(label, Views.Ask(Liquidation, Views.Of(Given.Btc, facts)).SingleOrDefault()?.Signal.Label);
    }

    [Fact]
    public void One_perpetual_at_two_prices_is_told_of_where_it_is_cheap()
    {
        var signal = Assert.Single(Views.Ask(Arbitrage, Priced(Given.Btc, 100.5m), Priced(Elsewhere, 100m))).Signal;
        Assert.Equal((Elsewhere, "price_gap", 100.5m), (signal.Coin, signal.Label, signal.TargetQuote));
        Assert.Contains("0.50% apart", signal.Reasons[0]);
    }

    [Fact]
    public void Near_prices_old_prices_other_coins_and_spot_are_no_arbitrage()
    {
        Assert.Empty(Views.Ask(Arbitrage, Priced(Given.Btc, 100.2m), Priced(Elsewhere, 100m)));
        Assert.Empty(Views.Ask(Arbitrage, Priced(Given.Eth, 110m), Priced(Elsewhere, 100m)));
        Assert.Empty(Views.Ask(
            Arbitrage, Priced(InstrumentId.Parse("bybit-spot:BTCUSDT"), 110m), Priced(Elsewhere, 100m)));
        Assert.Empty(Views.Ask(
            Arbitrage,
            Priced(Given.Btc, 110m) with { LastTime = Given.At(200).Time.AddSeconds(-31) },
            Priced(Elsewhere, 100m)));
    }

    [Fact]
    public void Funding_that_differs_is_told_of_where_it_is_lowest()
    {
        CoinView Funded(InstrumentId coin, double rate) => Views.Of(
            coin, Views.Nothing with { Funding = new FundingFacts(0.0001, rate, null, 1) });
        var signal = Assert.Single(Views.Ask(Arbitrage, Funded(Given.Btc, 0.0005), Funded(Elsewhere, 0.0001))).Signal;
        Assert.Equal((Elsewhere, "funding_gap"), (signal.Coin, signal.Label));
        Assert.Empty(Views.Ask(Arbitrage, Funded(Given.Btc, 0.0003), Funded(Elsewhere, 0.0001)));
    }

    [Fact]
    public void Funding_is_compared_by_eight_hours()
    {
        CoinView Funded(InstrumentId coin, double rate, int hours) => Views.Of(
            coin,
            Views.Nothing with
            {
                Funding = new FundingFacts(rate, null, null, 2) { Interval = TimeSpan.FromHours(hours) },
            });
        Assert.Empty(Views.Ask(Arbitrage, Funded(Given.Btc, 0.0008, 8), Funded(Elsewhere, 0.0001, 1)));
        var signal = Assert.Single(
            Views.Ask(Arbitrage, Funded(Given.Btc, 0.0001, 8), Funded(Elsewhere, 0.0001, 1))).Signal;
        Assert.Equal((Given.Btc, "funding_gap"), (signal.Coin, signal.Label));
        Assert.Contains("0.080%", signal.Reasons[0]);
    }

    private static CoinView Priced(InstrumentId coin, decimal priceQuote) =>
        Views.Of(coin) with { LastPriceQuote = priceQuote };
}
