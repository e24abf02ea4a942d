using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>Candles of a coin: warm-up, aggregation, gaps, and what is refused.</summary>
public sealed class CoinCandleSpecs
{
    private static readonly CoinOptions Small =
        Given.CoinOptions with { WarmUpCandles = 4, AtrPeriod = 2, TrendPeriod = 2 };

    [Fact]
    public void A_coin_is_live_after_its_warm_up()
    {
        var coin = new Coin(Given.Btc, Small);
        Assert.Null(coin.View.LastPriceQuote);
        for (var hour = 0; hour < 4; hour++)
        {
            Assert.Equal(CoinCondition.Warming, coin.View.Condition);
            Close(coin, Given.Candle(hour, 100, 110, 90, 100 + hour));
        }

        Assert.Equal(CoinCondition.Live, coin.View.Condition);
        Assert.Equal(103m, coin.View.LastPriceQuote);
        Assert.Equal(20.0, coin.View.AtrQuote);
        Assert.Equal(4, coin.View.CandlesSinceGap);
        Assert.Equal(Given.Start.AddHours(4), coin.View.LastTime);
        Assert.Equal("volume proxy", coin.View.InflowSource);
        // By hand: EMA(2) of 100, 101, 102, 103 = 100.5, 101.5, 102.5; 103 / 102.5 - 1.
        Assert.Equal((103 / 102.5) - 1, coin.View.TrendFraction!.Value, 12);
    }

    [Fact]
    public void Clusters_lie_on_their_sides_and_follow_the_price()
    {
        var coin = new Coin(Given.Btc, Small);
        Close(coin, Given.Candle(0, 100, 100, 100, 100));
        var clusters = coin.View.Clusters;
        Assert.Contains(clusters, cluster => cluster.PositionSide == Side.Buy && cluster.DistanceFraction < 0);
        Assert.Contains(clusters, cluster => cluster.PositionSide == Side.Sell && cluster.DistanceFraction > 0);
        Assert.DoesNotContain(clusters, cluster => cluster.PositionSide == Side.Buy && cluster.DistanceFraction > 0);
        Assert.Equal(clusters.Length, coin.View.ClustersBorn);
        Form(coin, Given.Candle(1, 100, 101, 100, 101));
        Assert.Equal((double)(clusters[0].PriceQuote / 101m) - 1, coin.View.Clusters[0].DistanceFraction, 12);
        Close(coin, Given.Candle(1, 100, 100, 100, 100));
        Assert.Equal(clusters.Length, coin.View.ClustersBorn); // The same clusters, heavier.
    }

    [Fact]
    public void Minutes_are_put_together_to_hours()
    {
        var minutes = new Coin(Given.Btc, Small);
        for (var minute = 0; minute < 60; minute++)
        {
            Assert.Equal(0, minutes.View.CandlesSinceGap);
            var high = minute == 20 ? 105 : 103;
            var low = minute == 40 ? 97 : 99;
            Close(minutes, Minute(minute, minute == 0 ? 100 : 102, high, low, minute == 59 ? 103 : 100));
        }

        var hour = new Coin(Given.Btc, Small);
        Close(hour, new Candle(Given.Start, Given.Hour, 100, 105, 97, 103, 60, 6_000));
        Assert.Equal(1, minutes.View.CandlesSinceGap);
        Assert.Equal(0, minutes.IncompleteCandles);
        Assert.NotEmpty(minutes.View.Clusters);
        Same.View(hour.View, minutes.View);
    }

    [Fact]
    public void An_hour_with_missing_minutes_is_closed_and_counted()
    {
        var coin = new Coin(Given.Btc, Small);
        Close(coin, Minute(10, 100, 101, 99, 100));
        Close(coin, Minute(30, 100, 101, 99, 100));
        Assert.Equal(0, coin.View.CandlesSinceGap);
        Close(coin, Minute(60, 100, 101, 99, 100)); // The next hour has begun.
        Assert.Equal(1, coin.View.CandlesSinceGap);
        Assert.Equal(1, coin.IncompleteCandles);
    }

    [Fact]
    public void The_venues_own_hour_replaces_its_minutes()
    {
        var coin = new Coin(Given.Btc, Small);
        Close(coin, Minute(10, 100, 101, 99, 100));
        Assert.Null(Close(coin, Given.Candle(0, 100, 101, 99, 100)).Refusal);
        Assert.Equal(1, coin.View.CandlesSinceGap);
        Assert.Equal(0, coin.IncompleteCandles);
    }

    [Fact]
    public void Three_missing_candles_are_tolerated_and_four_are_a_gap()
    {
        var coin = Warm();
        Assert.Null(Close(coin, Given.Candle(7, 100, 110, 90, 100)).Gap); // Hours 4, 5, 6 are missing.
        Assert.Equal(5, coin.View.CandlesSinceGap);
        var born = coin.View.ClustersBorn;
        var outcome = Close(coin, Given.Candle(12, 50, 50, 50, 50)); // Hours 8 to 11 are missing.
        Assert.Null(outcome.Refusal);
        Assert.Equal(
            new CoinEvents.GapFound(Given.Btc, Given.Start.AddHours(8), Given.Start.AddHours(12)), outcome.Gap);
        Assert.Equal(CoinCondition.Warming, coin.View.Condition);
        Assert.Equal(1, coin.View.CandlesSinceGap);
        Assert.Null(coin.View.AtrQuote);
        Assert.Null(coin.View.TrendFraction);
        Assert.Equal(50m, coin.View.LastPriceQuote);
        Assert.True(coin.View.ClustersBorn > born);
        // Only the new candle's levels are left: a fresh coin that saw nothing else has the same clusters.
        var fresh = new Coin(Given.Btc, Small);
        Close(fresh, Given.Candle(12, 50, 50, 50, 50));
        Assert.Equal(fresh.View.Clusters.AsEnumerable(), coin.View.Clusters);
    }

