using WhaleStack.Domain.Matching;

namespace WhaleStack.Simulator.Sockets;

/// <summary>Who listens to what of which account. Thread-safe.</summary>
public sealed class PrivateHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, List<(string Topic, Outbox Outbox)>> _listeners = [];

    /// <summary>Adds topics of a connection.</summary>
    public void Add(AccountId account, IEnumerable<string> topics, Outbox outbox)
    {
        lock (_gate)
        {
            if (!_listeners.TryGetValue(account, out var list))
            {
                _listeners[account] = list = [];
            }

            list.AddRange(topics.Select(topic => (topic, outbox)));
        }
    }

    /// <summary>Removes topics of a connection; all when none are named.</summary>
    public void Remove(AccountId account, Outbox outbox, IReadOnlyList<string>? topics = null)
    {
        lock (_gate)
        {
            _listeners.GetValueOrDefault(account)?.RemoveAll(
                entry => entry.Outbox == outbox && topics?.Contains(entry.Topic, StringComparer.Ordinal) != false);
        }
    }

    /// <summary>Sends a message to all who listen to a topic, under the name they know it by.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="topic">Such as <c>order</c>; also told to listeners of <c>order.linear</c>.</param>
    /// <param name="frame">Makes the frame under a name.</param>
    /// <param name="dueAt">Not to be sent earlier.</param>
    public void Publish(AccountId account, string topic, Func<string, byte[]> frame, DateTimeOffset dueAt)
    {
        lock (_gate)
        {
            foreach (var (name, outbox) in _listeners.GetValueOrDefault(account) ?? [])
            {
                if (name == topic || name == $"{topic}.linear")
                {
                    outbox.Post(name, frame(name), dueAt);
                }
            }
        }
    }
}
