using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Composite;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Market;

namespace WhaleStack.Actors.Composite;

/// <summary>
/// Owns one instrument across venues: takes what the venues' coins observe, one observation of each under way, and
/// hands the consolidated market data to the composite's own coin, one batch under way.
/// </summary>
/// <remarks>
/// One behaviour. Parent: the composite shard region. Not persisted: venues tell it anew after a start. What waits for
/// the coin is bounded: prices are conflated, trades and forced closes wait in <see cref="PrintBuffer{T}"/>.
/// </remarks>
public sealed class CompositeActor : ReceiveActor, IWithTimers
{
    /// <summary>Questions about its venues' histories that are under way at once; more are answered with nothing but
    /// the venues' names.</summary>
    private const int QuestionsMax = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CompositeOptions _options;
    private readonly TradingRefs _refs;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CompositeMarket _market;
    private readonly PrintBuffer<Trade> _trades = new();
    private readonly PrintBuffer<LiquidationPrint> _liquidations = new();
    private Ticker? _ticker;
    private bool _isDelivering;

    /// <summary>Makes the actor of one composite.</summary>
    public CompositeActor(CompositeOptions options, TradingRefs refs)
    {
        _options = options;
        _refs = refs;
        _market = new CompositeMarket(options);
        Receive<CompositeCommands.Observe>(OnObserved);
        Receive<CoinEvents.CoinUpdated>(updated => Tell(_market.Pass(updated.Watermark.Time)));
        Receive<CoinReplies.Accepted>(_ => OnDelivered());
        Receive<NoAnswer>(_ => OnNoAnswer());
        Receive<CompositeQueries.GetView>(_ => Sender.Tell(_market.View));
        Receive<CompositeQueries.GetReached>(_ => OnGetReached());
        Receive<SubscribeAck>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(CompositeOptions options, TradingRefs refs) =>
        Props.Create(() => new CompositeActor(options, refs));

    /// <inheritdoc/>
    protected override void PreStart() => _refs.Mediator.Tell(new Subscribe(Topics.Coins, Self));

    private void OnGetReached()
    {
        var legs = _options.Legs.Select(leg => leg.Coin).ToImmutableArray();
        if (Context.GetChildren().Count() >= QuestionsMax)
        {
            Sender.Tell(new CompositeReplies.Reached(_options.Id, [], legs));
            return;
        }

        Context.ActorOf(LegHistoryActor.PropsFor(_options.Id, legs, _refs.Coins, Sender));
    }

    private void OnObserved(CompositeCommands.Observe command)
    {
        var outcome = _market.Apply(command.Observation);
        Sender.Tell(new CompositeReplies.Observed(_options.Id, command.Observation.Leg));
        Tell(outcome.Events);
        foreach (var item in outcome.Items)
        {
            Keep(item);
        }

        Deliver();
    }

    private void Tell(ImmutableArray<object> events)
    {
        foreach (var happened in events)
        {
            if (happened is CompositeEvents.LegSilent silent)
            {
                NodeMetrics.CompositeSilences.Add(1);
                _log.Warning("[{0}] {1} has been silent since {2:O}", _options.Id, silent.Leg, silent.Since);
            }

            _refs.Mediator.Tell(new Publish(Topics.Composites, happened));
        }
    }

    private void Keep(IWithCoin item)
    {
        var dropped = _trades.Dropped + _liquidations.Dropped;
        switch (item)
        {
            case CoinCommands.ApplyTrades trades:
                _trades.Add(trades.Trades);
                break;
            case CoinCommands.ApplyLiquidations liquidations:
                _liquidations.Add(liquidations.Prints);
                break;
            case CoinCommands.ApplyTicker ticker:
                _ticker = _ticker?.MergedWith(ticker.Ticker) ?? ticker.Ticker;
                break;
            default:
                throw new ArgumentException($"'{item.GetType().Name}' is no composite market data.", nameof(item));
        }

        NodeMetrics.CompositeDropped.Add(_trades.Dropped + _liquidations.Dropped - dropped);
    }

    private void Deliver()
    {
        if (_isDelivering || _ticker is null)
        {
            return;
        }

        ImmutableArray<IWithCoin> items =
        [
            .. _trades.IsEmpty ? [] : new IWithCoin[] { new CoinCommands.ApplyTrades(_options.Id, _trades.Take()) },
            .. _liquidations.IsEmpty
                ? []
                : new IWithCoin[] { new CoinCommands.ApplyLiquidations(_options.Id, _liquidations.Take()) },
            new CoinCommands.ApplyTicker(_options.Id, _ticker),
        ];
        _ticker = null;
        _isDelivering = true;
        _refs.Coins.Tell(new CoinCommands.ApplyBatch(_options.Id, items));
        Timers.StartSingleTimer(NoAnswer.Instance, NoAnswer.Instance, Patience);
    }

    private void OnDelivered()
    {
        Timers.Cancel(NoAnswer.Instance);
        _isDelivering = false;
        Deliver();
    }

    private void OnNoAnswer()
    {
        _log.Warning("[{0}] the composite's coin has not answered for {1}", _options.Id, Patience);
        OnDelivered();
    }

    private sealed class NoAnswer
    {
        public static readonly NoAnswer Instance = new();
    }
}
