using WhaleStack.Venues.Http;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Shared;

/// <summary>Limits of an account.</summary>
public sealed class RateBucketSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_window_holds_so_many_units_and_the_next_wait_for_the_oldest_to_leave_it()
    {
        using var bucket = Bucket(10);
        await bucket.TakeAsync(6, CancellationToken.None);
        _time.Advance(Second / 2);
        await bucket.TakeAsync(4, CancellationToken.None);
        var next = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        _time.Advance((Second / 2) - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await next;
        await bucket.TakeAsync(5, CancellationToken.None);
        var more = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        Assert.False(more.IsCompleted);
        _time.Advance(Second);
        await more;
    }

    [Fact]
    public async Task A_batch_larger_than_a_window_goes_alone()
    {
        using var bucket = Bucket(10);
        await bucket.TakeAsync(20, CancellationToken.None);
        var next = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        _time.Advance(Second);
        await next;
        var large = bucket.TakeAsync(20, CancellationToken.None).AsTask();
        Assert.False(large.IsCompleted);
        _time.Advance(Second);
        await large;
    }

    [Fact]
    public async Task The_venues_word_overrules_the_documented_figure()
    {
        using var bucket = Bucket(1);
        bucket.Learn(unitsMax: 3, unitsLeft: 2, openAt: null);
        Assert.Equal(3, bucket.UnitsMax);
        await bucket.TakeAsync(3, CancellationToken.None);
        Assert.False(bucket.TakeAsync(1, CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task With_nothing_left_it_is_closed_until_the_venues_time()
    {
        using var bucket = Bucket(10);
        bucket.Learn(null, unitsLeft: 0, _time.GetUtcNow() + (Second * 3));
        var next = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        _time.Advance(Second * 2);
        Assert.False(next.IsCompleted);
        _time.Advance(Second);
        await next;
    }

    [Fact]
    public async Task With_something_left_a_reset_time_means_nothing()
    {
        using var bucket = Bucket(10);
        bucket.Learn(10, unitsLeft: 9, _time.GetUtcNow() + Second);
        await bucket.TakeAsync(1, CancellationToken.None);
    }

    [Fact]
    public async Task No_word_of_the_venue_closes_it_for_longer_than_the_limit()
    {
        using var bucket = Bucket(10);
        bucket.Learn(null, 0, _time.GetUtcNow() + TimeSpan.FromDays(300));
        var next = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        await next;
    }

    [Fact]
    public async Task Whoever_gives_up_takes_nothing()
    {
        using var bucket = Bucket(1);
        await bucket.TakeAsync(1, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var given = bucket.TakeAsync(1, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _time.Advance(Second);
        Assert.True(bucket.TakeAsync(1, CancellationToken.None).AsTask().IsCompleted);
    }

    private RateBucket Bucket(int units) => new(units, Second, TimeSpan.FromSeconds(10), _time);
}
