using System.Collections.Immutable;

namespace WhaleStack.Domain.Composite;

/// <summary>
/// Samples the venues' mid prices at the ends of buckets of event time, and hands their returns to each venue's
/// <see cref="Quant.LeadLag"/>. A bucket is sampled when the newest fact is so far behind its end that a venue which
/// runs late by the largest lag has told its price too. Not thread-safe.
/// </summary>
internal sealed class CompositeLags
{
    private readonly CompositeOptions _options;
    private readonly ImmutableArray<CompositeLegState> _legs;
    private long _next = long.MinValue;

    public CompositeLags(CompositeOptions options, ImmutableArray<CompositeLegState> legs)
    {
        _options = options;
        _legs = legs;
    }

    /// <summary>A venue's mid price changed, or time went on.</summary>
    public void Take(CompositeLegState leg, DateTimeOffset time)
    {
        var bucket = time.UtcTicks / _options.LagBucket.Ticks;
        if (leg.MidQuote is { } midQuote && midQuote > 0m)
        {
            leg.Mids.Put(bucket, midQuote);
        }

        var due = bucket - _options.LagBucketsMax;
        if (_next == long.MinValue || due - _next > 2L * _options.LagBucketsMax)
        {
            Restart(due);
        }

        for (; _next < due; _next++)
        {
            Sample(_next);
        }
    }

    private void Sample(long bucket)
    {
        var leader = _legs[0].Mids.ReturnOf(bucket);
        foreach (var leg in _legs.AsSpan()[1..])
        {
            var follower = leg.Mids.ReturnOf(bucket);
            if (_legs[0].Mids.IsKnown && leg.Mids.IsKnown)
            {
                leg.Lags.Add(leader, follower);
            }
        }
    }

    // After a hole in time longer than the largest lag, returns across it belong to no bucket.
    private void Restart(long due)
    {
        foreach (var leg in _legs)
        {
            leg.Mids.Skip();
        }

        _next = due;
    }
}
