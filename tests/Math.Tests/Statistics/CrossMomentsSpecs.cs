namespace WhaleStack.Quant.Tests;

/// <summary>Ranks, and correlations with other things held fixed.</summary>
public sealed class CrossMomentsSpecs
{
    [Fact]
    public void Equal_values_share_their_mean_rank()
    {
        Assert.Equal([1.0, 0.0, 0.5, 0.5, 0.5], Ranks.Of([9, 1, 4, 4, 4]).ToArray());
        Assert.Equal([0.0], Ranks.Of([7]));
        Assert.Empty(Ranks.Of([]));
        Assert.Throws<ArgumentException>(() => Ranks.Of([1, double.NaN]));
    }

    [Fact]
    public void Spearman_of_four_pairs_is_known_by_hand()
    {
        // Differences of rank 0, 1, -1, 0: 1 - 6 x 2 / (4 x 15) = 0.8.
        Assert.Equal(0.8, Ranks.Correlation([1, 2, 3, 40], [10, 30, 20, 4_000]), 12);
        Assert.Equal(-1.0, Ranks.Correlation([1, 2, 3], [3, 2, -9]), 12);
        Assert.True(double.IsNaN(Ranks.Correlation([1, 2, 3], [5, 5, 5])));
        Assert.Throws<ArgumentException>(() => Ranks.Correlation([1, 2], [1]));
    }

    [Fact]
    public void With_one_variable_held_fixed_it_is_the_textbook_formula()
    {
        var sums = Sums(3, seed: 11, count: 200);
        double R(int x, int y) => CrossMoments.Correlation(sums, 3, x, y);
        var expected = (R(0, 1) - (R(0, 2) * R(1, 2)))
            / Math.Sqrt((1 - (R(0, 2) * R(0, 2))) * (1 - (R(1, 2) * R(1, 2))));
        Assert.Equal(expected, CrossMoments.Partial(sums, 3, 0, 1, 2), 12);
        Assert.Equal(R(0, 1), CrossMoments.Partial(sums, 3, 0, 1), 12);
    }

    [Fact]
    public void With_two_held_fixed_it_is_the_recursion_of_one_and_one()
    {
        var sums = Sums(4, seed: 12, count: 300);
        double Given2(int x, int y) => CrossMoments.Partial(sums, 4, x, y, 2);
        var expected = (Given2(0, 1) - (Given2(0, 3) * Given2(1, 3)))
            / Math.Sqrt((1 - (Given2(0, 3) * Given2(0, 3))) * (1 - (Given2(1, 3) * Given2(1, 3))));
        Assert.Equal(expected, CrossMoments.Partial(sums, 4, 0, 1, 2, 3), 10);
        Assert.Equal(expected, CrossMoments.Partial(sums, 4, 1, 0, 3, 2), 10);
    }

    [Fact]
    public void What_never_changes_or_is_told_by_another_has_no_correlation()
    {
        var sums = new double[CrossMoments.ColumnsOf(3)];
        for (var i = 0; i < 10; i++)
        {
            CrossMoments.Add(sums, [i, i % 3, 2 * i]);
        }

        Assert.True(double.IsNaN(CrossMoments.Partial(sums, 3, 0, 1, 2)));
        Assert.True(double.IsNaN(CrossMoments.Partial(sums, 3, 1, 0, 2)));
        Assert.Equal(1.0, CrossMoments.Partial(sums, 3, 0, 2, 1), 12);
        var flat = new double[CrossMoments.ColumnsOf(2)];
        CrossMoments.Add(flat, [1, 2]);
        CrossMoments.Add(flat, [2, 2]);
        Assert.True(double.IsNaN(CrossMoments.Correlation(flat, 2, 0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossMoments.Add(new double[3], [1.0, 2.0]));
    }

    /// <summary>Sums of variables that lean on each other.</summary>
    private static double[] Sums(int variables, ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        var sums = new double[CrossMoments.ColumnsOf(variables)];
        var values = new double[variables];
        for (var i = 0; i < count; i++)
        {
            var common = random.NextNormal();
            for (var k = 0; k < variables; k++)
            {
                values[k] = (common * (k + 1)) + random.NextNormal();
            }

            CrossMoments.Add(sums, values);
        }

        return sums;
    }
}
