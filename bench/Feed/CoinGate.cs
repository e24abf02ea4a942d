using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using WhaleStack.Actors.Coins;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Feed;

/// <summary>
/// Stands where the shard region of the coins does: hands batches on to the real coin actors, and when one has taken
/// its batch notes how long ago each stamped trade left the venue.
/// </summary>
internal sealed class CoinGate : ReceiveActor
{
    private readonly Dictionary<InstrumentId, IActorRef> _coins = [];
    private readonly Dictionary<InstrumentId, Queue<(IActorRef Sender, CoinCommands.ApplyBatch Batch)>> _underWay = [];
    private readonly CoinOptions _options;
    private readonly Tally _tally;

    public CoinGate(CoinOptions options, Tally tally)
    {
        _options = options;
        _tally = tally;
        Receive<CoinCommands.ApplyBatch>(OnBatch);
        Receive<CoinReplies.Accepted>(OnAccepted);
    }

    private void OnBatch(CoinCommands.ApplyBatch batch)
    {
        if (!_coins.TryGetValue(batch.Coin, out var coin))
        {
            coin = Context.ActorOf(CoinActor.PropsFor(
                batch.Coin, _options, Context.System.DeadLetters, NoMarketArchive.Instance));
            _coins[batch.Coin] = coin;
            _underWay[batch.Coin] = new Queue<(IActorRef, CoinCommands.ApplyBatch)>();
        }

        _underWay[batch.Coin].Enqueue((Sender, batch));
        coin.Tell(batch, Self);
    }

    private void OnAccepted(CoinReplies.Accepted accepted)
    {
        var (sender, batch) = _underWay[accepted.Coin].Dequeue();
        var now = Stopwatch.GetTimestamp();
        var items = batch.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items.KindOf(i) == MarketItemKind.Trades && StampOf(items.TradesAt(i)[0]) is { } left)
            {
                _tally.Arrived(Stopwatch.GetElapsedTime(left, now));
            }
        }

        sender.Tell(accepted);
    }

    private static long? StampOf(in Trade trade) =>
        long.TryParse(trade.TradeId.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id - Frames.StampBase
            : null;
}
