using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>A batch that the coins have taken.</summary>
/// <param name="BookGaps">Topics of order books that missed an update, and whose they are.</param>
/// <param name="Batch">The batch; its items must not be read any more.</param>
public sealed record DeliveredBatch(ImmutableArray<(string Topic, InstrumentId Coin)> BookGaps, FeedBatch Batch);

/// <summary>
/// The delivering stage of a feed's stream: hands a batch to the coins, waits for all of them, tells the clock.
/// </summary>
public static class FeedDelivery
{
    private static readonly TimeSpan CoinTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Delivers one batch.</summary>
    /// <param name="feed">Whose it is.</param>
    /// <param name="batch">The batch; the memory of its items is given back.</param>
    /// <param name="news">What the clock has heard of the stream.</param>
    /// <param name="refs">Whom it concerns.</param>
    /// <exception cref="FeedException">
    /// A coin's book missed an update and the feed cannot ask for a snapshot: the connection must be made anew.
    /// </exception>
    /// <exception cref="AskTimeoutException">A coin did not answer in time.</exception>
    public static async Task<DeliveredBatch> DeliverAsync(
        IMarketFeed feed, FeedBatch batch, ClockNews news, TradingRefs refs)
    {
        ImmutableArray<(string Topic, InstrumentId Coin)> gaps = [];
        var parts = batch.Parts;
        var answers = new Task<CoinReplies.Accepted>[parts.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var (coin, items) = (parts[i].Coin, parts[i].Items);
            answers[i] = refs.Coins.Ask<CoinReplies.Accepted>(new CoinCommands.ApplyBatch(coin, items), CoinTimeout);
        }

        for (var i = 0; i < answers.Length; i++)
        {
            var accepted = await answers[i].ConfigureAwait(false);
            parts[i].Refuse(accepted.Refused.AsSpan());
            if (accepted.BookGap)
            {
                gaps = gaps.AddRange(feed.CanResubscribe
                    ? BookTopics(batch, parts[i]).Select(topic => (topic, accepted.Coin))
                    : throw new FeedException($"{feed.Name}: the order book of {accepted.Coin} missed an update."));
            }
        }

        batch.Release(); // All have answered. Where one has not, the memory is nobody's: it may still be read.
        if (news.Of(batch) is { } facts)
        {
            refs.Clock.Tell(facts);
        }

        return new DeliveredBatch(gaps, batch);
    }

    private static IEnumerable<string> BookTopics(FeedBatch batch, CoinPart part) =>
        batch.Topics.Where(topic => topic.HasBooks && topic.Part == part).Select(topic => topic.Topic);
}
