using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Reads executions: rows of the topics execution and execution.fast and of the execution list.</summary>
internal static class BybitExecutionRow
{
    /// <summary>The venue's word for a funding settlement, which is told among the executions.</summary>
    private const string FundingWord = "Funding";

    /// <summary>Reads a row; one of the two is null.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static (ExecutionReport? Execution, FundingReport? Funding) Read(VenueFields row, BybitCategory category) =>
        row.TextOrEmpty("execType") == FundingWord
            ? (null, Funding(row, category))
            : (Execution(row, category, row.Word("execType", BybitWords.Execution)), null);

    /// <summary>Reads a row of the fast topic, which has neither kind nor fee.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static ExecutionReport ReadFast(VenueFields row, BybitCategory category) =>
        Execution(row, category, ExecutionKind.Trade);

    private static ExecutionReport Execution(VenueFields row, BybitCategory category, ExecutionKind kind) => new(
        row.Text("execId"),
        kind,
        category.CoinOf(row.Text("symbol")),
        row.TextOrEmpty("orderId"),
        row.TextOrEmpty("orderLinkId"),
        BybitWords.Role(row.TextOrEmpty("stopOrderType")),
        row.Word("side", BybitWords.SideOf),
        row.Decimal("execPrice"),
        row.Decimal("execQty"),
        row.DecimalOrNone("execFee"),
        row.TextOrEmpty("feeCurrency"),
        row.BoolOrNone("isMaker") ?? false,
        row.DecimalOrNone("closedSize"),
        row.DecimalOrNone("leavesQty"),
        row.LongOrNone("seq"),
        row.Time("execTime"));

    // The fee is what was paid; ours is what was received.
    private static FundingReport Funding(VenueFields row, BybitCategory category) => new(
        row.Text("execId"),
        category.CoinOf(row.Text("symbol")),
        Math.Abs(row.Decimal("execQty")),
        row.Decimal("execPrice"),
        row.DecimalOrNone("feeRate"),
        -row.Decimal("execFee"),
        row.Time("execTime"));
}
