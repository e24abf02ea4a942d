namespace WhaleStack.Venues.Tests.Shared;

/// <summary>Pauses between openings of a channel.</summary>
public sealed class RestartPausesSpecs
{
    private readonly RestartPauses _pauses = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));

    [Fact]
    public void They_double_up_to_the_longest() =>
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(0, 6).Select(_ => Next(0)));

    [Fact]
    public void A_channel_that_opens_and_falls_at_once_does_not_start_anew() =>
        Assert.Equal([1, 2, 4, 8], Enumerable.Range(0, 4).Select(_ => Next(59)));

    [Fact]
    public void A_healthy_spell_forgets_earlier_failures()
    {
        Assert.Equal([1, 2], new[] { Next(0), Next(0) });
        Assert.Equal(1, Next(60));
        Assert.Equal(2, Next(0));
    }

    [Fact]
    public void However_often_it_fails_the_pause_stays_finite() =>
        Assert.All(Enumerable.Range(0, 5_000), _ => Assert.InRange(Next(0), 1, 10));

    private double Next(int healthySeconds) => _pauses.Next(TimeSpan.FromSeconds(healthySeconds)).TotalSeconds;
}
