using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Execution;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Performance;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Backtests;

/// <summary>The states of one backtest, and what it has recorded.</summary>
internal sealed class BacktestRun
{
    private const string Incarnation = "backtest";

    private readonly BacktestOptions _options;
    private readonly IStrategy _strategy;
    private readonly BuyAndHold _yardstick;
    private readonly SortedDictionary<InstrumentId, Coin> _coins = [];
    private readonly BacktestRecord _record = new();

    private ScannerState _scanner = ScannerState.Empty;
    private TraderState _trader;
    private RiskState _risk = RiskState.Empty;
    private ExecutionState _execution = ExecutionState.Empty;
    private PaperState _exchange = PaperState.Empty;
    private PortfolioState _portfolio;
    private long _traderEvents;

    public BacktestRun(BacktestOptions options)
    {
        CheckOptions(options);
        _options = options;
        _strategy = StrategyCatalog.Create(options.Trader.Strategy);
        _yardstick = new BuyAndHold(options.Capital.StartQuote, options.Instruments.Keys);
        _trader = TraderState.Empty(options.Trader.Trader);
        _portfolio = PortfolioState.Start(options.Capital.Account, options.Capital.StartQuote);
        foreach (var coin in options.Instruments.Keys)
        {
            _coins[coin] = new Coin(coin, options.Coin);
        }
    }

    public void Advance(MarketStep step)
    {
        _record.Steps++;
        foreach (var happened in PaperExchange.Advance(_exchange, _options.Paper, _options.Instruments, step))
        {
            _exchange = _exchange.Apply(happened);
            Book(happened);
        }

        if (PortfolioDecisions.Mark(_portfolio, step) is { } marked)
        {
            _portfolio = _portfolio.Apply(marked);
        }

        _risk = _risk.WithAccount(_portfolio.View);
        Observe(step);
        Decide(step, Scan(step));
    }

    public BacktestResult Result() => _record.ToResult(
        _exchange.Statistics,
        _portfolio.View,
        [.. _coins.Values.Select(coin => coin.View)],
        PerformanceSummary.From(_portfolio.View, _yardstick));

