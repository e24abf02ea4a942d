using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Clock;

namespace WhaleStack.Bench.Feed;

/// <summary>What has arrived. The gate and the counter write to different parts of it.</summary>
/// <param name="framesMax">How many frames are waited for.</param>
internal sealed class Tally(int framesMax)
{
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<double> _latenciesMs = [];
    private long _begun;
    private long _first;
    private long _last;
    private long _frames;
    private long _framesAtFirst;

    /// <summary>Completes when all frames were taken.</summary>
    public Task Done => _done.Task;

    /// <summary>Trades with a stamp, but for those of the first second, in which a run gets into its stride.</summary>
    public int Trades => _latenciesMs.Count;

    /// <summary>Frames a second, from the first count to the last.</summary>
    public double Rate => (_frames - _framesAtFirst) / Stopwatch.GetElapsedTime(_first, _last).TotalSeconds;

    /// <summary>How long after it left a trade had been taken by its coin, in milliseconds.</summary>
    /// <param name="share">So many of all trades took no longer, 0 to 1.</param>
    public double LatencyMs(double share)
    {
        var sorted = _latenciesMs.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }

    /// <summary>A coin has taken a trade.</summary>
    public void Arrived(TimeSpan after)
    {
        if (_begun == 0)
        {
            _begun = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_begun) > Stride)
        {
            _latenciesMs.Add(after.TotalMilliseconds);
        }
    }

    /// <summary>So many frames were taken, or folded into newer ones, since the beginning.</summary>
    public void Counted(long frames)
    {
        _last = Stopwatch.GetTimestamp();
        _frames = frames;
        if (_first == 0)
        {
            (_first, _framesAtFirst) = (_last, frames);
        }

        if (frames >= framesMax)
        {
            _done.TrySetResult();
        }
    }
}

/// <summary>Stands where the mediator does, and reads how far the feed says it is.</summary>
internal sealed class ProgressReader : ReceiveActor
{
    public ProgressReader(Tally tally)
    {
        Receive<Publish>(
            publish => publish.Message is ClockEvents.FeedProgressed,
            publish => tally.Counted(
                ((ClockEvents.FeedProgressed)publish.Message).Topics.Values.Sum(topic => topic.Total)));
        ReceiveAny(_ => { });
    }
}
