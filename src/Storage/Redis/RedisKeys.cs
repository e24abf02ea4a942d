namespace WhaleStack.Storage.Redis;

/// <summary>Names of what lies in Redis; channels have the names of the messages' own.</summary>
internal static class RedisKeys
{
    /// <summary>Field of a stream's entry that holds the JSON.</summary>
    public const string MessageField = "message";

    /// <summary>The capped stream of a channel.</summary>
    public static string Stream(string channel) => $"whalestack:stream:{channel}";

    /// <summary>The last value of an instrument on a channel.</summary>
    public static string Last(string channel, string subject) => $"whalestack:last:{channel}:{subject}";
}
