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
    public static (ExecutionReport? Execution, FundingReport? Funding) Read(VenueRow row, BybitCategory category) =>
        row["execType"u8].NameOrEmpty() == FundingWord
            ? (null, Funding(row, category))
            : (Execution(row, category, row["execType"u8].Word(BybitWords.Execution)), null);

    /// <summary>Reads a row of the fast topic, which has neither kind nor fee.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static ExecutionReport ReadFast(VenueRow row, BybitCategory category) =>
        Execution(row, category, ExecutionKind.Trade);

    private static ExecutionReport Execution(VenueRow row, BybitCategory category, ExecutionKind kind) => new(
        row["execId"u8].Text(),
        kind,
        category.CoinOf(row["symbol"u8].Name()),
        row["orderId"u8].TextOrEmpty(),
        row["orderLinkId"u8].TextOrEmpty(),
        BybitWords.Role(row["stopOrderType"u8].NameOrEmpty()),
        row["side"u8].Word(BybitWords.SideOf),
        row["execPrice"u8].Decimal(),
        row["execQty"u8].Decimal(),
        row["execFee"u8].DecimalOrNone(),
        row["feeCurrency"u8].NameOrEmpty(),
        row["isMaker"u8].BoolOrNone() ?? false,
        row["closedSize"u8].DecimalOrNone(),
        row["leavesQty"u8].DecimalOrNone(),
        row["seq"u8].LongOrNone(),
        row["execTime"u8].Time());

    // The fee is what was paid; ours is what was received.
    private static FundingReport Funding(VenueRow row, BybitCategory category) => new(
        row["execId"u8].Text(),
        category.CoinOf(row["symbol"u8].Name()),
        Math.Abs(row["execQty"u8].Decimal()),
        row["execPrice"u8].Decimal(),
        row["feeRate"u8].DecimalOrNone(),
        -row["execFee"u8].Decimal(),
        row["execTime"u8].Time());
}
