using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What a connection does when the venue does not have one of its topics.</summary>
public sealed class RefusedTopicSpecs
{
    private const string Unknown = "error:handler not found,topic:x";
    private readonly ConcurrentQueue<string[]> _requests = new();
    private readonly ConcurrentQueue<TopicRefusal> _refused = new();

    [Fact]
    public async Task A_refused_batch_is_sent_again_one_by_one_and_goes_on_without_the_bad_topic()
    {
        await using var venue = await VenueAsync(topics =>
            topics.Contains("allLiquidation.BTCUSDT") ? Unknown
            : topics.Contains("kline.1.BTCUSDT") ? "error:already subscribed,topic:y"
            : "");
        await UntilRefusedAsync(venue);
        Assert.Equal([new TopicRefusal("allLiquidation.BTCUSDT", Unknown)], _refused);
        Assert.Equal([5, 1, 1, 1, 1, 1], _requests.Select(topics => topics.Length));
    }

    [Fact]
    public async Task A_connection_of_which_nothing_is_left_fails_and_names_every_topic()
    {
        await using var venue = await VenueAsync(_ => "Invalid symbol :[x]");
        var failure = await FailureAsync(venue);
        Assert.Equal(
            "bybit-linear: refused topics: tickers.BTCUSDT (Invalid symbol :[x]); orderbook.200.BTCUSDT (Invalid "
            + "symbol :[x]); publicTrade.BTCUSDT (Invalid symbol :[x]); kline.1.BTCUSDT (Invalid symbol :[x]); "
            + "allLiquidation.BTCUSDT (Invalid symbol :[x]).",
            failure.Message);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task A_refusal_that_may_pass_fails_the_connection()
    {
        await using var venue = await VenueAsync(topics =>
            topics.Contains("publicTrade.BTCUSDT") ? "error:too many requests" : "");
        var failure = await FailureAsync(venue);
        Assert.Equal(
            "bybit-linear: refused topics: publicTrade.BTCUSDT (error:too many requests).", failure.Message);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task A_topic_that_is_gone_when_it_is_asked_for_again_is_told_and_the_rest_goes_on()
    {
        await using var venue = await VenueAsync(topics => topics is ["tickers.BTCUSDT"] ? Unknown : "");
        var again = Channel.CreateUnbounded<string>();
        Assert.True(again.Writer.TryWrite("tickers.BTCUSDT"));
        await UntilRefusedAsync(venue, again.Reader);
        Assert.Equal([new TopicRefusal("tickers.BTCUSDT", Unknown)], _refused);
    }

    private async Task UntilRefusedAsync(ScriptedVenue venue, ChannelReader<string>? again = null)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var draining = DrainAsync(venue, again, over.Token);
        while (_refused.IsEmpty && !draining.IsCompleted)
        {
            await Task.Delay(10, CancellationToken.None);
        }

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);
    }

    private Task<FeedException> FailureAsync(ScriptedVenue venue) => Assert.ThrowsAsync<FeedException>(
        () => DrainAsync(venue, again: null, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token));

    private async Task DrainAsync(ScriptedVenue venue, ChannelReader<string>? again, CancellationToken over)
    {
        var feed = Given.Feed(options: Given.Options(venue.Address));
        var request = Given.Request([Given.Btc]) with { Refused = _refused.Enqueue, Resubscriptions = again };
        await foreach (var frame in feed.ReceiveAsync(request, over))
        {
            Assert.Equal(FrameKind.Control, feed.Parse(frame).Kind);
        }
    }

    private Task<ScriptedVenue> VenueAsync(Func<string[], string> wordsFor) =>
        ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                using var document = JsonDocument.Parse(text);
                var root = document.RootElement;
                var op = root.GetProperty("op").GetString();
                var topics = root.GetProperty("args").EnumerateArray().Select(topic => topic.GetString()!).ToArray();
                _requests.Enqueue(topics);
                var words = op == "subscribe" ? wordsFor(topics) : "";
                await ScriptedVenue.SendAsync(
                    socket,
                    JsonSerializer.Serialize(new
                    {
                        success = words.Length == 0,
                        ret_msg = words,
                        req_id = root.GetProperty("req_id").GetString(),
                        op,
                    }),
                    over);
            }
        });
}
