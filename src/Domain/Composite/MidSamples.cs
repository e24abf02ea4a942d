namespace WhaleStack.Domain.Composite;

/// <summary>
/// The last mid price of each bucket of event time, until the bucket is sampled. Bounded by how late a bucket is
/// sampled. Not thread-safe.
/// </summary>
internal sealed class MidSamples
{
    private readonly double[] _logs;
    private readonly long[] _buckets;
    private double? _sampled;
    private double _last;
    private long _lastBucket = long.MinValue;

    /// <param name="bucketsMax">Buckets kept.</param>
    public MidSamples(int bucketsMax)
    {
        _logs = new double[bucketsMax];
        _buckets = new long[bucketsMax];
        Array.Fill(_buckets, long.MinValue);
    }

    /// <summary>Whether a mid price was ever put in.</summary>
    public bool IsKnown => _lastBucket != long.MinValue;

    /// <summary>Keeps a mid price; one of a bucket before the newest is too late and passed over.</summary>
    public void Put(long bucket, decimal midQuote)
    {
        if (bucket < _lastBucket)
        {
            return;
        }

        var place = (int)(bucket % _logs.Length);
        (_lastBucket, _last) = (bucket, Math.Log((double)midQuote));
        (_buckets[place], _logs[place]) = (bucket, _last);
    }

    /// <summary>
    /// The log return of a bucket: its last mid price over that of the last bucket sampled; 0 where the price did not
    /// change or is not known yet. Buckets are sampled in their order.
    /// </summary>
    public double ReturnOf(long bucket)
    {
        var place = (int)(bucket % _logs.Length);
        var before = _sampled;
        if (_buckets[place] == bucket)
        {
            _sampled = _logs[place];
        }

        return before is { } known ? _sampled!.Value - known : 0.0;
    }

    /// <summary>Goes on from the newest price, after buckets that were never sampled.</summary>
    public void Skip() => _sampled = IsKnown ? _last : null;
}
