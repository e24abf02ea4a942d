namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topics of the private stream.</summary>
public static class PrivateTopics
{
    private static readonly string[] Categorised = ["order", "execution", "position", "execution.fast"];
    private static readonly string[] Others = ["wallet", "greeks", "dcp"];
    private static readonly string[] Categories = ["linear", "inverse", "spot", "option"];

    /// <summary>The venue's words; null when all topics may be subscribed together.</summary>
    public static string? Refusal(IReadOnlyList<string> topics, IReadOnlySet<string> active)
    {
        foreach (var topic in topics)
        {
            if (KindOf(topic) is null)
            {
                return $"error:handler not found,topic:{topic}";
            }

            if (active.Contains(topic) || topics.Count(other => other == topic) > 1)
            {
                return $"error:already subscribed,topic:{topic}";
            }

            if (topics.Any(other => other != topic && KindOf(other) == topic))
            {
                return $"error:all-in-one and categorised topics cannot be mixed,topic:{topic}";
            }
        }

        return topics.Count == 0 ? "error:args is empty" : null;
    }

    // "order" of "order.linear"; null when there is no such topic.
    private static string? KindOf(string topic)
    {
        if (Categorised.Contains(topic, StringComparer.Ordinal) || Others.Contains(topic, StringComparer.Ordinal))
        {
            return topic;
        }

        var dot = topic.LastIndexOf('.');
        return dot > 0
            && Categorised.Contains(topic[..dot], StringComparer.Ordinal)
            && Categories.Contains(topic[(dot + 1)..], StringComparer.Ordinal)
                ? topic[..dot]
                : null;
    }
}
