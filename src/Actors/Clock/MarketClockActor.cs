using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Clock;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Clock;

/// <summary>
/// Owns event time: runs one market step after the other through venue, coins, traders, risk, execution and portfolio,
/// and begins the next only when each has acknowledged the last.
/// </summary>
/// <remarks>
/// States: Preparing -> Idle -> Stepping -> Idle. Parent: a singleton's back-off supervisor. Not persisted: the
/// portfolio's last mark is the watermark that it goes on from. A step that is not acknowledged in time is run again;
/// every actor repeats its answer for a step it has done.
/// </remarks>
public sealed class MarketClockActor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private const int LiveStepsMax = 1_000;

    private readonly ClockSetup _setup;
    private readonly TradingRefs _refs;
    private readonly StepBarrier _barrier;
    private readonly LiveStepper _live;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<MarketStep> _liveSteps = new();
    private readonly HashSet<string> _unready;

    private Watermark? _resumeAt;
    private Watermark? _lastDone;
    private ClockMessages.RunStep? _running;
    private IActorRef _asker = ActorRefs.Nobody;
    private HashSet<InstrumentId> _coinsOpen = [];
    private int _refused;
    private bool _patienceSpent;

    /// <summary>Makes the actor.</summary>
    public MarketClockActor(ClockSetup setup, TradingRefs refs)
    {
        _setup = setup;
        _refs = refs;
        _unready = [.. setup.Participants];
        _barrier = new StepBarrier(setup.Acknowledgers);
        _live = new LiveStepper(
            setup.LiveInterval, setup.LiveGrace, ImmutableSortedDictionary<InstrumentId, decimal>.Empty);
        Preparing();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(ClockSetup setup, TradingRefs refs) =>
        Props.Create(() => new MarketClockActor(setup, refs));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(CheckPatience), CheckPatience.Instance, _setup.Patience);
        AskWhoIsReady();
    }

    private IEnumerable<IActorRef> Scanners => _refs.MoreScanners.Prepend(_refs.Scanner);

    private void Preparing()
    {
        Receive<ClockReplies.Ready>(OnReady);
        Receive<AccountView>(OnAccount);
        Receive<CheckPatience>(_ => AskWhoIsReady());
        ReceiveAny(_ => Stash.Stash());
    }

    private void Idle()
    {
        Receive<ClockMessages.RunStep>(OnRunStep);
        Receive<ClockMessages.LiveFacts>(OnLiveFacts);
        Receive<ClockMessages.FeedEnded>(m => _live.Remove(m.Feed));
        Receive<ClockReplies.Acknowledged>(_ => { }); // Late, of a step that was run twice.
        Receive<CoinReplies.Accepted>(_ => { }); // The same.
        Receive<ClockReplies.Ready>(_ => { }); // Asked twice.
        Receive<AccountView>(_ => { }); // Asked twice.
        Receive<CheckPatience>(_ => { }); // Nothing is waited for.
    }

    private void Stepping()
    {
        Receive<ClockReplies.Acknowledged>(OnAcknowledged);
        Receive<CoinReplies.Accepted>(OnAccepted);
        Receive<ClockMessages.LiveFacts>(OnLiveFacts);
        Receive<ClockMessages.FeedEnded>(m => _live.Remove(m.Feed));
        Receive<CheckPatience>(_ => OnCheckPatience());
        Receive<ClockReplies.Ready>(_ => { }); // Asked twice.
        Receive<AccountView>(_ => { }); // Asked twice.
        Receive<ClockMessages.RunStep>(OnRunStepWhileStepping);
    }

    private void AskWhoIsReady()
    {
        if (_unready.Count == 0)
        {
            _refs.Portfolio.Tell(PortfolioQueries.GetAccount.Instance);
            return;
        }

        var singletons = Scanners.Concat(
            [_refs.Venue, _refs.Execution, _refs.Portfolio, _refs.Risk, _refs.Broadcaster]);
        foreach (var actor in singletons)
        {
            actor.Tell(ClockCommands.Prepare.Instance);
        }

        foreach (var trader in _setup.Traders)
        {
            _refs.Traders.Tell(new TraderCommands.Prepare(trader));
        }
    }

    private void OnReady(ClockReplies.Ready message)
    {
        if (_unready.Remove(message.Actor) && _unready.Count == 0)
        {
            _refs.Portfolio.Tell(PortfolioQueries.GetAccount.Instance);
        }
    }

    private void OnAccount(AccountView account)
    {
        _resumeAt = account.Watermark;
        if (_resumeAt is { } resumeAt)
        {
            _log.Info("Going on behind {0}; everything before it is rebuilt in silence.", resumeAt);
        }

        _refs.Mediator.Tell(new Publish(Topics.Clock, new ClockEvents.Started(_resumeAt)));
        BecomeIdle();
    }

    private void OnRunStep(ClockMessages.RunStep message)
    {
        if (message.Step.Watermark <= _lastDone)
        {
            Sender.Tell(new ClockMessages.StepDone(message.Step.Watermark)); // The answer was lost.
            return;
        }

        _asker = Sender;
        Begin(message with { Silent = message.Silent || message.Step.Watermark < _resumeAt });
    }

    private void OnRunStepWhileStepping(ClockMessages.RunStep message)
    {
        if (message.Step.Watermark == _running?.Step.Watermark)
        {
            _asker = Sender; // It asks again; only the last asker waits.
        }
        else
        {
            Stash.Stash();
        }
    }

    private void Begin(ClockMessages.RunStep running)
    {
        _running = running;
        _refused = 0;
        _patienceSpent = false;
        _coinsOpen = running.Step.Watermark.Phase == StepPhase.History
            ?
            [
                .. running.Step.Candles.Select(c => c.Coin),
                .. running.Step.Fundings.Select(f => f.Coin),
                .. running.Step.OpenInterests.Select(o => o.Coin),
            ]
            : [];
        if (!running.Silent)
        {
            _barrier.Begin(running.Step.Watermark);
        }

        Become(Stepping);
        Dispatch(running);
        CompleteWhenDone();
    }

    private void Dispatch(ClockMessages.RunStep running)
    {
        var step = running.Step;
        if (!running.Silent)
        {
            _refs.Venue.Tell(new ClockCommands.Advance(step));
        }

        foreach (var coin in _coinsOpen.Order())
        {
            _refs.Coins.Tell(new CoinCommands.ApplyBatch(coin, FactsOf(step, coin)));
        }

        if (!running.Silent)
        {
            var coins = _setup.Coins.AddRange(_setup.Beside);
            foreach (var coin in coins)
            {
                _refs.Coins.Tell(new CoinCommands.PassWatermark(coin, step.Watermark));
            }

            foreach (var scanner in Scanners)
            {
                scanner.Tell(new ClockCommands.AwaitCoins(step.Watermark, coins));
            }
        }
    }

    /// <summary>Open interest first: it is that of the candle that closes with it.</summary>
    private static ImmutableArray<IWithCoin> FactsOf(MarketStep step, InstrumentId coin) =>
    [
        .. step.OpenInterests.Where(o => o.Coin == coin).Select(o => new CoinCommands.ApplyTicker(
            coin,
            new Ticker(
                o.OpenInterest.Time, IsSnapshot: false, OpenInterestBase: o.OpenInterest.OpenInterestBase))),
        .. step.Candles.Where(c => c.Coin == coin).Select(c => new CoinCommands.ApplyCandle(coin, c.Candle)),
        .. step.Fundings.Where(f => f.Coin == coin).Select(f => new CoinCommands.ApplyFunding(coin, f.Funding)),
    ];

    private void OnAccepted(CoinReplies.Accepted message)
    {
        if (_coinsOpen.Remove(message.Coin))
        {
            _refused += message.Refused.Length;
            CompleteWhenDone();
        }
    }

    private void OnAcknowledged(ClockReplies.Acknowledged message)
    {
        _barrier.Acknowledge(message.Actor, message.Watermark);
        CompleteWhenDone();
    }

    private void CompleteWhenDone()
    {
        if (_running is not { } running || _coinsOpen.Count > 0 || (!running.Silent && _barrier.Waiting.Count > 0))
        {
            return;
        }

        _running = null;
        _lastDone = running.Step.Watermark;
        _asker.Tell(new ClockMessages.StepDone(running.Step.Watermark));
        _asker = ActorRefs.Nobody;
        _refs.Mediator.Tell(
            new Publish(Topics.Clock, new ClockEvents.StepCompleted(running.Step, running.Silent, _refused)));
        BecomeIdle();
    }

    private void BecomeIdle()
    {
        Become(Idle);
        if (_liveSteps.TryDequeue(out var step))
        {
            Begin(new ClockMessages.RunStep(step, step.Watermark < _resumeAt));
        }
        else
        {
            Stash.UnstashAll();
        }
    }

    private void OnLiveFacts(ClockMessages.LiveFacts facts)
    {
        foreach (var candle in facts.Candles)
        {
            _live.Add(candle);
        }

        foreach (var funding in facts.Fundings)
        {
            _live.Add(funding);
        }

        if (facts.EventTime is { } eventTime)
        {
            _live.Advance(facts.Feed, eventTime);
        }

        if ((_running?.Step.Watermark ?? _lastDone) is { } past)
        {
            _live.StartAfter(past.Time);
        }

        while (_live.TryTake() is { } step)
        {
            Enqueue(step);
        }
    }

    private void Enqueue(MarketStep step)
    {
        if (_running is null)
        {
            Begin(new ClockMessages.RunStep(step, step.Watermark < _resumeAt));
        }
        else if (_liveSteps.Count < LiveStepsMax)
        {
            _liveSteps.Enqueue(step);
        }
        else
        {
            _log.Error(
                "{0} live steps wait: something does not acknowledge. Step {1} is dropped.",
                LiveStepsMax,
                step.Watermark);
        }
    }

    private void OnCheckPatience()
    {
        if (!_patienceSpent)
        {
            _patienceSpent = true;
            return;
        }

        if (_running is { } running)
        {
            NodeMetrics.StepsRepeated.Add(1);
            _log.Warning(
                "Step {0} waits for {1}; running it again.",
                running.Step.Watermark,
                string.Join(", ", _barrier.Waiting.Concat(_coinsOpen.Select(c => $"coin {c}"))));
            Dispatch(running);
        }
    }

    private sealed class CheckPatience : INotInfluenceReceiveTimeout
    {
        public static readonly CheckPatience Instance = new();

        private CheckPatience()
        {
        }
    }
}
