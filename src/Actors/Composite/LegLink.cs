using Akka.Actor;
using Akka.Event;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Composite;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Composite;

/// <summary>Where a coin's observations go.</summary>
/// <param name="Region">Shard region of the composites.</param>
/// <param name="Composite">Which of them.</param>
public sealed record CompositeRef(IActorRef Region, InstrumentId Composite);

/// <summary>
/// A coin's side of its composite: one observation is under way at a time, and what happens meanwhile waits in a
/// <see cref="LegTap"/>. Part of the coin's actor.
/// </summary>
internal sealed class LegLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly InstrumentId _leg;
    private readonly CompositeRef _composite;
    private readonly ITimerScheduler _timers;
    private readonly LegTap _tap;
    private bool _isUnderWay;

    public LegLink(InstrumentId leg, CompositeRef composite, ITimerScheduler timers)
    {
        _leg = leg;
        _composite = composite;
        _timers = timers;
        _tap = new LegTap(leg);
    }

    /// <summary>The coin accepted market data.</summary>
    public void Accepted(MarketItems items, int index)
    {
        if (items.KindOf(index) == MarketItemKind.Book)
        {
            _tap.AcceptedBook();
            return;
        }

        var dropped = _tap.Dropped;
        _tap.Accepted(items[index]);
        NodeMetrics.CompositeDropped.Add(_tap.Dropped - dropped);
    }

    /// <summary>Tells the composite what happened, unless it has not answered yet.</summary>
    public void Send(Coin coin, IActorRef self)
    {
        if (_isUnderWay || _tap.Take(coin) is not { } observation)
        {
            return;
        }

        _isUnderWay = true;
        _composite.Region.Tell(new CompositeCommands.Observe(_composite.Composite, observation), self);
        _timers.StartSingleTimer(NoAnswer.Instance, NoAnswer.Instance, Patience);
    }

    /// <summary>The composite did not answer in time, since it was being started anew: that is told, and it goes on
    /// with what has happened since.</summary>
    public void OnNoAnswer(Coin coin, IActorRef self, ILoggingAdapter log)
    {
        NodeMetrics.CompositeUnanswered.Add(1);
        log.Warning("[{0}] {1} has not answered for {2}", _leg, _composite.Composite, Patience);
        OnAnswered(coin, self);
    }

    /// <summary>The composite has answered: it goes on with what has happened since.</summary>
    public void OnAnswered(Coin coin, IActorRef self)
    {
        _timers.Cancel(NoAnswer.Instance);
        _isUnderWay = false;
        Send(coin, self);
    }

    /// <summary>An observation was not answered in time: the composite was being started anew.</summary>
    public sealed class NoAnswer
    {
        public static readonly NoAnswer Instance = new();
    }
}
