using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>What became of a batch.</summary>
/// <param name="Consumed">By topic, messages that their owner accepted.</param>
/// <param name="Conflated">By topic, messages folded into a newer one.</param>
/// <param name="BookGaps">Topics of order books that missed an update, and whose they are.</param>
/// <param name="Batch">The batch.</param>
public sealed record DeliveredBatch(
    IReadOnlyDictionary<string, long> Consumed,
    IReadOnlyDictionary<string, long> Conflated,
    ImmutableArray<(string Topic, InstrumentId Coin)> BookGaps,
    FeedBatch Batch);

/// <summary>
/// The delivering stage of a feed's stream: hands a batch to the coins, waits for all of them, tells the clock.
/// </summary>
public static class FeedDelivery
{
    private static readonly TimeSpan CoinTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Delivers one batch.</summary>
    /// <exception cref="FeedException">
    /// A coin's book missed an update and the feed cannot ask for a snapshot: the connection must be made anew.
    /// </exception>
    /// <exception cref="AskTimeoutException">A coin did not answer in time.</exception>
    public static async Task<DeliveredBatch> DeliverAsync(IMarketFeed feed, FeedBatch batch, TradingRefs refs)
    {
        var gaps = ImmutableArray.CreateBuilder<(string Topic, InstrumentId Coin)>();
        var answers = batch.Items.Select(e => AskCoin(e.Key, e.Value, refs)).ToList();
        var consumed = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            var (items, accepted) = await answer.ConfigureAwait(false);
            Count(items, accepted, consumed);
            if (accepted.BookGap)
            {
                gaps.AddRange(feed.CanResubscribe
                    ? BookTopics(items).Select(topic => (topic, accepted.Coin))
                    : throw new FeedException($"{feed.Name}: the order book of {accepted.Coin} missed an update."));
            }
        }

        refs.Clock.Tell(new ClockMessages.LiveFacts(feed.Name, ClosedCandles(batch), [], batch.EventTime));
        return new DeliveredBatch(consumed, batch.Conflated, gaps.ToImmutable(), batch);
    }

    private static async Task<(List<(string Topic, IWithCoin Item)> Items, CoinReplies.Accepted Accepted)> AskCoin(
        InstrumentId coin, List<(string Topic, IWithCoin Item)> items, TradingRefs refs)
    {
        var batch = new CoinCommands.ApplyBatch(coin, [.. items.Select(i => i.Item)]);
        return (items, await refs.Coins.Ask<CoinReplies.Accepted>(batch, CoinTimeout).ConfigureAwait(false));
    }

    private static void Count(
        List<(string Topic, IWithCoin Item)> items, CoinReplies.Accepted accepted, Dictionary<string, long> consumed)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var topic = items[i].Topic;
            if (topic.Length > 0 && !accepted.Refused.Contains(i))
            {
                consumed[topic] = consumed.GetValueOrDefault(topic) + 1;
            }
        }
    }

    private static IEnumerable<string> BookTopics(List<(string Topic, IWithCoin Item)> items) => items
        .Where(i => i.Item is CoinCommands.ApplyBook && i.Topic.Length > 0)
        .Select(i => i.Topic)
        .Distinct(StringComparer.Ordinal);

    private static ImmutableArray<InstrumentCandle> ClosedCandles(FeedBatch batch) =>
    [
        .. batch.Items.Values
            .SelectMany(items => items)
            .Select(i => i.Item)
            .OfType<CoinCommands.ApplyCandle>()
            .Select(c => new InstrumentCandle(c.Coin, c.Candle)),
    ];
}
