namespace Akka.TestKit;

/// <summary>Opens after so many counts.</summary>
public class TestLatch
{
    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>Makes a latch.</summary>
    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Makes a latch.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static t => t, defaultTimeout, count)
    {
    }

    /// <summary>Makes a latch.</summary>
    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _latch = new CountdownEvent(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
    }

    /// <summary>True once open.</summary>
    public bool IsOpen => _latch.IsSet;

    /// <summary>Counts down by one.</summary>
    public void CountDown() => _latch.Signal();

    /// <summary>Opens at once.</summary>
    public void Open()
    {
        while (!_latch.IsSet)
        {
            _latch.Signal();
        }
    }

    /// <summary>Closes again.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Waits until open; throws <see cref="TimeoutException"/>.</summary>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until open; throws <see cref="TimeoutException"/>.</summary>
    public void Ready(TimeSpan timeout)
    {
        if (!_latch.Wait(_dilate(timeout)))
        {
            throw new TimeoutException($"Timeout of {timeout}");
        }
    }
}
