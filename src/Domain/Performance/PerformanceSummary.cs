using WhaleStack.Messages.Portfolio;

namespace WhaleStack.Domain.Performance;

/// <summary>What an account made, beside what holding would have made. Amounts in quote.</summary>
/// <param name="RealizedPnlQuote">Realised profit, before fees and funding.</param>
/// <param name="UnrealizedPnlQuote">Profit of open positions at the mark.</param>
/// <param name="FeesQuote">Fees paid.</param>
/// <param name="FundingQuote">Funding received minus paid.</param>
/// <param name="NetPnlQuote">Equity now minus equity at the start.</param>
/// <param name="BuyAndHoldPnlQuote">Profit of holding.</param>
/// <param name="MaxDrawdownFraction">Deepest fall from a peak, 0 to 1.</param>
/// <param name="Fills">Executions.</param>
public sealed record PerformanceSummary(
    decimal RealizedPnlQuote,
    decimal UnrealizedPnlQuote,
    decimal FeesQuote,
    decimal FundingQuote,
    decimal NetPnlQuote,
    decimal BuyAndHoldPnlQuote,
    decimal MaxDrawdownFraction,
    long Fills)
{
    /// <summary>The summary of an account.</summary>
    public static PerformanceSummary From(AccountView account, BuyAndHold yardstick)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(yardstick);
        return new PerformanceSummary(
            account.RealizedQuote,
            account.UnrealizedQuote,
            account.FeesQuote,
            account.FundingQuote,
            account.EquityQuote - account.StartQuote,
            yardstick.ProfitQuote,
            account.MaxDrawdownFraction,
            account.Fills);
    }
}
