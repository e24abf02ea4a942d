using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Messages.Paper;

/// <summary>What the paper exchange journals.</summary>
public static class PaperEvents
{
    /// <summary>It took an order.</summary>
    public sealed record OrderTaken(OpenOrder Order, string VenueOrderId);

    /// <summary>It executed.</summary>
    public sealed record Executed(Fill Fill, Watermark Watermark);

    /// <summary>It settled funding.</summary>
    public sealed record Funded(FundingPayment Payment, Watermark Watermark);

    /// <summary>An order ended without being filled in full.</summary>
    public sealed record OrderCancelled(string ClientOrderId, string Reason, DateTimeOffset Time);
}

/// <summary>What can be asked of the paper exchange.</summary>
public static class PaperQueries
{
    /// <summary>Its own count of what happened.</summary>
    public sealed record GetStatistics
    {
        /// <summary>The one instance.</summary>
        public static GetStatistics Instance { get; } = new();
    }

    /// <summary>Counted by the exchange, not by those who trade on it.</summary>
    /// <param name="OrdersAccepted">Orders it took.</param>
    /// <param name="OrdersRefused">Orders it refused, duplicates included.</param>
    /// <param name="Fills">Executions.</param>
    /// <param name="DoubleOrders">Decisions that led to more than one accepted order.</param>
    public sealed record Statistics(long OrdersAccepted, long OrdersRefused, long Fills, long DoubleOrders);
}
