using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Actors.Composite;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Coins;

/// <summary>
/// Owns everything known of one instrument: candles, book, funding, heatmap and clusters. Accepts market data in
/// batches and, at each watermark, publishes <see cref="CoinEvents.CoinUpdated"/>.
/// </summary>
/// <remarks>
/// One behaviour; the coin itself goes Warming -> Live -> (gap) -> Warming, see <see cref="Coin"/>. Parent: the coin
/// shard region, one entity an instrument. Not persisted on purpose: history is fetched again at a start, which costs a
/// second and no money.
/// </remarks>
public sealed class CoinActor : ReceiveActor, IWithTimers
{
    private readonly InstrumentId _id;
    private readonly IActorRef _mediator;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Coin _coin;
    private readonly CoinArchive _archive;
    private readonly CompositeRef? _composite;
    private LegLink? _link;

    /// <summary>Makes the actor of one instrument, which may be a venue's part of a composite.</summary>
    public CoinActor(
        InstrumentId id, CoinOptions options, IActorRef mediator, IMarketArchive archive, CompositeRef? composite)
    {
        _id = id;
        _mediator = mediator;
        _coin = new Coin(id, options);
        _archive = new CoinArchive(id, options.DecisionInterval, archive);
        _composite = composite;
        Receive<CoinCommands.ApplyBatch>(OnBatch);
        Receive<CoinCommands.PassWatermark>(OnWatermark);
        Receive<CoinQueries.GetView>(_ => Sender.Tell(_coin.View));
        Receive<CoinQueries.GetCandles>(OnGetCandles);
        Receive<CoinQueries.GetReached>(_ => Sender.Tell(new CoinReplies.Reached(_id, _coin.Reached)));
        Receive<CompositeReplies.Observed>(_ => _link!.OnAnswered(_coin, Self));
        Receive<LegLink.NoAnswer>(_ => _link!.OnNoAnswer(_coin, Self, _log));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(
        InstrumentId id,
        CoinOptions options,
        IActorRef mediator,
        IMarketArchive archive,
        CompositeRef? composite = null) =>
        Props.Create(() => new CoinActor(id, options, mediator, archive, composite));

    /// <inheritdoc/>
    protected override void PreStart() =>
        _link = _composite is null ? null : new LegLink(_id, _composite, Timers);

    private void OnBatch(CoinCommands.ApplyBatch batch)
    {
        var items = batch.Items;
        var length = items.Length;
        ImmutableArray<int> refused = [];
        var bookGap = false;
        for (var i = 0; i < length; i++)
        {
            var outcome = _coin.ApplyAt(items, i);
            bookGap |= outcome.BookGap;
            if (outcome.Refusal is { } refusal)
            {
                refused = refused.Add(i);
                _log.Warning("[{0}] refused {1}: {2}", _id, items[i].GetType().Name, refusal);
            }
            else
            {
                Accept(items, i);
            }

            if (outcome.Gap is { } gap)
            {
                _mediator.Tell(new Publish(Topics.Coins, gap));
            }
        }

        // Behind the answer the items are the feed's again.
        NodeMetrics.MarketEvents.Add(length - refused.Length);
        NodeMetrics.MarketRefused.Add(refused.Length);
        Sender.Tell(new CoinReplies.Accepted(_id, refused, bookGap));
        _link?.Send(_coin, Self);
    }

    private void Accept(MarketItems items, int index)
    {
        // What is packed changes too fast to be archived; raw frames hold it.
        if (items.KindOf(index) == MarketItemKind.Message)
        {
            _archive.Accepted(items[index]);
        }

        _link?.Accepted(items, index);
    }

    private void OnGetCandles(CoinQueries.GetCandles query) => Sender.Tell(
        new CoinReplies.Candles(_id, query.Interval, _coin.CandlesOf(query.Interval, query.CountMax)));

    private void OnWatermark(CoinCommands.PassWatermark message)
    {
        var view = _coin.ViewAt(message.Watermark.Time);
        _archive.Passed(message.Watermark, view);
        _mediator.Tell(new Publish(Topics.Coins, new CoinEvents.CoinUpdated(_id, message.Watermark, view)));
    }
}
