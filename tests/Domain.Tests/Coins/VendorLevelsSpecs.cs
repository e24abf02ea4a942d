using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>A vendor's levels in a coin: told beside the coin's own, swept by its price, forgotten in time.</summary>
public sealed class VendorLevelsSpecs
{
    private static readonly ModelLevels Levels = new(
        "coinglass1",
        "CoinGlass",
        Given.At(1).Time,
        Given.At(5).Time,
        100m,
        [new LevelMass(95m, 4e6), new LevelMass(104m, 6e6), new LevelMass(110m, 2e6)]);

    private readonly Coin _coin = new(
        Given.Btc, Given.CoinOptions with { WarmUpCandles = 1, AtrPeriod = 1, TrendPeriod = 1 });

    public static TheoryData<ModelLevels, string> Bad => new()
    {
        { Levels with { Model = "" }, "model ''" },
        { Levels with { Source = new string('x', 65) }, "source" },
        { Levels with { Levels = [] }, "0 levels" },
        { Levels with { Levels = default }, "0 levels" },
        { Levels with { ValidUntil = Given.At(1).Time }, "impossible" },
        { Levels with { PriceQuote = 0m }, "impossible" },
        { Levels with { Levels = [new LevelMass(-1m, 1.0)] }, "level of 1 at -1" },
        { Levels with { Levels = [new LevelMass(1m, double.NaN)] }, "level of NaN" },
        { Levels with { Levels = [new LevelMass(1m, -1.0)] }, "level of -1" },
        { Levels with { Levels = [new LevelMass(1_000m, 1.0)] }, "no level near" },
        { Levels with { Model = "time_weighted" }, "the coin's own" },
        { Levels with { Levels = [.. Enumerable.Repeat(new LevelMass(100m, 1.0), 20_001)] }, "20001 levels" },
    };

    [Fact]
    public void Levels_are_clusters_of_their_own_model_with_the_distance_from_the_price()
    {
        Close(0, 99m, 101m, 100m);
        Assert.Null(Take(Levels));
        var model = Assert.Single(_coin.View.Models);
        Assert.Equal(("coinglass1", "CoinGlass", Given.At(1).Time), (model.Model, model.InflowSource, model.AsOf));
        Assert.Equal([6e6, 4e6, 2e6], model.Clusters.Select(cluster => cluster.MassQuote));
        Assert.Equal([Side.Sell, Side.Buy, Side.Sell], model.Clusters.Select(cluster => cluster.PositionSide));
        Assert.Equal(0.04, model.Clusters[0].DistanceFraction, 3);
    }

    [Fact]
    public void What_price_crosses_after_the_vendor_looked_is_gone()
    {
        Close(0, 99m, 101m, 100m);
        Take(Levels);
        Close(1, 99m, 105m, 102m);
        var model = Assert.Single(_coin.View.Models);
        Assert.Equal([4e6, 2e6], model.Clusters.Select(cluster => cluster.MassQuote));
        // Newer ones take the place of all.
        Assert.Null(Take(Levels with { Time = Given.At(2).Time, PriceQuote = 102m }));
        Assert.Equal(3, Assert.Single(_coin.View.Models).Clusters.Length);
    }

    [Fact]
    public void A_candle_from_before_the_vendor_looked_takes_nothing()
    {
        Take(Levels);
        Close(0, 90m, 120m, 100m);
        Assert.Equal(3, Assert.Single(_coin.View.Models).Clusters.Length);
    }

    [Fact]
    public void Levels_that_are_too_old_are_not_told()
    {
        Close(0, 99m, 101m, 100m);
        Take(Levels);
        Close(1, 99m, 101m, 100m);
        Close(2, 99m, 101m, 100m);
        Close(3, 99m, 101m, 100m);
        Assert.Single(_coin.View.Models);
        Close(4, 99m, 101m, 100m);
        Assert.Empty(_coin.View.Models);
        Assert.Null(Take(Levels with { Time = Given.At(5).Time, ValidUntil = Given.At(9).Time }));
        Assert.Single(_coin.View.Models);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Impossible_levels_are_refused_and_change_nothing(ModelLevels levels, string reason)
    {
        var coin = new Coin(Given.Btc, Given.CoinOptions with { Models = [Given.TimeWeighted] });
        coin.Apply(new CoinCommands.ApplyLevels(Given.Btc, Levels));
        var before = coin.View;
        Assert.Contains(
            reason, coin.Apply(new CoinCommands.ApplyLevels(Given.Btc, levels)).Refusal, StringComparison.Ordinal);
        Same.View(before, coin.View);
    }

    [Fact]
    public void Older_levels_and_more_models_than_there_is_room_for_are_refused()
    {
        Assert.Null(Take(Levels));
        Assert.Contains("older", Take(Levels with { Time = Given.At(0).Time }), StringComparison.Ordinal);
        for (var i = 2; i <= 8; i++)
        {
            Assert.Null(Take(Levels with { Model = $"coinglass{i}" }));
        }

        Assert.Contains("one more than 8", Take(Levels with { Model = "coinglass9" }), StringComparison.Ordinal);
        Assert.Null(Take(Levels with { Model = "coinglass3" }));
    }

    private string? Take(ModelLevels levels) => _coin.Apply(new CoinCommands.ApplyLevels(Given.Btc, levels)).Refusal;

    private void Close(int hour, decimal low, decimal high, decimal close) => Assert.Null(_coin.Apply(
        new CoinCommands.ApplyCandle(Given.Btc, Given.Candle(hour, close, high, low, close))).Refusal);
}
