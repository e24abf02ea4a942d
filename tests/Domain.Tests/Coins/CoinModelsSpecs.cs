using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>The models of a coin say what they say by themselves, fed by what is known of each candle.</summary>
public sealed class CoinModelsSpecs
{
    private static readonly CoinOptions Options = Given.CoinOptions with
    {
        WarmUpCandles = 2, AtrPeriod = 1, TrendPeriod = 1, Models = [Given.TimeWeighted, Given.AllOpenings],
    };

    private readonly Coin _coin = new(Given.Btc, Options);
    private readonly HeatmapEstimator _alone = new(Given.TimeWeighted);
    private decimal _close = 100m;

    [Fact]
    public void A_model_says_what_it_says_alone_of_the_same_bars()
    {
        for (var hour = 0; hour < 60; hour++)
        {
            var candle = Next(hour);
            var (openInterest, bought) = (1_000m + (hour * 7 % 13), 0.1m * (1 + (hour % 9)) * candle.VolumeBase);
            OpenInterest(candle.CloseTime.AddMinutes(-1), openInterest);
            Trade(hour, Side.Buy, bought, candle.OpenQuote);
            Trade(hour, Side.Sell, candle.VolumeBase - bought, candle.OpenQuote);
            Apply(new CoinCommands.ApplyCandle(Given.Btc, candle));
            _alone.Apply(Bar(candle) with
            {
                OpenInterestBase = (double)openInterest,
                TakerBuyBase = (double)candle.VolumeBase * ((double)bought / (double)candle.VolumeBase),
            });
        }

        var model = _coin.View.Models[0];
        Assert.Equal(("time_weighted", "open interest"), (model.Model, model.InflowSource));
        Assert.Equal(Given.At(60).Time, model.AsOf);
        Assert.Equal(Clusters(_alone), model.Clusters.Select(Shown));
        Assert.NotEmpty(model.Clusters);
        Assert.Equal("all_openings", _coin.View.Models[1].Model);
    }

    [Fact]
    public void Without_open_interest_and_with_too_few_trades_it_is_the_proxy_and_says_so()
    {
        OpenInterest(Given.Start.AddHours(-5), 1_000m); // Too old to be that of any candle.
        for (var hour = 0; hour < 30; hour++)
        {
            var candle = Next(hour);
            Trade(hour, Side.Buy, 0.4m * candle.VolumeBase, candle.LowQuote); // Less than half of it was seen.
            Apply(new CoinCommands.ApplyCandle(Given.Btc, candle));
            _alone.Apply(Bar(candle));
        }

        var model = _coin.View.Models[0];
        Assert.Equal("volume proxy", model.InflowSource);
        Assert.Equal(Clusters(_alone), model.Clusters.Select(Shown));
    }

    [Fact]
    public void Statistics_without_open_interest_say_that_the_last_one_holds()
    {
        OpenInterest(Given.Start, 1_000m);
        for (var hour = 0; hour < 30; hour++)
        {
            Apply(new CoinCommands.ApplyTicker(
                Given.Btc, new Ticker(Given.Start.AddHours(hour + 0.5), IsSnapshot: false, MarkPriceQuote: 100m)));
            Apply(new CoinCommands.ApplyCandle(Given.Btc, Next(hour)));
        }

        Assert.Equal("open interest", _coin.View.Models[0].InflowSource);
    }

    [Fact]
    public void Half_known_inflow_is_named_with_its_share()
    {
        for (var hour = 0; hour < 40; hour++)
        {
            if (hour >= 20)
            {
                OpenInterest(Given.Start.AddHours(hour + 0.5), 1_000m + hour);
            }

            Apply(new CoinCommands.ApplyCandle(Given.Btc, Next(hour)));
        }

        // Of 40 bars the last 19 have it at both ends.
        Assert.Equal("open interest (47 % of bars), volume proxy", _coin.View.Models[0].InflowSource);
    }

    [Fact]
    public void The_coins_own_heatmap_is_the_same_with_models_and_without()
    {
        var bare = new Coin(Given.Btc, Options with { Models = [] });
        for (var hour = 0; hour < 30; hour++)
        {
            var candle = new CoinCommands.ApplyCandle(Given.Btc, Next(hour));
            Apply(candle);
            bare.Apply(candle);
        }

        Assert.Empty(bare.View.Models);
        Same.View(bare.View, _coin.View with { Models = [] });
    }

    [Fact]
    public void A_gap_clears_the_models_and_warming_hides_them()
    {
        for (var hour = 0; hour < 30; hour++)
        {
            Apply(new CoinCommands.ApplyCandle(Given.Btc, Next(hour)));
        }

        Assert.Empty(_coin.ViewAt(Given.At(60).Time).Models);
        Apply(new CoinCommands.ApplyCandle(Given.Btc, Next(50)));
        var fresh = new HeatmapEstimator(Given.TimeWeighted);
        fresh.Apply(Bar(Next(50, _close)));
        Assert.Equal(Given.At(51).Time, _coin.View.Models[0].AsOf);
        Assert.Equal(Clusters(fresh).Count(), _coin.View.Models[0].Clusters.Length);
    }

    [Fact]
    public void Models_are_checked_with_the_coins_options()
    {
        var twice = Options with { Models = [Given.AllOpenings, Given.AllOpenings] };
        Assert.StartsWith("models (names)", Assert.Single(twice.Validate()), StringComparison.Ordinal);
        var bad = Options with { Models = [Given.AllOpenings with { ProxyFraction = 0.0 }] };
        Assert.StartsWith("models[0].proxy_fraction", Assert.Single(bad.Validate()), StringComparison.Ordinal);
    }

    private static MarketBar Bar(Candle candle) => MarketBar.OfCandle(
        new HeatmapCandle(
            candle.CloseTime,
            (double)candle.OpenQuote,
            (double)candle.HighQuote,
            (double)candle.LowQuote,
            (double)candle.CloseQuote,
            (double)candle.TurnoverQuote),
        (double)candle.VolumeBase);

    private IEnumerable<(Side, double)> Clusters(HeatmapEstimator map)
    {
        var found = new List<LiquidationCluster>();
        new ClusterFinder(Given.Clusters, map.BucketFraction).Find(map, (double)_close, found);
        return found.Select(c => (c.Side == LiquidationSide.Longs ? Side.Buy : Side.Sell, c.MassQuote));
    }

    private static (Side, double) Shown(ClusterView cluster) => (cluster.PositionSide, cluster.MassQuote);

    private Candle Next(int hour) => Next(hour, _close = 100m + (hour * 11 % 7) - (hour * 5 % 4));

    private static Candle Next(int hour, decimal close) =>
        Given.Candle(hour, close, close + 1m, close - 1m, close, 10m + (hour % 5));

    private void OpenInterest(DateTimeOffset time, decimal openInterestBase) => Apply(new CoinCommands.ApplyTicker(
        Given.Btc, new Ticker(time, IsSnapshot: false, OpenInterestBase: openInterestBase)));

    private void Trade(int hour, Side side, decimal sizeBase, decimal priceQuote) => Apply(new CoinCommands.ApplyTrades(
        Given.Btc, [new Trade(Given.Start.AddHours(hour + 0.9), default, side, priceQuote, sizeBase)]));

    private void Apply(IWithCoin command) => Assert.Null(_coin.Apply(command).Refusal);
}
