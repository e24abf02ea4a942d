using System.Globalization;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>The venue's ids look like UUIDs; within, they are the exchange's numbers.</summary>
public static class VenueIds
{
    private const string OrderStart = "5e1a0de5-0000-4000-8000-";
    private const string ExecutionStart = "5e1aec00-0000-4000-8000-";
    private const string FundingStart = "5e1af00d-0000-4000-8000-";
    private const string LiquidationStart = "5e1a1199-0000-4000-8000-";
    private const string TradeStart = "5e1a7ade-0000-4000-8000-";

    /// <summary>Of an order.</summary>
    public static string Order(long number) => OrderStart + Tail(number);

    /// <summary>Of an execution.</summary>
    public static string Execution(long number) => ExecutionStart + Tail(number);

    /// <summary>Of the order that a funding settlement appears as.</summary>
    public static string Funding(long number) => FundingStart + Tail(number);

    /// <summary>Of the order that a take-over appears as.</summary>
    public static string Liquidation(long number) => LiquidationStart + Tail(number);

    /// <summary>Of a public trade.</summary>
    public static string Trade(long number) => TradeStart + Tail(number);

    /// <summary>The number of an order; null when the text is none of ours.</summary>
    public static long? OrderNumber(string text) =>
        text.StartsWith(OrderStart, StringComparison.Ordinal)
        && long.TryParse(
            text.AsSpan(OrderStart.Length),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;

    private static string Tail(long number) => number.ToString("x12", CultureInfo.InvariantCulture);
}
