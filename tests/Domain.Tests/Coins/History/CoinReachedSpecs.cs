using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Tests.Coins.History;

/// <summary>The history that a coin keeps of a recorded year, and reports of it.</summary>
public sealed class CoinReachedSpecs
{
    private static readonly Candle[] Year =
    [
        .. RecordedYear.Steps.Where(step => step.Watermark.Phase == StepPhase.History)
            .SelectMany(step => step.Candles)
            .Where(candle => candle.Coin == Given.Btc).Select(candle => candle.Candle),
    ];

    [Fact]
    public void What_is_known_at_a_time_is_what_the_candles_up_to_it_tell()
    {
        var coin = new Coin(Given.Btc, Given.CoinOptions);
        foreach (var (candle, i) in Year.Take(2_000).Select((candle, i) => (candle, i)))
        {
            Close(coin, candle);
            if (i is 700 or 1_500)
            {
                var cut = new Coin(Given.Btc, Given.CoinOptions);
                Array.ForEach(Year[..(i + 1)], known => Close(cut, known));
                Assert.Equal(Watch.Text(cut.Reached), Watch.Text(coin.Reached));
                Same.View(cut.View, coin.View);
            }
        }

        Assert.True(coin.Reached.Cells.Sum(cell => cell.Born) > 200);
    }

    [Fact]
    public void Its_view_tells_how_often_clusters_like_each_were_reached()
    {
        var coin = Played(4_000);
        var view = coin.View;
        var told = view.Clusters.Where(cluster => cluster.Reached is not null).ToList();
        Assert.NotEmpty(told);
        foreach (var cluster in told)
        {
            var distanceAtr = Math.Abs(cluster.DistanceFraction) * (double)view.LastPriceQuote! / view.AtrQuote!.Value;
            var share = cluster.MassQuote
                / view.Clusters.Where(other => other.PositionSide == cluster.PositionSide).Sum(o => o.MassQuote);
            var row = ReachReport.Of([coin.Reached]).Rows
                .Single(found => Holds(found.Class, cluster, share, distanceAtr));
            Assert.Equal(row.Rates[1], cluster.Reached);
            Assert.True(cluster.Reached!.Of >= ReachOptions.Default.ToldDecidedMin);
        }
    }

    [Fact]
    public void Venues_add_up_but_their_weeks_are_the_same_weeks()
    {
        var one = Played(2_500).Reached;
        var alone = ReachReport.Of([one]);
        var twice = ReachReport.Of([one, one with { Coin = Given.Eth }]);
        Assert.Equal([Given.Btc, Given.Eth], twice.Coins.AsEnumerable());
        foreach (var (single, both) in alone.Rows.Zip(twice.Rows))
        {
            Assert.Equal((2 * single.Born, 2 * single.Open), (both.Born, both.Open));
            Assert.Equal(single.HoursToReach.AsEnumerable(), both.HoursToReach);
            foreach (var (rate, pooled) in single.Rates.Zip(both.Rates).Where(pair => pair.First.Reached > 0))
            {
                Assert.Equal((2 * rate.Reached, 2 * rate.Of), (pooled.Reached, pooled.Of));
                // The same weeks again tell nothing new, unless they were worth each of their trials.
                Assert.True(pooled.HighFraction - pooled.LowFraction >= 0.7 * (rate.HighFraction - rate.LowFraction));
            }
        }

        var other = new ReachHistory(ReachOptions.Default with { DistanceAtrEdges = [5.0] }).Counts(Given.Btc);
        Assert.Throws<ArgumentException>(() => ReachReport.Of([one, other]));
        Assert.Empty(ReachReport.Of([other]).Rows);
    }

    private static bool Holds(ReachClass named, ClusterView cluster, double share, double distanceAtr) =>
        named.PositionSide == cluster.PositionSide
        && share >= named.MassShareMin && share < (named.MassShareMax ?? double.MaxValue)
        && distanceAtr >= named.DistanceAtrMin && distanceAtr < (named.DistanceAtrMax ?? double.MaxValue);

    private static Coin Played(int candles)
    {
        var coin = new Coin(Given.Btc, Given.CoinOptions);
        Array.ForEach(Year[..Math.Min(candles, Year.Length)], candle => Close(coin, candle));
        return coin;
    }

    private static void Close(Coin coin, Candle candle) =>
        Assert.Null(coin.Apply(new CoinCommands.ApplyCandle(Given.Btc, candle)).Refusal);
}
