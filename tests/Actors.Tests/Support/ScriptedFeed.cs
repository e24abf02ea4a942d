using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>
/// A feed whose connections play scripts, one after the other: <c>data</c>, <c>ticker</c>, <c>bad</c>, <c>unknown</c>,
/// <c>book</c>, <c>end</c>, <c>hang</c>, <c>fail</c>; <c>asked</c> waits until a topic is to be subscribed to again,
/// <c>refused</c> tells that there is no ticker.
/// Behind its script a connection is closed.
/// </summary>
internal sealed class ScriptedFeed(params string[] connections) : IMarketFeed
{
    private int _items;

    public string Name => "scripted";

    /// <summary>What each connection was asked for.</summary>
    public ConcurrentQueue<FeedRequest> Requests { get; } = new();

    /// <summary>Topics that were to be subscribed to again.</summary>
    public ConcurrentQueue<string> Resubscribed { get; } = new();

    /// <summary>How long its topics may be silent.</summary>
    public TimeSpan? SilenceMax { get; init; }

    public bool CanResubscribe { get; init; }

    public TimeSpan? SilenceMaxOf(string topic) => SilenceMax;

    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) => ["data", "ticker"];

    public async IAsyncEnumerable<RawFrame> ReceiveAsync(
        FeedRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Requests.Enqueue(request);
        foreach (var word in connections[Math.Min(Requests.Count, connections.Length) - 1].Split(' '))
        {
            switch (word)
            {
                case "hang":
                    await Task.Delay(Timeout.Infinite, cancellation);
                    break;
                case "asked":
                    Resubscribed.Enqueue(await request.Resubscriptions!.ReadAsync(cancellation));
                    break;
                case "refused":
                    request.Refused!(new TopicRefusal("ticker", "no such topic"));
                    break;
                case "fail":
                    throw new FeedException("the connection was refused.");
                default:
                    yield return new RawFrame(Encoding.UTF8.GetBytes(word), DateTimeOffset.UnixEpoch);
                    break;
            }
        }
    }

    public FeedFrame Parse(RawFrame frame)
    {
        var word = Encoding.UTF8.GetString(frame.Payload.Span);
        return word switch
        {
            "data" => Data(word, new CoinCommands.ApplyFunding(Given.Btc, new FundingRate(Time(), 0.0001m))),
            "ticker" => Data(word, new CoinCommands.ApplyTicker(Given.Btc, new Ticker(Time(), false, 100m))),
            "book" => Data(word, new CoinCommands.ApplyBook(Given.Btc, new BookUpdate(Time(), false, _items, [], []))),
            "end" => new FeedFrame(FrameKind.EndOfTape, string.Empty, [], null, string.Empty),
            "bad" => new FeedFrame(FrameKind.Malformed, string.Empty, [], null, "broken JSON"),
            _ => new FeedFrame(FrameKind.Unknown, word, [], null, $"topic '{word}'"),
        };
    }

    private static FeedFrame Data(string topic, WhaleStack.Messages.Clock.IWithCoin item) =>
        new(FrameKind.Data, topic, [item], null, string.Empty);

    private DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref _items));
}
