using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Publishing;

/// <summary>
/// The publisher of a node without Redis: last values with expiry, in this process; nothing leaves it. Thread-safe.
/// </summary>
public sealed class InProcessPublisher : ISignalPublisher
{
    /// <summary>Last values that are kept; above, the one that was written first is forgotten.</summary>
    public const int ValuesMax = 4_096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<LastValue>> _values = new(StringComparer.Ordinal);
    private readonly LinkedList<LastValue> _oldestFirst = new();
    private readonly StatusBoard _board =
        new(new PublisherStatus(PublisherState.InProcess, "no REDIS_HOST in .env: signals and snapshots stay inside"));

    private readonly TimeSpan _life;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    /// <param name="life">Time after which a last value is forgotten; positive.</param>
    /// <param name="time">The clock of that time.</param>
    public InProcessPublisher(TimeSpan life, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero);
        _life = life;
        _time = time;
    }

    /// <inheritdoc/>
    public PublisherStatus Status => _board.Current;

    /// <inheritdoc/>
    public IDisposable Watch(Action<PublisherStatus> onChange) => _board.Watch(onChange);

    /// <inheritdoc/>
    public void Publish(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var key = Key(publication.Channel, publication.Subject);
        var value = new LastValue(key, publication.Message, _time.GetUtcNow() + _life);
        lock (_lock)
        {
            if (_values.Remove(key, out var before))
            {
                _oldestFirst.Remove(before);
            }

            _values.Add(key, _oldestFirst.AddLast(value));
            if (_values.Count > ValuesMax)
            {
                _values.Remove(_oldestFirst.First!.Value.Key);
                _oldestFirst.RemoveFirst();
            }
        }
    }

    /// <inheritdoc/>
    public Task<string?> ReadLastAsync(string channel, InstrumentId coin, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var found = _values.TryGetValue(Key(channel, $"{coin}"), out var node)
                && node.Value.ExpiresAt > _time.GetUtcNow();
            return Task.FromResult(found ? PublishedJson.Write(node!.Value.Message) : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Key(string channel, string subject) => $"{channel} {subject}";

    private sealed record LastValue(string Key, IPublishedMessage Message, DateTimeOffset ExpiresAt);
}
