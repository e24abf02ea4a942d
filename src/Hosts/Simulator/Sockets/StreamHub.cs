using WhaleStack.Domain.Matching;

namespace WhaleStack.Simulator.Sockets;

/// <summary>Who listens to which public topic, and what the topics say. Thread-safe.</summary>
public sealed class StreamHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly Func<string, ITopicChannel?> _channelOf;

    /// <summary>Makes it.</summary>
    /// <param name="channelOf">Makes the channel of a topic; null when there is no such topic.</param>
    public StreamHub(Func<string, ITopicChannel?> channelOf) => _channelOf = channelOf;

    /// <summary>Whether there is such a topic.</summary>
    public bool Has(string topic)
    {
        lock (_gate)
        {
            return Find(topic) is not null;
        }
    }

    /// <summary>Adds a listener of topics that exist; each begins with its state.</summary>
    public void Add(IEnumerable<string> topics, Outbox outbox)
    {
        lock (_gate)
        {
            foreach (var name in topics)
            {
                var topic = Find(name) ?? throw new ArgumentException($"topics: there is no '{name}'.", nameof(topics));
                if (topic.Listeners.Count == 0)
                {
                    topic.Channel.Reset();
                    topic.DueAt = default;
                }
                else if (topic.Channel.Snapshot() is { } snapshot)
                {
                    outbox.Post(name, snapshot);
                }

                topic.Listeners.Add(outbox);
            }
        }
    }

    /// <summary>Removes a listener.</summary>
    public void Remove(IEnumerable<string> topics, Outbox outbox)
    {
        lock (_gate)
        {
            foreach (var topic in topics.Select(Find).OfType<Topic>())
            {
                topic.Listeners.Remove(outbox);
            }
        }
    }

    /// <summary>Lets all topics speak whose time has come.</summary>
    public void Publish(IExchange exchange, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var (name, topic) in _topics)
            {
                if (topic.Listeners.Count == 0 || now < topic.DueAt)
                {
                    continue;
                }

                topic.DueAt = now + topic.Channel.Interval;
                foreach (var frame in topic.Channel.Next(exchange, now))
                {
                    topic.Listeners.ForEach(outbox => outbox.Post(name, frame));
                }
            }
        }
    }

    private Topic? Find(string name)
    {
        if (!_topics.TryGetValue(name, out var topic) && _channelOf(name) is { } channel)
        {
            _topics[name] = topic = new Topic(channel);
        }

        return topic;
    }

    private sealed class Topic(ITopicChannel channel)
    {
        public ITopicChannel Channel { get; } = channel;

        public List<Outbox> Listeners { get; } = [];

        public DateTimeOffset DueAt { get; set; }
    }
}
