using Akka.Actor;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A coin that accepts everything; once, on demand, it has missed an update of its book.</summary>
internal sealed class CoinStub : ReceiveActor
{
    private bool _bookGap;

    public CoinStub(bool bookGap, IActorRef listener)
    {
        _bookGap = bookGap;
        Receive<CoinCommands.ApplyBatch>(batch =>
        {
            // A copy: behind the answer the items are the feed's again.
            listener.Tell(batch with { Items = [.. batch.Items] });
            Sender.Tell(new CoinReplies.Accepted(batch.Coin, [], _bookGap));
            _bookGap = false;
        });
    }

    public static Props PropsFor(bool bookGap, IActorRef listener) =>
        Props.Create(() => new CoinStub(bookGap, listener));
}
