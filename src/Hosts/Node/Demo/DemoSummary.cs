using System.Text.Json;
using System.Text.Json.Serialization;

namespace WhaleStack.Node.Demo;

/// <summary>Messages of one topic.</summary>
/// <param name="Expected">How many the exchange has for a subscriber, by its own count.</param>
/// <param name="Consumed">How many were parsed and accepted by their owner.</param>
/// <param name="Conflated">How many were folded into a newer one.</param>
public sealed record StreamSummary(long Expected, long Consumed, long Conflated);

/// <summary>What a demo ended with. Amounts in USDT; totals are of the whole journal, rates of this run.</summary>
/// <param name="Streams">By subscribed data topic.</param>
/// <param name="Coins">Instruments followed.</param>
/// <param name="Clusters">Liquidation clusters found.</param>
/// <param name="Signals">Signals journalled.</param>
/// <param name="Orders">Orders submitted.</param>
/// <param name="Fills">Fills booked.</param>
/// <param name="DoubleOrders">Decisions that led to more than one accepted order, counted by the venue.</param>
/// <param name="Retries">Orders asked for or sent again because their fate was in doubt.</param>
/// <param name="RiskRejected">Orders that risk refused.</param>
/// <param name="RealizedPnl">Realised profit before fees and funding.</param>
/// <param name="UnrealizedPnl">Profit of open positions.</param>
/// <param name="Fees">Fees paid.</param>
/// <param name="Funding">Funding received minus paid.</param>
/// <param name="BuyAndHoldPnl">What the start equity, split over the coins and held, would have earned.</param>
/// <param name="MaxDrawdown">Deepest fall of equity from a peak, as a fraction.</param>
/// <param name="JournalEvents">Events in the journal.</param>
/// <param name="Restarts">Actors that a supervisor started again.</param>
/// <param name="ElapsedSeconds">Wall time of this run.</param>
/// <param name="EventsPerSecond">Market messages accepted a second in this run.</param>
/// <param name="PeakMemoryMiB">Highest resident memory of node and simulator together.</param>
/// <param name="Completed">False when the run was stopped before its end.</param>
public sealed record DemoSummary(
    IReadOnlyDictionary<string, StreamSummary> Streams,
    int Coins,
    long Clusters,
    long Signals,
    long Orders,
    long Fills,
    long DoubleOrders,
    long Retries,
    long RiskRejected,
    decimal RealizedPnl,
    decimal UnrealizedPnl,
    decimal Fees,
    decimal Funding,
    decimal BuyAndHoldPnl,
    decimal MaxDrawdown,
    long JournalEvents,
    long Restarts,
    double ElapsedSeconds,
    double EventsPerSecond,
    double PeakMemoryMiB,
    bool Completed)
{
    /// <summary>The summary as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SummaryJsonContext.Default.DemoSummary);
}

/// <summary>JSON of the summary.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoSummary))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;
