using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Risk;

/// <summary>Falls from peaks: depth, length, recovery.</summary>
public sealed class DrawdownSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_fall_and_its_recovery_by_hand()
    {
        var tracker = Track(100, 120, 90, 60, 100, 120, 110, 130);
        Assert.Equal(new DrawdownSpan(0.5, At(1), At(3), At(5)), tracker.Deepest);
        Assert.Equal(TimeSpan.FromDays(2), tracker.Deepest!.Value.FallTime);
        Assert.Equal(TimeSpan.FromDays(2), tracker.Deepest!.Value.RecoveryTime);
        Assert.Equal(TimeSpan.FromDays(4), tracker.LongestBelowPeak);
        Assert.Null(tracker.Current);
    }

    [Fact]
    public void A_fall_that_goes_on_has_not_recovered()
    {
        var tracker = Track(100, 90, 100, 80, 85);
        Assert.Equal(new DrawdownSpan(0.2, At(2), At(3), null), tracker.Current);
        Assert.Equal(tracker.Current, tracker.Deepest);
        Assert.Null(tracker.Deepest!.Value.RecoveryTime);
        Assert.Equal(TimeSpan.FromDays(2), tracker.LongestBelowPeak);
        Assert.Equal(1.5, Track(100, -50).Current!.Value.Fraction);
        Assert.Null(Track(100, 100, 101).Deepest);
    }

    [Fact]
    public void The_deepest_fall_is_that_of_all_pairs() => Prop.ForAll(
        Gen.Choose(1, 1_000).NonEmptyListOf().ToArbitrary(),
        values =>
        {
            var deepest = values.SelectMany((v, i) => values.Skip(i).Select(later => (v - later) / (double)v)).Max();
            var found = Track([.. values.Select(static v => (double)v)]).Deepest?.Fraction ?? 0.0;
            return Math.Abs(found - deepest) < 1e-12;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Bad_values_are_refused_and_change_nothing()
    {
        var tracker = new DrawdownTracker();
        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Add(At(0), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Add(At(0), double.NaN));
        tracker.Add(At(1), 100);
        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Add(At(0), 50));
        Assert.Null(tracker.Deepest);
        tracker.Add(At(1), 50);
        Assert.Equal(0.5, tracker.Deepest!.Value.Fraction);
        tracker.Clear();
        Assert.Null(tracker.Deepest);
        tracker.Add(At(0), 10);
        Assert.Null(tracker.Current);
    }

    private static DateTimeOffset At(int day) => Start.AddDays(day);

    private static DrawdownTracker Track(params double[] values)
    {
        var tracker = new DrawdownTracker();
        for (var i = 0; i < values.Length; i++)
        {
            tracker.Add(At(i), values[i]);
        }

        return tracker;
    }
}
