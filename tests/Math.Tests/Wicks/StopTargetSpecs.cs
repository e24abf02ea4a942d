using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests;

/// <summary>Stops lie behind wicks and clusters, targets before the clusters ahead.</summary>
public sealed class StopTargetSpecs
{
    private static readonly StopTargetOptions Options = new(0.005, 0.05, 0.002, 0.001, 2, 1.0);

    [Fact]
    public void A_long_has_its_stop_below_the_nearest_cluster_and_its_targets_before_those_above()
    {
        var (plan, refusal) = StopTargetLevels.Of(
            true, 100, 0.01, [Short(108), Short(104), Short(112), Long(97), Long(91)], Options);
        Assert.Equal(LevelRefusal.None, refusal);
        // By hand: lower edge 97 / sqrt(1.0001) = 96.99515; 1 - 0.9699515 + 0.002 = 3.20485 %.
        Assert.Equal(100 * (1 - 0.0320485), plan!.StopQuote, 3);
        Assert.Equal([103.896, 107.892], plan.TargetsQuote.Select(quote => Math.Round(quote, 9)));
        Assert.Equal((1.08 * 0.999 - 1) / 0.0320485, plan.RewardRisk, 3);
    }

    [Fact]
    public void A_short_is_the_mirror_of_it()
    {
        var (plan, _) = StopTargetLevels.Of(false, 100, 0.01, [Short(103), Long(96), Long(92)], Options);
        Assert.Equal(100 * (1 + 0.03 + (103 * 0.00005 / 100) + 0.002), plan!.StopQuote, 3);
        Assert.Equal([96.096, 92.092], plan.TargetsQuote.Select(quote => Math.Round(quote, 9)));
    }

    [Fact]
    public void Without_a_cluster_near_behind_the_wicks_decide()
    {
        Assert.Equal(98.0, StopTargetLevels.Of(true, 100, 0.02, [Short(104), Long(90)], Options).Plan!.StopQuote, 9);
        Assert.Equal(99.5, StopTargetLevels.Of(true, 100, 0.0, [Short(104)], Options).Plan!.StopQuote, 9);
    }

    [Fact]
    public void What_is_not_worth_trading_is_refused_with_its_reason()
    {
        Assert.Equal(LevelRefusal.NoTarget, StopTargetLevels.Of(true, 100, 0.01, [Long(97)], Options).Refusal);
        Assert.Equal(LevelRefusal.NoTarget, StopTargetLevels.Of(true, 100, 0.01, [Short(99)], Options).Refusal);
        Assert.Equal(LevelRefusal.StopTooFar, StopTargetLevels.Of(true, 100, 0.06, [Short(120)], Options).Refusal);
        Assert.Equal(LevelRefusal.RewardTooSmall, StopTargetLevels.Of(true, 100, 0.04, [Short(101)], Options).Refusal);
    }

    [Fact]
    public void Every_plan_keeps_its_limits() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(bool IsLong, byte Wick, byte[] Prices)>(),
            input =>
            {
                LiquidationCluster[] clusters =
                [
                    .. (input.Prices ?? []).Select(
                        place => place % 2 == 0 ? Short(100 + (place / 20.0)) : Long(100 - (place / 20.0))),
                ];
                var (plan, refusal) = StopTargetLevels.Of(
                    input.IsLong, 100, input.Wick / 4_000.0, clusters, Options);
                Assert.Equal(plan is null, refusal != LevelRefusal.None);
                if (plan is not null)
                {
                    var sign = input.IsLong ? 1 : -1;
                    var risk = sign * (100 - plan.StopQuote) / 100;
                    Assert.InRange(risk, Math.Max(0.005, input.Wick / 4_000.0) - 1e-12, 0.05 + 1e-12);
                    Assert.All(plan.TargetsQuote, target => Assert.True(sign * (target - 100) > 0));
                    Assert.InRange(plan.RewardRisk, 1.0, double.MaxValue);
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StopTargetLevels.Of(true, double.NaN, 0, [], Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => StopTargetLevels.Of(true, 1, double.NaN, [], Options));
        Assert.Throws<ArgumentException>(
            () => StopTargetLevels.Of(true, 1, 0, [], Options with { StopFractionMax = 0.001 }));
        Assert.Equal(6, new StopTargetOptions(0, 2, 1, 1, 0, -1).Validate().Length);
    }

    private static LiquidationCluster Short(double price) =>
        new(LiquidationSide.Shorts, price, 1, 0.0001, (price / 100) - 1);

    private static LiquidationCluster Long(double price) =>
        new(LiquidationSide.Longs, price, 1, 0.0001, (price / 100) - 1);
}
