namespace WhaleStack.Domain.Feeds;

/// <summary>
/// Which order books of a connection missed an update and wait for a new snapshot, and how often it was asked for.
/// </summary>
/// <remarks>
/// Mutable and not thread-safe: one actor owns it. A snapshot that has not come after <see cref="PatienceMax"/> is
/// asked for again; after <see cref="AsksMax"/> in vain the connection is of no use.
/// </remarks>
public sealed class BookResync
{
    /// <summary>How often a snapshot is asked for.</summary>
    public const int AsksMax = 3;

    /// <summary>Time for a snapshot to come.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (TimeSpan AskedAt, int Asks)> _waiting = new(StringComparer.Ordinal);

    /// <summary>What is to be done about a book with a gap.</summary>
    public enum Step
    {
        /// <summary>Its snapshot is on the way.</summary>
        Wait = 1,

        /// <summary>The first sign of the gap: subscribe to the topic again.</summary>
        Ask = 2,

        /// <summary>The snapshot did not come: subscribe to the topic once more.</summary>
        AskAgain = 3,

        /// <summary>No snapshot in spite of everything: make the connection anew.</summary>
        GiveUp = 4,
    }

    /// <summary>A book misses an update.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="now">Any clock that never goes back.</param>
    public Step Missed(string topic, TimeSpan now)
    {
        if (!_waiting.TryGetValue(topic, out var waiting))
        {
            _waiting[topic] = (now, 1);
            return Step.Ask;
        }

        if (now - waiting.AskedAt < PatienceMax)
        {
            return Step.Wait;
        }

        _waiting[topic] = (now, waiting.Asks + 1);
        return waiting.Asks < AsksMax ? Step.AskAgain : Step.GiveUp;
    }

    /// <summary>A book took an update.</summary>
    public void Settled(string topic) => _waiting.Remove(topic);
}
