using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Publishing;
using WhaleStack.Domain.Performance;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>Folds what is published on the topics into a <see cref="NodeView"/>. Mutable; the observer owns
/// it.</summary>
public sealed class ViewFolder
{
    private const int ReasonsMax = 512;

    private readonly BuyAndHold _buyAndHold;
    private readonly ImmutableArray<string> _feeds;
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Queue<string> _reasonOrder = new();
    private readonly Dictionary<string, ImmutableSortedDictionary<string, TopicCount>> _feedTopics =
        new(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, TopicCount> _history =
        ImmutableSortedDictionary.Create<string, TopicCount>(StringComparer.Ordinal);

    private NodeView _view = new();

    /// <summary>Makes it.</summary>
    public ViewFolder(decimal startQuote, ImmutableArray<InstrumentId> coins, ImmutableArray<string> feeds)
    {
        _buyAndHold = new BuyAndHold(startQuote, coins);
        _feeds = feeds;
    }

    /// <summary>The clock has started.</summary>
    public NodeView Started(ClockEvents.Started started) =>
        _view = _view with { Stage = NodeStage.History, ResumeAt = started.ResumeAt };

    /// <summary>A step is done.</summary>
    public NodeView StepCompleted(ClockEvents.StepCompleted completed)
    {
        var step = completed.Step;
        if (step.Watermark.Phase == StepPhase.History)
        {
            _buyAndHold.Observe(step);
            CountHistory(step, completed.Refused);
        }

        return _view = _view with
        {
            LastStep = step.Watermark,
            Steps = _view.Steps + 1,
            PricesQuote = _view.PricesQuote.SetItems(step.LastPricesQuote),
            BuyAndHoldQuote = _buyAndHold.ProfitQuote,
            Topics = MergedTopics(),
        };
    }

    /// <summary>The past is done.</summary>
    public NodeView HistoryCompleted(ClockEvents.HistoryCompleted completed) =>
        _view = _view with { Stage = NodeStage.Live, HistoryEnd = completed.LastTime };

    /// <summary>A feed counted.</summary>
    public NodeView FeedProgressed(ClockEvents.FeedProgressed progressed)
    {
        _feedTopics[progressed.Feed] = progressed.Topics;
        return _view = _view with { Topics = MergedTopics() };
    }

    /// <summary>A feed ended.</summary>
    public NodeView FeedCompleted(ClockEvents.FeedCompleted completed)
    {
        var ended = _view.FeedsEnded.Add(completed.Feed);
        return _view = _view with
        {
            FeedsEnded = ended,
            Stage = _feeds.All(ended.Contains) ? NodeStage.Ended : _view.Stage,
        };
    }

    /// <summary>A coin's view at a watermark.</summary>
    public NodeView CoinUpdated(CoinEvents.CoinUpdated updated) =>
        _view = _view with { Coins = _view.Coins.SetItem(updated.Coin, updated.View) };

    /// <summary>A coin lost its thread.</summary>
    public NodeView GapFound(CoinEvents.GapFound gap) =>
        _view = _view with { Gaps = _view.Gaps.SetItem(gap.Coin, gap) };

    /// <summary>A signal; one that a step run again repeats is not counted twice.</summary>
    public NodeView SignalRaised(SignalEvents.SignalRaised raised) =>
        _view.Signals.Any(signal => signal.SignalId == raised.Signal.SignalId)
            ? _view
            : _view = _view with
            {
                Signals = Newest(_view.Signals, raised.Signal),
                SignalsSeen = _view.SignalsSeen + 1,
            };

    /// <summary>Decisions: their reasons are shown with the fills.</summary>
    public NodeView Decided(TraderEvents.Decided decided)
    {
        foreach (var order in decided.Orders)
        {
            _reasons[order.ClientOrderId] = order.Reason;
            _reasonOrder.Enqueue(order.ClientOrderId);
            if (_reasonOrder.Count > ReasonsMax)
            {
                _reasons.Remove(_reasonOrder.Dequeue());
            }
        }

        return _view;
    }

    /// <summary>Risk said no.</summary>
    public NodeView Refused(RiskEvents.OrderRefused refused) => _view = _view with
    {
        RiskRefused = _view.RiskRefused + 1,
        Trades = Newest(_view.Trades, new TradeLine(
            refused.Watermark.Time,
            refused.Order.Coin,
            refused.Order.Side,
            refused.Order.SizeBase,
            PriceQuote: null,
            RealizedQuote: 0m,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{refused.Limit}: {refused.InputValue:0.####} against {refused.LimitValue:0.####}"))),
    };

    /// <summary>A fill was booked.</summary>
    public NodeView FillBooked(PortfolioEvents.FillBooked booked)
    {
        var fill = booked.Fill;
        var why = fill.Trigger switch
        {
            FillTrigger.Order => _reasons.GetValueOrDefault(fill.ClientOrderId, "decided before this run"),
            FillTrigger.Stop => "stop touched",
            FillTrigger.Target => "target reached",
            _ => throw new ArgumentOutOfRangeException(nameof(booked), fill.Trigger, "Unknown trigger."),
        };
        return _view = _view with
        {
            Trades = Newest(_view.Trades, new TradeLine(
                fill.Time, fill.Coin, fill.Side, fill.SizeBase, fill.PriceQuote, booked.RealizedQuote, why)),
        };
    }

    /// <summary>The account at a watermark.</summary>
    public NodeView AccountMarked(AccountView account) => _view = _view with { Account = account };

    /// <summary>The outside came or went.</summary>
    public NodeView PublisherChanged(PublisherEvents.StatusChanged changed) =>
        _view = _view with { Publisher = changed.Status };

    private static ImmutableList<T> Newest<T>(ImmutableList<T> lines, T line)
    {
        var longer = lines.Insert(0, line);
        return longer.Count > NodeView.LinesMax ? longer.RemoveAt(NodeView.LinesMax) : longer;
    }

    private void CountHistory(MarketStep step, int refused)
    {
        foreach (var candle in step.Candles)
        {
            CountHistory(HistoryTopics.Candles(candle.Coin));
        }

        foreach (var funding in step.Fundings)
        {
            CountHistory(HistoryTopics.Fundings(funding.Coin));
        }

        if (refused > 0 && step.Candles.Length > 0)
        {
            var topic = HistoryTopics.Candles(step.Candles[0].Coin);
            _history = _history.SetItem(topic, new TopicCount(_history[topic].Consumed - refused, 0));
        }
    }

    private void CountHistory(string topic)
    {
        var before = _history.GetValueOrDefault(topic, TopicCount.Zero);
        _history = _history.SetItem(topic, before with { Consumed = before.Consumed + 1 });
    }

    private ImmutableSortedDictionary<string, TopicCount> MergedTopics() =>
        _feedTopics.Values.Aggregate(_history, (all, topics) => all.SetItems(topics));
}
