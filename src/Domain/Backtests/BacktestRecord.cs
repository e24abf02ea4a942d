using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Performance;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Backtests;

/// <summary>What a backtest writes down as it goes. Grows with the history: a backtest is finite.</summary>
internal sealed class BacktestRecord
{
    private long _candles;
    private long _fundings;
    private long _refused;

    public long Steps { get; set; }

    public ImmutableArray<Signal>.Builder Signals { get; } = ImmutableArray.CreateBuilder<Signal>();

    public ImmutableArray<OpenOrder>.Builder Orders { get; } = ImmutableArray.CreateBuilder<OpenOrder>();

    public ImmutableArray<Fill>.Builder Fills { get; } = ImmutableArray.CreateBuilder<Fill>();

    public ImmutableArray<RiskEvents.OrderRefused>.Builder Refusals { get; } =
        ImmutableArray.CreateBuilder<RiskEvents.OrderRefused>();

    public ImmutableArray<RiskEvents.AlertRaised>.Builder Alerts { get; } =
        ImmutableArray.CreateBuilder<RiskEvents.AlertRaised>();

    public ImmutableArray<ExecutionEvents.OrderRejected>.Builder Rejections { get; } =
        ImmutableArray.CreateBuilder<ExecutionEvents.OrderRejected>();

    public void Count(CoinOutcome outcome, bool isCandle)
    {
        var isAccepted = outcome.Refusal is null;
        _candles += isAccepted && isCandle ? 1 : 0;
        _fundings += isAccepted && !isCandle ? 1 : 0;
        _refused += isAccepted ? 0 : 1;
    }

    public BacktestResult ToResult(
        PaperQueries.Statistics exchange,
        AccountView account,
        ImmutableArray<CoinView> coins,
        PerformanceSummary summary) => new(
            Steps,
            _candles,
            _fundings,
            _refused,
            Signals.ToImmutable(),
            Orders.ToImmutable(),
            Refusals.ToImmutable(),
            Alerts.ToImmutable(),
            Rejections.ToImmutable(),
            Fills.ToImmutable(),
            exchange,
            account,
            coins,
            summary);
}
