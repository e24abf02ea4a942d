namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Which subscriptions a public stream refuses; a request is refused whole.</summary>
public static class TopicRules
{
    /// <summary>Topics a request may name on the spot stream.</summary>
    public const int SpotArgumentsMax = 10;

    /// <summary>Characters that all topics of a connection may have together.</summary>
    public const int CharactersMax = 21_000;

    /// <summary>The venue's words; null when the request is right.</summary>
    /// <param name="request">The request.</param>
    /// <param name="category">Bybit's category.</param>
    /// <param name="exists">Whether the venue has a topic.</param>
    /// <param name="isActive">Whether the connection has it already.</param>
    /// <param name="activeCharacters">Characters of all topics that the connection has.</param>
    public static string? Refusal(
        StreamRequest request,
        string category,
        Func<string, bool> exists,
        Func<string, bool> isActive,
        int activeCharacters)
    {
        if (activeCharacters + request.Arguments.Sum(topic => topic.Length) > CharactersMax)
        {
            return $"error:args length >{CharactersMax}";
        }

        if (category == "spot" && request.Arguments.Count > SpotArgumentsMax)
        {
            return $"args size >{SpotArgumentsMax}";
        }

        foreach (var topic in request.Arguments)
        {
            if (!exists(topic))
            {
                return $"error:handler not found,topic:{topic}";
            }

            if (isActive(topic) || request.Arguments.Count(other => other == topic) > 1)
            {
                return $"error:already subscribed,topic:{topic}";
            }
        }

        return request.Arguments.Count == 0 ? "error:args is empty" : null;
    }
}
