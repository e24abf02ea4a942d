namespace WhaleStack.Domain.Feeds;

/// <summary>A topic that has been silent for longer than it may.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Silence">How long nothing was heard of it.</param>
/// <param name="Asked">How often it was found silent since it was last heard of, this time included.</param>
public sealed record TopicSilence(string Topic, TimeSpan Silence, int Asked);
