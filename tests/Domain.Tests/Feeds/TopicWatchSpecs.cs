using WhaleStack.Domain.Feeds;

namespace WhaleStack.Domain.Tests.Feeds;

/// <summary>Which topics are called silent, and when.</summary>
public sealed class TopicWatchSpecs
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_topic_is_silent_from_its_limit_on()
    {
        var watch = new TopicWatch([("a", Minute), ("b", 3 * Minute)], TimeSpan.Zero);
        Assert.Empty(watch.Look(Minute - TimeSpan.FromTicks(1)));
        Assert.Equal([new TopicSilence("a", Minute, 1)], watch.Look(Minute));
        Assert.Equal((2, 1), (watch.Count, watch.Silent));
        Assert.Equal(Minute / 4, watch.LookEvery);
    }

    [Fact]
    public void A_topic_that_speaks_in_time_is_never_silent()
    {
        var watch = new TopicWatch([("a", Minute)], TimeSpan.Zero);
        for (var now = TimeSpan.Zero; now < 10 * Minute; now += Minute / 2)
        {
            Assert.Null(watch.Heard("a", now));
            Assert.Empty(watch.Look(now));
        }
    }

    [Fact]
    public void A_silent_topic_that_speaks_says_how_long_it_was_silent()
    {
        var watch = new TopicWatch([("a", Minute)], TimeSpan.Zero);
        Assert.Single(watch.Look(2 * Minute));
        Assert.Equal(3 * Minute, watch.Heard("a", 3 * Minute));
        Assert.Null(watch.Heard("a", 3 * Minute));
        Assert.Equal(0, watch.Silent);
        Assert.Empty(watch.Look(3 * Minute));
        Assert.Single(watch.Look(4 * Minute));
    }

    [Fact]
    public void A_topic_that_stays_silent_is_asked_for_ever_more_rarely()
    {
        var watch = new TopicWatch([("a", Minute), ("b", Minute), ("c", Minute)], TimeSpan.Zero);
        var asked = new List<double>();
        for (var now = TimeSpan.Zero; now <= TimeSpan.FromHours(6); now += Minute)
        {
            watch.Heard("b", now);
            watch.Heard("c", now);
            asked.AddRange(watch.Look(now).Select(silence => silence.Silence.TotalMinutes));
        }

        // Pauses of 1, 1, 2, 4 ... minutes, and never more than an hour.
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 124, 184, 244, 304], asked);
        Assert.False(watch.IsDead);
    }

    [Fact]
    public void A_connection_is_dead_when_most_topics_stay_silent_after_they_were_asked_for()
    {
        var watch = new TopicWatch([("a", Minute), ("b", Minute), ("c", Minute)], TimeSpan.Zero);
        watch.Look(Minute);
        Assert.Equal((3, false), (watch.Silent, watch.IsDead));
        watch.Heard("c", Minute);
        watch.Look(2 * Minute - TimeSpan.FromTicks(1));
        Assert.False(watch.IsDead);
        watch.Look(2 * Minute);
        Assert.True(watch.IsDead);
        watch.Heard("a", 2 * Minute);
        Assert.False(watch.IsDead);
    }

    [Fact]
    public void A_topic_that_was_given_up_is_neither_silent_nor_counted()
    {
        var watch = new TopicWatch([("a", Minute), ("b", Minute)], TimeSpan.Zero);
        watch.Look(Minute);
        watch.Drop("a");
        watch.Drop("unknown");
        Assert.Equal((1, 1), (watch.Count, watch.Silent));
        Assert.Equal([new TopicSilence("b", 2 * Minute, 2)], watch.Look(2 * Minute));
        watch.Drop("b");
        Assert.Equal((0, false), (watch.Silent, watch.IsDead));
        Assert.Empty(watch.Look(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Topics_without_a_limit_are_of_no_interest()
    {
        var watch = new TopicWatch([], TimeSpan.Zero);
        Assert.Null(watch.Heard("a", Minute));
        Assert.Empty(watch.Look(TimeSpan.FromDays(1)));
        Assert.False(watch.IsDead);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopicWatch([("a", TimeSpan.Zero)], TimeSpan.Zero));
    }
}
