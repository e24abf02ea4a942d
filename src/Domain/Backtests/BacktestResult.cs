using System.Collections.Immutable;
using WhaleStack.Domain.Performance;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Backtests;

/// <summary>What a backtest did.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="Candles">Candles accepted by their coins.</param>
/// <param name="Fundings">Settlements accepted by their coins.</param>
/// <param name="InputsRefused">Candles and settlements that were impossible.</param>
/// <param name="Signals">Signals, in order.</param>
/// <param name="Orders">Orders decided, in order.</param>
/// <param name="Refusals">Orders that risk refused.</param>
/// <param name="Alerts">Alerts that risk raised.</param>
/// <param name="Rejections">Orders that the exchange refused.</param>
/// <param name="Fills">Executions, in order.</param>
/// <param name="Exchange">The exchange's own counts.</param>
/// <param name="Account">The account at the end.</param>
/// <param name="Coins">The coins at the end, in order.</param>
/// <param name="Summary">Profit beside buying and holding.</param>
public sealed record BacktestResult(
    long Steps,
    long Candles,
    long Fundings,
    long InputsRefused,
    ImmutableArray<Signal> Signals,
    ImmutableArray<OpenOrder> Orders,
    ImmutableArray<RiskEvents.OrderRefused> Refusals,
    ImmutableArray<RiskEvents.AlertRaised> Alerts,
    ImmutableArray<ExecutionEvents.OrderRejected> Rejections,
    ImmutableArray<Fill> Fills,
    PaperQueries.Statistics Exchange,
    AccountView Account,
    ImmutableArray<CoinView> Coins,
    PerformanceSummary Summary);
