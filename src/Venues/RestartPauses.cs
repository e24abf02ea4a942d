namespace WhaleStack.Venues;

/// <summary>
/// The pauses between attempts to open a channel: doubled after each failure, and short again only after the channel
/// has been healthy for a while, so that one which opens and falls at once does not hammer the venue.
/// </summary>
/// <remarks>Not thread-safe: one channel owns one instance.</remarks>
public sealed class RestartPauses
{
    private const int DoublingsMax = 20;
    private readonly TimeSpan _shortest;
    private readonly TimeSpan _longest;
    private readonly TimeSpan _healthySpell;
    private int _failures;

    /// <summary>Makes one.</summary>
    /// <param name="shortest">First pause, above zero.</param>
    /// <param name="longest">Longest pause, not below the first.</param>
    /// <param name="healthySpell">Health so long forgets earlier failures.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RestartPauses(TimeSpan shortest, TimeSpan longest, TimeSpan healthySpell)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(shortest, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        ArgumentOutOfRangeException.ThrowIfLessThan(healthySpell, TimeSpan.Zero);
        _shortest = shortest;
        _longest = longest;
        _healthySpell = healthySpell;
    }

    /// <summary>The pause after a failure.</summary>
    /// <param name="healthyFor">How long the channel had been healthy before; zero if it never was.</param>
    public TimeSpan Next(TimeSpan healthyFor)
    {
        if (healthyFor >= _healthySpell && healthyFor > TimeSpan.Zero)
        {
            _failures = 0;
        }

        var pause = _shortest * Math.Pow(2, Math.Min(_failures, DoublingsMax));
        _failures++;
        return pause < _longest ? pause : _longest;
    }
}
