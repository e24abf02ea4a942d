using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;

namespace WhaleStack.Venues.Tests.Binance.Live;

/// <summary>Books that begin with a snapshot over REST, over real sockets.</summary>
public sealed class BinanceBookSyncSpecs
{
    private const string Public = "/public/stream";

    private static readonly BinanceStreamOptions BookOnly = new()
    {
        AggregateTrades = false, BookTops = false, KlineInterval = null, Liquidations = false, MarkPrices = false,
    };

    [Fact]
    public async Task A_snapshot_comes_before_the_changes_that_follow_it_and_older_ones_are_dropped()
    {
        await using var venue = await LiveBinance.StartAsync();
        using var snapshot = Gate(venue, 100);
        await using var books = new Reading(venue, null);
        await venue.SendAsync(
            Public,
            LiveBinance.Change(80, 90, 79), LiveBinance.Change(91, 99, 90), LiveBinance.Change(100, 105, 99),
            LiveBinance.Change(106, 110, 105));
        snapshot.Set();
        Assert.Equal([(true, 100L), (false, 105L), (false, 110L)], await books.NextAsync(3));
        await venue.SendAsync(Public, LiveBinance.Change(111, 112, 110));
        Assert.Equal([(false, 112L)], await books.NextAsync(1));
    }

    [Fact]
    public async Task A_snapshot_from_before_the_first_change_is_asked_for_again()
    {
        await using var venue = await LiveBinance.StartAsync();
        var ids = new Queue<long>([50, 100]);
        venue.Rest = _ => LiveBinance.Snapshot(ids.Dequeue());
        await using var books = new Reading(venue, null);
        await venue.SendAsync(Public, LiveBinance.Change(95, 99, 94));
        await LiveBinance.UntilAsync(() => ids.Count == 1);
        var next = books.NextAsync(3);
        for (var last = 100; !next.IsCompleted && last < 3_000; last++)
        {
            await venue.SendAsync(Public, LiveBinance.Change(last, last, last - 1));
            await Task.Delay(5);
        }

        // The first change of all was over when the second snapshot was made.
        Assert.Equal([(true, 100L), (false, 100L), (false, 101L)], await next);
        Assert.Empty(ids);
    }

