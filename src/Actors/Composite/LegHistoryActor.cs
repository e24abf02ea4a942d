using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Composite;

/// <summary>Asks the coins of a composite's legs what became of their clusters, answers whoever asked the composite,
/// and stops.</summary>
/// <remarks>
/// One behaviour. Parent: the composite, which bounds how many there are. Not persisted. A coin that has not answered
/// within <see cref="Patience"/> is named in the answer.
/// </remarks>
internal sealed class LegHistoryActor : ReceiveActor
{
    /// <summary>How long coins are waited for, in scheduler time, after the last of them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly InstrumentId _composite;
    private readonly ImmutableArray<InstrumentId> _legs;
    private readonly IActorRef _coins;
    private readonly IActorRef _asker;
    private readonly Dictionary<InstrumentId, ReachCounts> _known = [];

    /// <summary>Makes the actor.</summary>
    public LegHistoryActor(
        InstrumentId composite, ImmutableArray<InstrumentId> legs, IActorRef coins, IActorRef asker)
    {
        _composite = composite;
        _legs = legs;
        _coins = coins;
        _asker = asker;
        Receive<CoinReplies.Reached>(OnReached);
        Receive<ReceiveTimeout>(_ => Answer());
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(
        InstrumentId composite, ImmutableArray<InstrumentId> legs, IActorRef coins, IActorRef asker) =>
        Props.Create(() => new LegHistoryActor(composite, legs, coins, asker));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.SetReceiveTimeout(Patience);
        foreach (var leg in _legs)
        {
            _coins.Tell(new CoinQueries.GetReached(leg));
        }
    }

    private void OnReached(CoinReplies.Reached reply)
    {
        _known[reply.Coin] = reply.Counts;
        if (_known.Count == _legs.Length)
        {
            Answer();
        }
    }

    private void Answer()
    {
        _asker.Tell(new CompositeReplies.Reached(
            _composite,
            [.. _legs.Where(_known.ContainsKey).Select(leg => _known[leg])],
            [.. _legs.Where(leg => !_known.ContainsKey(leg))]));
        Context.Stop(Self);
    }
}
