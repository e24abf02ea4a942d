namespace WhaleStack.Domain.Feeds;

/// <summary>
/// Watches the topics of one live connection: sockets go silent while they are connected, one topic or all. A topic
/// that is silent for longer than it may is to be subscribed to again: after its limit, twice it, four times and so on.
/// </summary>
/// <remarks>Mutable and not thread-safe: one actor owns it. Times are any clock's that never goes back.</remarks>
public sealed class TopicWatch
{
    /// <summary>Longest time between two looks at a topic that stays silent.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Watched> _topics;

    /// <summary>Starts to watch.</summary>
    /// <param name="topics">Topics with the longest silence that means nothing; others are not watched.</param>
    /// <param name="now">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public TopicWatch(IEnumerable<(string Topic, TimeSpan SilenceMax)> topics, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(topics);
        _topics = topics.ToDictionary(t => t.Topic, t => new Watched(t.SilenceMax, now), StringComparer.Ordinal);
    }

    /// <summary>How many topics are watched.</summary>
    public int Count => _topics.Count;

    /// <summary>How many of them are silent for longer than they may.</summary>
    public int Silent => _topics.Values.Count(topic => topic.Asked > 0);

    /// <summary>
    /// Whether the connection is of no use: more than half of its topics stayed silent although they were subscribed to
    /// again.
    /// </summary>
    public bool IsDead => _topics.Values.Count(topic => topic.Asked > 1) * 2 > _topics.Count;

    /// <summary>How often to look, so that a silence is found within a quarter of the shortest limit.</summary>
    public TimeSpan LookEvery => _topics.Count == 0
        ? Timeout.InfiniteTimeSpan
        : _topics.Values.Min(topic => topic.SilenceMax) / 4;

    /// <summary>A topic will not come on this connection, and its silence means nothing.</summary>
    public void Drop(string topic) => _topics.Remove(topic);

    /// <summary>A topic was heard of; tells how long it was silent if that was too long, otherwise null.</summary>
    public TimeSpan? Heard(string topic, TimeSpan now)
    {
        if (!_topics.TryGetValue(topic, out var watched))
        {
            return null;
        }

        TimeSpan? silence = watched.Asked > 0 ? now - watched.HeardAt : null;
        watched.Hear(now);
        return silence;
    }

    /// <summary>The topics that are to be subscribed to again now.</summary>
    public IReadOnlyList<TopicSilence> Look(TimeSpan now)
    {
        var silent = new List<TopicSilence>();
        foreach (var (name, topic) in _topics)
        {
            if (now >= topic.LookAt)
            {
                topic.Ask(now);
                silent.Add(new TopicSilence(name, now - topic.HeardAt, topic.Asked));
            }
        }

        return silent;
    }

    private sealed class Watched
    {
        private TimeSpan _pause;

        public Watched(TimeSpan silenceMax, TimeSpan now)
        {
            SilenceMax = silenceMax > TimeSpan.Zero
                ? silenceMax
                : throw new ArgumentOutOfRangeException(nameof(silenceMax), silenceMax, "must be positive.");
            Hear(now);
        }

        public TimeSpan SilenceMax { get; }

        public TimeSpan HeardAt { get; private set; }

        public TimeSpan LookAt { get; private set; }

        public int Asked { get; private set; }

        public void Hear(TimeSpan now)
        {
            HeardAt = now;
            LookAt = now + SilenceMax;
            Asked = 0;
            _pause = SilenceMax;
        }

        public void Ask(TimeSpan now)
        {
            Asked++;
            LookAt = now + _pause;
            _pause = _pause * 2 < PauseMax ? _pause * 2 : PauseMax;
        }
    }
}
