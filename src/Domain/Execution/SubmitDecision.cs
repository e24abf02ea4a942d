using WhaleStack.Messages.Execution;

namespace WhaleStack.Domain.Execution;

/// <summary>What to do with an approved order.</summary>
/// <param name="Event">To be journalled before the order is sent; null when the order is known.</param>
/// <param name="Known">What became of the order so far; null when it is new.</param>
public sealed record SubmitDecision(ExecutionEvents.OrderSubmitted? Event, OrderState? Known);
