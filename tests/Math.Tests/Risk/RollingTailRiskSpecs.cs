namespace WhaleStack.Quant.Tests.Risk;

/// <summary>The tail of the newest returns.</summary>
public sealed class RollingTailRiskSpecs
{
    private static readonly TailRiskOptions Options = new(0.05, 60, 20);

    [Fact]
    public void It_equals_the_batch_of_its_window_bit_for_bit_and_is_null_in_warm_up()
    {
        var (random, rolling, all) = (new SeededRandom(4), new RollingTailRisk(Options), new List<double>());
        for (var i = 0; i < 300; i++)
        {
            var value = i % 7 == 0 ? 0.0 : random.NextNormal() / 100;
            rolling.Add(value);
            all.Add(value);
            TailRisk? expected = all.Count < 20 ? null : TailRisk.Historical(all.TakeLast(60).ToArray(), 0.05);
            Assert.Equal(expected, rolling.Value);
        }

        rolling.Clear();
        Assert.Null(rolling.Value);
    }

    [Fact]
    public void What_is_no_number_is_refused_and_options_name_every_mistake()
    {
        var rolling = new RollingTailRisk(Options);
        Assert.Throws<ArgumentOutOfRangeException>(() => rolling.Add(double.NaN));
        Assert.Equal(3, new TailRiskOptions(0, 10, 0).Validate().Length);
        Assert.Throws<ArgumentException>(() => new RollingTailRisk(Options with { CandlesMin = 61 }));
    }
}
