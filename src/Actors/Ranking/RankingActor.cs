using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Actors.Ranking;

/// <summary>
/// Ranks the coins at the first live watermark of each hour, and where a recorded past ends, by what each says at that
/// watermark; keeps the ranking and tells the outside of it.
/// </summary>
/// <remarks>
/// One behaviour; no round is open between rounds, else one. Parent: a singleton's back-off supervisor.
/// Not persisted: a ranking is kept when it is made, and the next hour brings another. Bounded: a view a coin. A round
/// ends when all coins have spoken, when patience is over, or with the next watermark; who has not spoken is named.
/// </remarks>
public sealed class RankingActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly RankingSetup _setup;
    private readonly IActorRef _mediator;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private RankingRound? _round;
    private long _hourRanked = long.MinValue;

    /// <summary>Makes the actor.</summary>
    public RankingActor(RankingSetup setup, IActorRef mediator)
    {
        _setup = setup;
        _mediator = mediator;
        Receive<CoinEvents.CoinUpdated>(OnUpdated);
        Receive<PatienceOver>(_ => Finish());
        ReceiveAny(_ => { }); // The subscription; the topic also carries gaps.
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(RankingSetup setup, IActorRef mediator) =>
        Props.Create(() => new RankingActor(setup, mediator));

    /// <inheritdoc/>
    protected override void PreStart() => _mediator.Tell(new Subscribe(Topics.Coins, Self));

    private static long HourOf(Watermark watermark) => watermark.Time.UtcTicks / Interval.Ticks;

    private void OnUpdated(CoinEvents.CoinUpdated update)
    {
        if (update.Watermark.Phase == StepPhase.History || !_setup.Coins.Contains(update.Coin))
        {
            return;
        }

        if (_round is { } open && update.Watermark > open.Watermark)
        {
            Finish();
        }

        if (_round is null && HourOf(update.Watermark) > _hourRanked)
        {
            _round = new RankingRound(update.Watermark, _setup.Coins);
            Timers.StartSingleTimer(PatienceOver.Instance, PatienceOver.Instance, _setup.Patience);
        }

        _round?.Add(update);
        if (_round is { IsComplete: true })
        {
            Finish();
        }
    }

    private void Finish()
    {
        if (_round is not { } round)
        {
            return; // The timer's message was on its way already.
        }

        _round = null;
        Timers.Cancel(PatienceOver.Instance);
        var report = round.Report(_setup.Options);
        if (!report.Missing.IsEmpty)
        {
            NodeMetrics.RankingsPartial.Add(1);
            _log.Warning("ranked at {0:O} without {1}", report.Time, string.Join(", ", report.Missing));
        }

        if (report.Ranks.IsEmpty)
        {
            return; // All are warming: the next watermark may know more.
        }

        _hourRanked = HourOf(round.Watermark);
        _setup.Store.Keep(report);
        foreach (var publication in round.News(report))
        {
            _setup.Publisher?.Publish(publication);
        }
    }

    private sealed class PatienceOver
    {
        public static readonly PatienceOver Instance = new();

        private PatienceOver()
        {
        }
    }
}
