using WhaleStack.Domain.Ranking;
using WhaleStack.Domain.Tests.Scanners;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Ranking;

/// <summary>Coins among each other.</summary>
public sealed class CoinRankingSpecs
{
    private static readonly RankingOptions Half = new(0.5, 0, 0.5, 0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void A_score_is_the_weighted_share_of_coins_that_each_part_beats()
    {
        var ranks = CoinRanking.Of(
            [Coin(Given.Btc, 0.01, 9, 1), Coin(Given.Eth, -0.03, 6, 4), Coin(Given.Sol, 0.02, 1, 9)], Half);
        // By hand: moves beat 0, 1 and 1/2 of the others; imbalances 0.8, 0.2, -0.8 beat (1/2 and a tie) 3/4, 0, 3/4.
        Assert.Equal(
            [(Given.Sol, 0.625), (Given.Eth, 0.5), (Given.Btc, 0.375)],
            ranks.Select(rank => (rank.Coin, rank.ScoreFraction)));
        var part = ranks[0].Parts.Single(found => found.Part == RankPart.Imbalance);
        Assert.Equal((-0.8, 0.75, 0.5), (Math.Round(part.Value, 9), part.PercentileFraction, part.WeightFraction));
    }

    [Fact]
    public void A_part_that_is_not_known_leaves_its_weight_to_the_others()
    {
        var bare = Coin(Given.Btc, 0.05) with { Facts = Views.Nothing with { Price = Price(0.05) } };
        var ranks = CoinRanking.Of([bare, Coin(Given.Eth, 0.01, 9, 1)], Half);
        var best = ranks[0];
        Assert.Equal((Given.Btc, 1.0), (best.Coin, best.ScoreFraction));
        Assert.Equal((RankPart.Move, 1.0), (best.Parts.Single().Part, best.Parts.Single().WeightFraction));
    }

    [Fact]
    public void Short_wicks_and_high_volume_are_better_and_a_low_volume_is_not()
    {
        CoinView Of(InstrumentId coin, double wick, double z) => Views.Of(coin, Views.Nothing with
        {
            Price = Views.Nothing.Price with { WickFraction = wick }, Volume = new VolumeFacts(1, 1, z, 1),
        });
        var options = new RankingOptions(0, 0, 0, 0.5, 0, 0, 0, 0.5, 0, 0);
        var ranks = CoinRanking.Of([Of(Given.Btc, 0.02, -5.0), Of(Given.Eth, 0.01, 0.5)], options);
        Assert.Equal([(Given.Eth, 1.0), (Given.Btc, 0.0)], ranks.Select(rank => (rank.Coin, rank.ScoreFraction)));
    }

    [Fact]
    public void Little_risk_is_better_and_a_return_that_is_not_rare_is_no_outlier()
    {
        CoinView Of(InstrumentId coin, double z, double wickRisk, double shortfall, bool isRare) =>
            Views.Of(coin, Views.Nothing with
            {
                Price = Views.Nothing.Price with { ReturnZ = z },
                Risk = new RiskFacts(wickRisk, 0.01, shortfall, isRare ? 0.995 : 0.9, isRare),
            });
        var options = new RankingOptions(0, 0, 0, 0, 0, 0, 0.4, 0, 0.3, 0.3);
        var ranks = CoinRanking.Of(
            [Of(Given.Btc, -9, 0.2, 0.03, isRare: false), Of(Given.Eth, 5, 0.4, 0.02, isRare: true)], options);
        // By hand: ETH is the outlier (0.4) and has the lighter tail (0.3), BTC the shorter wicks (0.3).
        Assert.Equal([Given.Eth, Given.Btc], ranks.Select(rank => rank.Coin));
        Assert.Equal([0.7, 0.3], ranks.Select(rank => Math.Round(rank.ScoreFraction, 9)));
        Assert.Equal(0.0, ranks[1].Parts.Single(part => part.Part == RankPart.Outlier).Value);
    }

    [Fact]
    public void One_coin_is_in_the_middle_and_none_is_no_rank()
    {
        Assert.Equal(0.5, Assert.Single(CoinRanking.Of([Coin(Given.Btc, 0.01)], Half)).ScoreFraction);
        Assert.Empty(CoinRanking.Of([], Half));
        Assert.Empty(CoinRanking.Of([Coin(Given.Btc, 0.01) with { Condition = CoinCondition.Warming }], Half));
    }

    [Fact]
    public void Weights_must_sum_to_one()
    {
        var error = Assert.Throws<ArgumentException>(() => CoinRanking.Of([], Half with { Calm = 0.1 }));
        Assert.Contains("weights that sum to 1", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("calm is -0.1", (Half with { Calm = -0.1 }).Validate()[0], StringComparison.Ordinal);
    }

    private static CoinView Coin(InstrumentId coin, double move, double above = 0, double below = 0) => Views.Of(
        coin,
        Views.Nothing with { Price = Price(move) },
        [
            .. above > 0 ? [new ClusterView(Side.Sell, 101m, above, 0.01, 0.01)] : Array.Empty<ClusterView>(),
            .. below > 0 ? [new ClusterView(Side.Buy, 99m, below, 0.01, -0.01)] : Array.Empty<ClusterView>(),
        ]);

    private static PriceFacts Price(double move) => Views.Nothing.Price with { DayFraction = move };
}
