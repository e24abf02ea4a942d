namespace WhaleStack.Simulator.Limits;

/// <summary>What a limiter says to one request.</summary>
/// <param name="Allowed">Whether it may go on.</param>
/// <param name="Limit">How many a window may have.</param>
/// <param name="Left">How many are left in it.</param>
/// <param name="ResetAt">When it is allowed again; now when it is.</param>
public readonly record struct LimitVerdict(bool Allowed, int Limit, int Left, DateTimeOffset ResetAt);

/// <summary>Counts requests of a rolling span of time. Not thread-safe.</summary>
public sealed class RollingWindow
{
    private readonly int _max;
    private readonly TimeSpan _span;
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>Makes it.</summary>
    /// <param name="max">Requests a span may have, from 1.</param>
    /// <param name="span">Its length.</param>
    public RollingWindow(int max, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        _max = max;
        _span = span;
    }

    /// <summary>Takes units when all of them fit; otherwise takes none.</summary>
    public LimitVerdict Take(DateTimeOffset now, int units = 1)
    {
        while (_taken.TryPeek(out var oldest) && oldest <= now - _span)
        {
            _taken.Dequeue();
        }

        if (_taken.Count + units > _max)
        {
            return new LimitVerdict(false, _max, 0, _taken.TryPeek(out var first) ? first + _span : now + _span);
        }

        for (var i = 0; i < units; i++)
        {
            _taken.Enqueue(now);
        }

        return new LimitVerdict(true, _max, _max - _taken.Count, now);
    }
}
