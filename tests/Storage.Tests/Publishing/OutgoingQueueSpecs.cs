using WhaleStack.Domain.Publishing;
using WhaleStack.Storage.Publishing;

namespace WhaleStack.Storage.Tests.Publishing;

/// <summary>What waits, what gives way, what is dropped.</summary>
public sealed class OutgoingQueueSpecs
{
    private readonly OutgoingQueue _queue = new(signalsWaitingMax: 3, snapshotsWaitingMax: 2);

    [Fact]
    public void Signals_come_out_in_order_and_before_snapshots()
    {
        Snapshot("a", "1");
        Signals(1, 2);
        Assert.Equal(["1", "2"], Taken(2));
        Assert.Equal(["a1"], Taken(2));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void A_flood_of_signals_leaves_a_quarter_to_the_snapshots()
    {
        var queue = new OutgoingQueue(signalsWaitingMax: 100, snapshotsWaitingMax: 10);
        for (var i = 1; i <= 50; i++)
        {
            queue.Add(new OutgoingMessage(PublicationKind.Signal, "signals", "x", $"{i}"));
        }

        queue.Add(new OutgoingMessage(PublicationKind.Snapshot, "snapshots", "a", "a1"));
        queue.Add(new OutgoingMessage(PublicationKind.Snapshot, "snapshots", "b", "b1"));
        queue.Add(new OutgoingMessage(PublicationKind.Snapshot, "snapshots", "c", "c1"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "a1", "b1"], queue.Take(8).Select(message => message.Json));
        Assert.Equal(["7", "8", "9", "10", "11", "12", "13", "c1"], queue.Take(8).Select(message => message.Json));
    }

    [Fact]
    public void Above_the_limit_the_oldest_signal_is_dropped_and_counted()
    {
        Signals(1, 2, 3, 4, 5);
        Assert.Equal(2, _queue.SignalsDropped);
        Assert.Equal(["3", "4", "5"], Taken(10));
    }

    [Fact]
    public void A_newer_snapshot_takes_the_place_of_the_older_one()
    {
        Snapshot("a", "1");
        Snapshot("b", "1");
        Snapshot("a", "2");
        Assert.Equal((1, 0), (_queue.Conflated, _queue.SnapshotsDropped));
        Assert.Equal(["a2", "b1"], Taken(10));
    }

    [Fact]
    public void Above_the_limit_the_oldest_snapshot_is_dropped_and_counted()
    {
        Snapshot("a", "1");
        Snapshot("b", "1");
        Snapshot("c", "1");
        Assert.Equal(1, _queue.SnapshotsDropped);
        Assert.Equal(["b1", "c1"], Taken(10));
        Snapshot("a", "2");
        Assert.Equal(["a2"], Taken(10));
    }

    [Fact]
    public void What_is_given_back_is_older_than_all_that_came_since()
    {
        Signals(1, 2);
        Snapshot("a", "1");
        Snapshot("b", "1");
        var batch = _queue.Take(10);
        Signals(3, 4);
        Snapshot("a", "2");
        _queue.GiveBack(batch);
        // Signal 1 is above the limit of three; a1 is older than a2.
        Assert.Equal((1, 1), (_queue.SignalsDropped, _queue.Conflated));
        Assert.Equal(["2", "3", "4", "b1", "a2"], Taken(10));
    }

    [Fact]
    public void Waiting_ends_when_something_comes_and_begins_anew_when_all_is_taken()
    {
        var waiting = _queue.WaitAsync();
        Assert.False(waiting.IsCompleted);
        Signals(1);
        Assert.True(waiting.IsCompleted);
        Assert.True(_queue.WaitAsync().IsCompleted);
        var batch = _queue.Take(10);
        Assert.False(_queue.WaitAsync().IsCompleted);
        _queue.GiveBack(batch);
        Assert.True(_queue.WaitAsync().IsCompleted);
    }

    [Fact]
    public void After_the_end_what_waits_comes_out_and_nothing_more_goes_in()
    {
        Signals(1);
        _queue.Close();
        Signals(2);
        Snapshot("a", "1");
        Assert.False(_queue.IsOver);
        Assert.Equal(["1"], Taken(10));
        Assert.True(_queue.IsOver && _queue.WaitAsync().IsCompleted && _queue.Closed.IsCompleted);
        Assert.Equal((1, 1), (_queue.SignalsDropped, _queue.SnapshotsDropped));
    }

    private IEnumerable<string> Taken(int countMax) => _queue.Take(countMax).Select(message => message.Json);

    private void Signals(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            _queue.Add(new OutgoingMessage(PublicationKind.Signal, "signals", "x", $"{number}"));
        }
    }

    private void Snapshot(string subject, string version) =>
        _queue.Add(new OutgoingMessage(PublicationKind.Snapshot, "snapshots", subject, subject + version));
}
