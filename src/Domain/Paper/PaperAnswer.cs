using WhaleStack.Messages.Paper;

namespace WhaleStack.Domain.Paper;

/// <summary>What the paper exchange does with a new order.</summary>
/// <param name="Event">To be journalled before the reply is sent; null when the order is refused.</param>
/// <param name="Reply"><c>VenueReplies.OrderAccepted</c> or <c>VenueReplies.OrderRefused</c>.</param>
public sealed record PaperAnswer(PaperEvents.OrderTaken? Event, object Reply);
