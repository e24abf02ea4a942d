using System.Collections.Immutable;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Short ways to the things these tests are about.</summary>
internal static class Given
{
    public static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");

    public static readonly ImmutableArray<InstrumentId> LinearCoins =
        [.. new[] { "BTC", "ETH", "SOL", "DOGE" }.Select(coin => InstrumentId.Parse($"bybit:{coin}USDT"))];

    public static readonly ImmutableArray<InstrumentId> SpotCoins =
        [.. new[] { "BTC", "ETH" }.Select(coin => InstrumentId.Parse($"bybit-spot:{coin}USDT"))];

    /// <summary>Patient enough for a busy machine, quick where a test waits for a time-out on purpose.</summary>
    public static BybitOptions Options(Uri address) => new()
    {
        RestEndpoint = address,
        WebSocketPublic = new UriBuilder(address) { Scheme = "ws", Path = "/v5/public" }.Uri,
        BackoffMin = TimeSpan.FromMilliseconds(1),
        BackoffMax = TimeSpan.FromMilliseconds(5),
    };

    public static BybitMarketFeed Feed(BybitCategory? category = null, BybitOptions? options = null) =>
        new(options ?? Options(new Uri("http://127.0.0.1:1")), category ?? BybitCategory.Linear, TimeProvider.System);

    public static BybitFrameParser Parser(string category) => new(new BybitTopics(
        category == "linear" ? BybitCategory.Linear : BybitCategory.Spot, new BybitTopicOptions()));

    public static FeedRequest Request(
        ImmutableArray<InstrumentId> coins, ImmutableSortedDictionary<string, TopicCount>? cursor = null) =>
        new(coins, cursor ?? ImmutableSortedDictionary<string, TopicCount>.Empty);

    public static FeedFrame Parse(this BybitMarketFeed feed, string text) => feed.Parse(Encoding.UTF8.GetBytes(text));

    public static FeedFrame Parse(this BybitMarketFeed feed, byte[] frame) =>
        feed.Parse(new RawFrame(frame, DateTimeOffset.UnixEpoch));
}
