namespace Akka.TestKit;

/// <summary>Lets threads of a test wait for each other: all go on when the last has come.</summary>
public class TestBarrier
{
    private readonly TestKitBase _testKit;
    private readonly TimeSpan? _defaultTimeout;
    private readonly Barrier _barrier;

    /// <summary>Makes a barrier.</summary>
    /// <param name="testKit">Whose factor for slow machines and whose default time count.</param>
    /// <param name="count">How many threads wait for each other, at least one.</param>
    /// <param name="defaultTimeout">
    /// How long <see cref="Await()"/> waits, before dilation; without it <c>akka.test.default-timeout</c>.
    /// </param>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _defaultTimeout = defaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Waits for the others; throws <see cref="TimeoutException"/> when they do not come in time.</summary>
    public void Await() => Await(_defaultTimeout ?? _testKit.TestKitSettings.DefaultTimeout);

    /// <summary>Waits for the others; throws <see cref="TimeoutException"/> when they do not come in time.</summary>
    /// <param name="timeout">Multiplied by the factor for slow machines.</param>
    public void Await(TimeSpan timeout)
    {
        var dilated = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(dilated))
        {
            throw new TimeoutException($"Timeout of {dilated}");
        }
    }

    /// <summary>Leaves the barrier ready for a next round, which it is by itself once all have come.</summary>
    public void Reset()
    {
        var count = _barrier.ParticipantCount;
        _barrier.RemoveParticipants(count);
        _barrier.AddParticipants(count);
    }
}
