namespace WhaleStack.Venues;

/// <summary>How far a venue's clock is from ours, as far as that is known.</summary>
/// <param name="Offset">What to add to our time to get the venue's: the median of the samples.</param>
/// <param name="Spread">Largest offset of a sample minus the smallest.</param>
/// <param name="RoundTripMin">Shortest round trip of a sample: no sample is off by more than half of its own.</param>
/// <param name="Samples">How many there are; 0 before the first.</param>
/// <param name="Age">Time since the last sample; zero before the first.</param>
public sealed record ServerClockView(
    TimeSpan Offset, TimeSpan Spread, TimeSpan RoundTripMin, int Samples, TimeSpan Age);

/// <summary>
/// Follows a venue's clock by the time stamps in its answers, so that requests can be signed with a time that it
/// accepts. Keeps the last samples and takes the median of their offsets: one slow answer moves it little. Thread-safe.
/// </summary>
/// <remarks>Formula: offset = server - (sent + received) / 2; unit: time; error at most (received - sent) /
/// 2.</remarks>
public sealed class ServerClock
{
    private readonly Lock _gate = new();
    private readonly Queue<Sample> _samples = new();
    private readonly int _samplesMax;
    private readonly TimeSpan _ageMax;
    private readonly TimeProvider _time;
    private long _lastAt;

    /// <summary>Makes one without a sample: until the first, the venue's time is taken to be ours.</summary>
    /// <param name="samplesMax">Samples kept, at least 1.</param>
    /// <param name="ageMax">After so long without a sample a new look is needed; above zero.</param>
    /// <param name="time">Our clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ServerClock(int samplesMax, TimeSpan ageMax, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ageMax, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        _samplesMax = samplesMax;
        _ageMax = ageMax;
        _time = time;
    }

    /// <summary>The venue's time now, as far as it is known.</summary>
    public DateTimeOffset Now => _time.GetUtcNow() + View.Offset;

    /// <summary>Whether it should be measured: never done, or too long ago.</summary>
    public bool IsStale
    {
        get
        {
            lock (_gate)
            {
                return _samples.Count == 0 || _time.GetElapsedTime(_lastAt) >= _ageMax;
            }
        }
    }

    /// <summary>What is known.</summary>
    public ServerClockView View
    {
        get
        {
            lock (_gate)
            {
                if (_samples.Count == 0)
                {
                    return new ServerClockView(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero);
                }

                var offsets = _samples.Select(sample => sample.Offset).Order().ToArray();
                return new ServerClockView(
                    Median(offsets),
                    offsets[^1] - offsets[0],
                    _samples.Min(sample => sample.RoundTrip),
                    offsets.Length,
                    _time.GetElapsedTime(_lastAt));
            }
        }
    }

    /// <summary>Takes a sample; the oldest beyond the limit is forgotten.</summary>
    /// <param name="sentAt">When the question left, by our clock.</param>
    /// <param name="receivedAt">When the answer came, by our clock, not before <paramref name="sentAt"/>.</param>
    /// <param name="serverTime">The venue's time in the answer.</param>
    public void Add(DateTimeOffset sentAt, DateTimeOffset receivedAt, DateTimeOffset serverTime)
    {
        // Our own clock may have been set back between the two: such a pair measures nothing.
        if (receivedAt < sentAt)
        {
            return;
        }

        var roundTrip = receivedAt - sentAt;
        lock (_gate)
        {
            _samples.Enqueue(new Sample(serverTime - (sentAt + (roundTrip / 2)), roundTrip));
            while (_samples.Count > _samplesMax)
            {
                _samples.Dequeue();
            }

            _lastAt = _time.GetTimestamp();
        }
    }

    /// <summary>Forgets all samples: the venue has said that they are wrong.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _samples.Clear();
        }
    }

    private static TimeSpan Median(TimeSpan[] ordered)
    {
        var middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }

    private readonly record struct Sample(TimeSpan Offset, TimeSpan RoundTrip);
}