    [Fact]
    public async Task A_book_that_missed_a_change_gets_a_new_snapshot_on_the_living_connection()
    {
        await using var venue = await LiveBinance.StartAsync();
        var ids = new Queue<long>([100, 300]);
        venue.Rest = _ => LiveBinance.Snapshot(ids.Dequeue());
        var again = Channel.CreateUnbounded<string>();
        await using var books = new Reading(venue, again.Reader);
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        Assert.Equal([(true, 100L), (false, 105L)], await books.NextAsync(2));
        await venue.SendAsync(Public, LiveBinance.Change(200, 205, 199)); // 106 to 199 never came.
        Assert.Equal([(false, 205L)], await books.NextAsync(1));
        Assert.True(again.Writer.TryWrite("binance/btcusdt@depth@100ms"));
        Assert.True(again.Writer.TryWrite("another wish, taken when the first is done"));
        await LiveBinance.UntilAsync(() => again.Reader.Count == 0);
        await venue.SendAsync(Public, LiveBinance.Change(299, 305, 298));
        Assert.Equal([(true, 300L), (false, 305L)], await books.NextAsync(2));
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_had_is_asked_for_again_and_the_rest_goes_on()
    {
        await using var venue = await LiveBinance.StartAsync();
        var asked = 0;
        venue.Rest = context =>
        {
            Assert.Equal("?symbol=BTCUSDT&limit=1000", context.Request.QueryString.Value);
            if (++asked > 2)
            {
                return LiveBinance.Snapshot(100);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return "later";
        };
        await using var books = new Reading(venue, null);
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        Assert.Equal([(true, 100L), (false, 105L)], await books.NextAsync(2));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_book_that_the_venue_does_not_have_is_told_and_the_others_go_on()
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Rest = context => context.Request.Query["symbol"] == "ETHUSDT"
            ? LiveBinance.Snapshot(7)
            : Refuse(context, """{"code":-1121,"msg":"Invalid symbol."}""");
        var again = Channel.CreateUnbounded<string>();
        var refused = Channel.CreateUnbounded<TopicRefusal>();
        await using var books = new Reading(venue, again.Reader, told => refused.Writer.TryWrite(told));
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        var told = await refused.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("binance/btcusdt@depth@100ms", told.Topic);
        Assert.Contains("Invalid symbol.", told.Reason);
        await venue.SendAsync(
            Public, LiveBinance.Change(106, 107, 105), LiveBinance.Change(7, 8, 6, "ETHUSDT"));
        Assert.Equal([(true, 7L), (false, 8L)], await books.NextAsync(2));

        // Asked for again, it may be there.
        venue.Rest = _ => LiveBinance.Snapshot(110);
        Assert.True(again.Writer.TryWrite("binance/btcusdt@depth@100ms"));
        Assert.True(again.Writer.TryWrite("another wish, taken when the first is done"));
        await LiveBinance.UntilAsync(() => again.Reader.Count == 0);
        await venue.SendAsync(Public, LiveBinance.Change(108, 112, 107));
        Assert.Equal([(true, 110L), (false, 112L)], await books.NextAsync(2));
    }

    [Fact]
    public async Task A_snapshot_that_is_refused_for_good_ends_the_feed()
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Rest = context => Refuse(context, """{"code":-1100,"msg":"Illegal characters."}""");
        await using var books = new Reading(venue, null);
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        var failure = await Assert.ThrowsAsync<ChannelClosedException>(() => books.NextAsync(1));
        var cause = Assert.IsType<FeedException>(failure.InnerException);
        Assert.StartsWith("binance-usdm: no snapshot of binance:BTCUSDT: ", cause.Message);
    }

    [Fact]
    public async Task Each_book_has_a_snapshot_of_its_own()
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Rest = context => LiveBinance.Snapshot(context.Request.Query["symbol"] == "ETHUSDT" ? 7 : 100);
        await using var books = new Reading(venue, null);
        await venue.SendAsync(
            Public, LiveBinance.Change(7, 8, 6, "ETHUSDT"), LiveBinance.Change(100, 105, 99));
        var seen = await books.NextAsync(4);
        Assert.Equal([(true, 7L), (false, 8L)], seen.Where(book => book.Id < 50));
        Assert.Equal([(true, 100L), (false, 105L)], seen.Where(book => book.Id > 50));
    }

    private static string Refuse(HttpContext context, string answer)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return answer;
    }

    private static ManualResetEventSlim Gate(LiveBinance venue, long id)
    {
        var gate = new ManualResetEventSlim();
        venue.Rest = _ =>
        {
            gate.Wait(TimeSpan.FromSeconds(30));
            return LiveBinance.Snapshot(id);
        };
        return gate;
    }

    /// <summary>A feed of books alone, read all the time.</summary>
    private sealed class Reading : IAsyncDisposable
    {
        private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
        private readonly Channel<(bool IsSnapshot, long Id)> _books = Channel.CreateUnbounded<(bool, long)>();
        private readonly Task _running;

        public Reading(LiveBinance venue, ChannelReader<string>? again, Action<TopicRefusal>? refused = null)
        {
            var feed = venue.Feed(options => options with { Streams = BookOnly });
            var request = LiveBinance.Request(again, LiveBinance.Btc, new InstrumentId("binance", "ETHUSDT"))
                with { Refused = refused };
            _running = RunAsync(feed, request);
        }

        public async Task<List<(bool IsSnapshot, long Id)>> NextAsync(int count)
        {
            var books = new List<(bool, long)>();
            while (books.Count < count)
            {
                books.Add(await _books.Reader.ReadAsync(_limit.Token));
            }

            return books;
        }

        public async ValueTask DisposeAsync()
        {
            await _limit.CancelAsync();
            await _running;
            _limit.Dispose();
        }

        private async Task RunAsync(BinanceMarketFeed feed, FeedRequest request)
        {
            try
            {
                await foreach (var frame in feed.ReceiveAsync(request, _limit.Token))
                {
                    foreach (var book in feed.Parse(frame).Items.OfType<CoinCommands.ApplyBook>())
                    {
                        _books.Writer.TryWrite((book.Update.IsSnapshot, book.Update.UpdateId));
                    }
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or FeedException)
            {
                _books.Writer.TryComplete(ended);
            }
        }
    }
}
