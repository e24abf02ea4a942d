using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Publishing;

/// <summary>What the publisher says on <see cref="Topics.Publishing"/>.</summary>
public static class PublisherEvents
{
    /// <summary>Messages reach the outside, or no longer do.</summary>
    public sealed record StatusChanged(PublisherStatus Status);
}