    private static void CheckOptions(BacktestOptions options)
    {
        var mistakes = new Mistakes()
            .Nested("coin", options.Coin)
            .Nested("scanner", options.Scanner)
            .Nested("trader", options.Trader)
            .Nested("risk", options.Risk)
            .Nested("paper", options.Paper)
            .Nested("capital", options.Capital)
            .Within("instruments (count)", options.Instruments.Count, 1, 1_000)
            .Found;
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }
    }

    private void Book(object happened)
    {
        switch (happened)
        {
            case PaperEvents.Executed executed:
                var filled = ExecutionDecisions.OnExecuted(_execution, new VenueReplies.Executed(executed.Fill));
                Invariant.Hold(filled is not null, "A backtest reports every execution once.");
                _execution = _execution.Apply(filled);
                var booked = PortfolioDecisions.Book(_portfolio, filled.Fill);
                Invariant.Hold(booked is not null, "A backtest books every execution once.");
                _portfolio = _portfolio.Apply(booked);
                _record.Fills.Add(executed.Fill);
                break;
            case PaperEvents.Funded funded:
                var settled = ExecutionDecisions.OnFunded(_execution, new VenueReplies.Funded(funded.Payment));
                Invariant.Hold(settled is not null, "A backtest reports every settlement once.");
                _execution = _execution.Apply(settled);
                var funding = PortfolioDecisions.Book(_portfolio, settled.Payment);
                Invariant.Hold(funding is not null, "A backtest books every settlement once.");
                _portfolio = _portfolio.Apply(funding);
                break;
            case PaperEvents.OrderCancelled:
                break; // Nothing was paid.
            default:
                throw new InvalidOperationException($"'{happened.GetType().Name}' does not happen at a step.");
        }

        _execution = _execution.Confirm(_portfolio.LastReport);
    }

    private void Observe(MarketStep step)
    {
        if (step.Watermark.Phase == StepPhase.Flatten)
        {
            return; // The pseudo-candle is for the exchange: it is no market data.
        }

        _yardstick.Observe(step);
        foreach (var candle in step.Candles)
        {
            var command = new CoinCommands.ApplyCandle(candle.Coin, candle.Candle);
            _record.Count(_coins[candle.Coin].Apply(command), isCandle: true);
        }

        foreach (var funding in step.Fundings)
        {
            var command = new CoinCommands.ApplyFunding(funding.Coin, funding.Funding);
            _record.Count(_coins[funding.Coin].Apply(command), isCandle: false);
        }
    }

    private ImmutableArray<Signal> Scan(MarketStep step)
    {
        var updates = step.Candles
            .Select(candle => candle.Coin)
            .Distinct()
            .Select(coin => new CoinEvents.CoinUpdated(coin, step.Watermark, _coins[coin].View))
            .ToList();
        var raised = WhaleTargetScanner.Decide(_scanner, _options.Scanner, step.Watermark, updates);
        foreach (var happened in raised)
        {
            _scanner = _scanner.Apply(happened);
            _record.Signals.Add(happened.Signal);
        }

        return [.. raised.Select(happened => happened.Signal)];
    }

    private void Decide(MarketStep step, ImmutableArray<Signal> signals)
    {
        var input = new StrategyInput(
            step.Watermark,
            _portfolio.View,
            signals,
            _options.Instruments,
            _options.Trader,
            _trader.UnsettledInOrder(),
            step.LastPricesQuote);
        var position = new JournalPosition(Incarnation, _trader.Trader, _traderEvents + 1);
        var decided = TraderDecisions.Decide(_trader, _strategy, input, position);
        if (decided is not null)
        {
            _traderEvents++;
            _trader = _trader.Apply(decided);
            _record.Orders.AddRange(decided.Orders);
        }

        foreach (var answer in RiskGate.Decide(_risk, _options.Risk, step.Watermark, decided?.Orders ?? []))
        {
            _risk = _risk.Apply(answer);
            Follow(answer, step.Watermark);
        }
    }

    private void Follow(object answer, Watermark watermark)
    {
        switch (answer)
        {
            case RiskEvents.OrderApproved approved:
                Send(approved, watermark);
                break;
            case RiskEvents.OrderRefused refused:
                _record.Refusals.Add(refused);
                Settle(refused.Order.ClientOrderId, DecisionOutcome.Refused, refused.Limit, watermark);
                break;
            case RiskEvents.AlertRaised alert:
                _record.Alerts.Add(alert);
                break;
            default:
                throw new InvalidOperationException($"'{answer.GetType().Name}' is no answer of risk.");
        }
    }

    private void Send(RiskEvents.OrderApproved approved, Watermark watermark)
    {
        var submitted = ExecutionDecisions.Submit(_execution, RiskGate.Approval(approved)).Event;
        Invariant.Hold(submitted is not null, "A backtest submits every order once.");
        _execution = _execution.Apply(submitted);
        var answer = PaperExchange.Place(_exchange, _options.Paper, _options.Instruments, submitted.Order);
        _exchange = answer.Event is null ? _exchange.WithRefusal() : _exchange.Apply(answer.Event);
        switch (answer.Reply)
        {
            case VenueReplies.OrderAccepted accepted:
                _execution = _execution.Apply(ExecutionDecisions.OnAccepted(_execution, accepted, watermark.Time)!);
                Settle(accepted.ClientOrderId, DecisionOutcome.Accepted, accepted.VenueOrderId, watermark);
                break;
            case VenueReplies.OrderRefused refused:
                var rejected = ExecutionDecisions.OnRefused(_execution, refused, watermark.Time);
                Invariant.Hold(rejected is not null, "A backtest never sends an order twice.");
                _execution = _execution.Apply(rejected);
                _record.Rejections.Add(rejected);
                Settle(refused.ClientOrderId, DecisionOutcome.Rejected, refused.Detail, watermark);
                break;
            default:
                throw new InvalidOperationException($"'{answer.Reply.GetType().Name}' is no answer to an order.");
        }
    }

    private void Settle(string clientOrderId, DecisionOutcome outcome, string detail, Watermark watermark)
    {
        _traderEvents++;
        _trader = _trader.Apply(
            new TraderEvents.DecisionSettled(_trader.Trader, clientOrderId, outcome, detail, watermark.Time));
    }
}
