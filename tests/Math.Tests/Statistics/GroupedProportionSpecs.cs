namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Shares of trials that come in groups.</summary>
public sealed class GroupedProportionSpecs
{
    [Fact]
    public void Groups_that_go_all_one_way_each_count_for_less_than_their_trials()
    {
        // By hand: p = 1/2; squares = 4 x 5^2 = 100; effect = 100 x 4 / (3 x 40 x 1/4) = 40/3; 40 / (40/3) = 3 trials.
        var share = GroupedProportion.Of([new(10, 10), new(0, 10), new(10, 10), new(0, 10)])!.Value;
        Assert.Equal(Proportion.OfShare(0.5, 3), share);
        Assert.True(share.High - share.Low > 2 * (Proportion.Of(20, 40).High - Proportion.Of(20, 40).Low));
    }

    [Fact]
    public void Groups_that_are_alike_are_never_worth_more_than_their_trials() =>
        Assert.Equal(Proportion.Of(20, 40), GroupedProportion.Of([new(5, 10), new(5, 10), new(5, 10), new(5, 10)]));

    [Fact]
    public void Where_all_went_one_way_each_group_is_one_trial()
    {
        Assert.Equal(Proportion.Of(0, 2), GroupedProportion.Of([new(0, 50), new(0, 0), new(0, 50)]));
        Assert.Equal(Proportion.Of(3, 3), GroupedProportion.Of([new(1, 1), new(7, 7), new(2, 2)]));
    }

    [Fact]
    public void One_group_is_plain_trials_and_none_is_no_share()
    {
        Assert.Equal(Proportion.Of(3, 9), GroupedProportion.Of([new(3, 9), new(0, 0)]));
        Assert.Null(GroupedProportion.Of([]));
        Assert.Null(GroupedProportion.Of([new(0, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedProportion.Of([new(2, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedProportion.Of([new(-1, 1)]));
    }

    [Fact]
    public void Its_interval_holds_the_truth_about_as_often_as_it_says_where_groups_lean_on_one_cause()
    {
        // A group has a chance of its own, 0.2 or 0.6, mean 0.4; 40 groups of 10 trials, 1,000 times.
        var random = new SeededRandom(5);
        var (held, heldByPlain) = (0, 0);
        for (var run = 0; run < 1_000; run++)
        {
            var groups = new TrialGroup[40];
            for (var i = 0; i < groups.Length; i++)
            {
                var chance = random.NextBelow(2) == 0 ? 2 : 6;
                groups[i] = new TrialGroup(Enumerable.Range(0, 10).Count(_ => random.NextBelow(10) < chance), 10);
            }

            var share = GroupedProportion.Of(groups)!.Value;
            var plain = Proportion.Of(groups.Sum(group => group.Hits), 400);
            held += share.Low <= 0.4 && share.High >= 0.4 ? 1 : 0;
            heldByPlain += plain.Low <= 0.4 && plain.High >= 0.4 ? 1 : 0;
        }

        Assert.InRange(held, 920, 975);
        Assert.True(heldByPlain < 880, $"{heldByPlain}");
    }
}
