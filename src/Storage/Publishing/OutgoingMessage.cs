using WhaleStack.Domain.Publishing;

namespace WhaleStack.Storage.Publishing;

/// <summary>A message as it is sent.</summary>
/// <param name="Kind">What may happen to it while it waits.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Json">What is said.</param>
internal sealed record OutgoingMessage(PublicationKind Kind, string Channel, string Subject, string Json)
{
    public static OutgoingMessage Of(Publication publication, string channelSuffix) => new(
        publication.Kind,
        publication.Channel + channelSuffix,
        publication.Subject,
        PublishedJson.Write(publication.Message));
}
