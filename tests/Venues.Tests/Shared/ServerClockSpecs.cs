using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Shared;

/// <summary>Following a venue's clock.</summary>
public sealed class ServerClockSpecs
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);
    private readonly ManualTime _time = new();

    [Fact]
    public void Without_a_sample_the_venues_time_is_ours_and_a_look_is_due()
    {
        var clock = new ServerClock(3, AgeMax, _time);
        Assert.True(clock.IsStale);
        Assert.Equal(_time.GetUtcNow(), clock.Now);
        Assert.Equal(new ServerClockView(default, default, default, 0, default), clock.View);
    }

    [Fact]
    public void The_offset_is_the_median_and_one_slow_answer_moves_it_little()
    {
        var clock = new ServerClock(9, AgeMax, _time);
        Add(clock, offsetMs: 100, roundTripMs: 20);
        Add(clock, offsetMs: 110, roundTripMs: 40);
        Add(clock, offsetMs: 2_000, roundTripMs: 4_000);

        // By hand: sorted 100, 110, 2000: the middle is 110, the spread 1900.
        var view = clock.View;
        Assert.Equal(TimeSpan.FromMilliseconds(110), view.Offset);
        Assert.Equal(TimeSpan.FromMilliseconds(1_900), view.Spread);
        Assert.Equal(TimeSpan.FromMilliseconds(20), view.RoundTripMin);
        Assert.Equal(3, view.Samples);
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromMilliseconds(110), clock.Now);
    }

    [Fact]
    public void Of_an_even_number_the_two_in_the_middle_are_averaged()
    {
        var clock = new ServerClock(9, AgeMax, _time);
        Add(clock, -100, 0);
        Add(clock, -200, 0);
        Assert.Equal(TimeSpan.FromMilliseconds(-150), clock.View.Offset);
    }

    [Fact]
    public void Only_the_last_samples_count()
    {
        var clock = new ServerClock(3, AgeMax, _time);
        foreach (var offset in new[] { 1, 2, 3, 10, 11, 12 })
        {
            Add(clock, offset, 0);
        }

        Assert.Equal((3, TimeSpan.FromMilliseconds(11)), (clock.View.Samples, clock.View.Offset));
    }

    [Fact]
    public void A_look_grows_old()
    {
        var clock = new ServerClock(3, AgeMax, _time);
        Add(clock, 5, 0);
        Assert.False(clock.IsStale);
        _time.Advance(AgeMax - TimeSpan.FromTicks(1));
        Assert.False(clock.IsStale);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(clock.IsStale);
        Assert.Equal(AgeMax, clock.View.Age);
    }

    [Fact]
    public void What_was_wrong_is_forgotten()
    {
        var clock = new ServerClock(3, AgeMax, _time);
        Add(clock, 5_000, 0);
        clock.Forget();
        Assert.True(clock.IsStale);
        Assert.Equal(_time.GetUtcNow(), clock.Now);
    }

    [Fact]
    public void A_pair_between_which_our_clock_was_set_back_measures_nothing()
    {
        var clock = new ServerClock(3, AgeMax, _time);
        clock.Add(_time.GetUtcNow(), _time.GetUtcNow() - TimeSpan.FromSeconds(1), _time.GetUtcNow());
        Assert.Equal(0, clock.View.Samples);
    }

    private void Add(ServerClock clock, int offsetMs, int roundTripMs)
    {
        var sent = _time.GetUtcNow();
        var middle = sent + TimeSpan.FromMilliseconds(roundTripMs / 2.0);
        clock.Add(sent, sent + TimeSpan.FromMilliseconds(roundTripMs), middle + TimeSpan.FromMilliseconds(offsetMs));
    }
}
