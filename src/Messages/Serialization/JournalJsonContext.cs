using System.Text.Json.Serialization;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Messages.Serialization;

/// <summary>
/// The JSON metadata of every event and snapshot that may be stored, generated at build time. The rules of the format
/// are the options of <see cref="MessageJson"/>; a new event is added here and in <see cref="MessageManifests"/>.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FeedEvents.CursorAdvanced), TypeInfoPropertyName = "FeedCursorAdvanced")]
[JsonSerializable(typeof(SignalEvents.SignalRaised), TypeInfoPropertyName = "SignalRaised")]
[JsonSerializable(typeof(TraderEvents.Decided), TypeInfoPropertyName = "TraderDecided")]
[JsonSerializable(typeof(TraderEvents.DecisionSettled), TypeInfoPropertyName = "TraderDecisionSettled")]
[JsonSerializable(typeof(RiskEvents.OrderApproved), TypeInfoPropertyName = "RiskOrderApproved")]
[JsonSerializable(typeof(RiskEvents.OrderRefused), TypeInfoPropertyName = "RiskOrderRefused")]
[JsonSerializable(typeof(RiskEvents.AlertRaised), TypeInfoPropertyName = "RiskAlertRaised")]
[JsonSerializable(typeof(ExecutionEvents.OrderSubmitted), TypeInfoPropertyName = "ExecutionOrderSubmitted")]
[JsonSerializable(typeof(ExecutionEvents.OrderAccepted), TypeInfoPropertyName = "ExecutionOrderAccepted")]
[JsonSerializable(typeof(ExecutionEvents.OrderRejected), TypeInfoPropertyName = "ExecutionOrderRejected")]
[JsonSerializable(typeof(ExecutionEvents.OrderFilled), TypeInfoPropertyName = "ExecutionOrderFilled")]
[JsonSerializable(typeof(ExecutionEvents.FundingSettled), TypeInfoPropertyName = "ExecutionFundingSettled")]
[JsonSerializable(typeof(PaperEvents.OrderTaken), TypeInfoPropertyName = "PaperOrderTaken")]
[JsonSerializable(typeof(PaperEvents.Executed), TypeInfoPropertyName = "PaperExecuted")]
[JsonSerializable(typeof(PaperEvents.Funded), TypeInfoPropertyName = "PaperFunded")]
[JsonSerializable(typeof(PaperEvents.OrderCancelled), TypeInfoPropertyName = "PaperOrderCancelled")]
[JsonSerializable(typeof(PortfolioEvents.FillBooked), TypeInfoPropertyName = "PortfolioFillBooked")]
[JsonSerializable(typeof(PortfolioEvents.FundingBooked), TypeInfoPropertyName = "PortfolioFundingBooked")]
[JsonSerializable(typeof(PortfolioEvents.EquityMarked), TypeInfoPropertyName = "PortfolioEquityMarked")]
[JsonSerializable(typeof(AccountView), TypeInfoPropertyName = "PortfolioAccount")]
[JsonSerializable(typeof(BroadcastEvents.MessageQueued), TypeInfoPropertyName = "BroadcastMessageQueued")]
[JsonSerializable(typeof(BroadcastEvents.MessageSent), TypeInfoPropertyName = "BroadcastMessageSent")]
public sealed partial class JournalJsonContext : JsonSerializerContext
{
}