    [Fact]
    public void A_forming_candle_finds_the_gap_once_and_moves_only_the_price()
    {
        var coin = Warm();
        var before = coin.View;
        Assert.Null(Form(coin, Given.Candle(4, 100, 108, 90, 107)).Gap);
        Assert.Equal(
            before with { LastPriceQuote = 107m, Clusters = default, Facts = null },
            coin.View with { Clusters = default, Facts = null });
        var outcome = Form(coin, Minute(5_000, 100, 101, 99, 100));
        Assert.Equal(Given.Start.AddHours(4), outcome.Gap!.From);
        Assert.Equal(Given.Start.AddMinutes(5_000), outcome.Gap.To);
        Assert.Null(Form(coin, Minute(5_000, 100, 101, 99, 101)).Gap);
        Assert.Null(Close(coin, Minute(5_000, 100, 101, 99, 101)).Gap);
        Assert.Equal(0, coin.View.CandlesSinceGap);
        Assert.Equal(101m, coin.View.LastPriceQuote);
    }

    [Fact]
    public void The_same_candle_again_changes_nothing_and_an_older_one_is_refused()
    {
        var coin = Warm();
        var before = coin.View;
        Assert.Null(Close(coin, Given.Candle(3, 100, 110, 90, 103)).Refusal);
        Assert.Contains(
            "opens before", Close(coin, Given.Candle(2, 100, 110, 90, 102)).Refusal, StringComparison.Ordinal);
        Assert.Contains(
            "opens before", Close(coin, Given.Candle(3, 100, 110, 90, 99)).Refusal, StringComparison.Ordinal);
        Assert.Contains(
            "closed before", Form(coin, Given.Candle(3, 100, 110, 90, 99)).Refusal, StringComparison.Ordinal);
        Same.View(before, coin.View);
    }

    public static TheoryData<Candle, string> ImpossibleCandles => new()
    {
        { Given.Candle(4, 100, 99, 90, 95), "open 100" },
        { Given.Candle(4, 100, 110, 101, 105), "open 100" },
        { Given.Candle(4, 100, 110, 90, 111), "close 111" },
        { Given.Candle(4, 100, 90, 110, 100), "open 100" },
        { Given.Candle(4, 0, 110, 0, 100), "low 0" },
        { Given.Candle(4, -5, 110, -5, 100), "low -5" },
        { Given.Candle(4, 100, 2_000_000_000_000m, 90, 100), "high 2000000000000" },
        { Given.Candle(4, 100, 110, 90, 100) with { VolumeBase = -1 }, "volume -1" },
        { Given.Candle(4, 100, 110, 90, 100) with { TurnoverQuote = decimal.MaxValue }, "turnover" },
        { Given.Candle(4, 100, 110, 90, 100) with { Interval = TimeSpan.FromMinutes(7) }, "interval 00:07:00" },
        { Given.Candle(4, 100, 110, 90, 100) with { Interval = TimeSpan.Zero }, "interval 00:00:00" },
        { Given.Candle(4, 100, 110, 90, 100) with { Interval = TimeSpan.FromHours(2) }, "interval 02:00:00" },
        { Given.Candle(4, 100, 110, 90, 100) with { OpenTime = Given.Start.AddMinutes(270) }, "grid" },
    };

    [Theory]
    [MemberData(nameof(ImpossibleCandles))]
    public void Impossible_candles_are_refused_with_the_reason_and_change_nothing(Candle candle, string reason)
    {
        var coin = Warm();
        var before = coin.View;
        Assert.Contains(reason, Close(coin, candle).Refusal, StringComparison.Ordinal);
        Assert.Contains(reason, Form(coin, candle).Refusal, StringComparison.Ordinal);
        Same.View(before, coin.View);
    }

    [Fact]
    public void Data_of_another_coin_and_commands_of_another_kind_are_our_bugs()
    {
        var coin = Warm();
        Assert.Throws<InvalidOperationException>(
            () => coin.Apply(new CoinCommands.ApplyCandle(Given.Eth, Given.Candle(4, 100, 110, 90, 100))));
        Assert.Throws<ArgumentException>(() => coin.Apply(new CoinQueries.GetView(Given.Btc)));
        Assert.Throws<ArgumentException>(() => new Coin(Given.Btc, Small with { AtrPeriod = 0 }));
    }

    private static Coin Warm()
    {
        var coin = new Coin(Given.Btc, Small);
        for (var hour = 0; hour < 4; hour++)
        {
            Close(coin, Given.Candle(hour, 100, 110, 90, 100 + hour));
        }

        return coin;
    }

    private static Candle Minute(int minute, decimal open, decimal high, decimal low, decimal close) =>
        new(Given.Start.AddMinutes(minute), TimeSpan.FromMinutes(1), open, high, low, close, 1, 100);

    private static CoinOutcome Close(Coin coin, Candle candle) =>
        coin.Apply(new CoinCommands.ApplyCandle(Given.Btc, candle));

    private static CoinOutcome Form(Coin coin, Candle candle) =>
        coin.Apply(new CoinCommands.ApplyFormingCandle(Given.Btc, candle));
}
