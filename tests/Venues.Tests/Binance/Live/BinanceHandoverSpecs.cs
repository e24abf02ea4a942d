using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance.Live;

/// <summary>A day's end of a connection, over real sockets and by a clock that the test moves.</summary>
public sealed class BinanceHandoverSpecs
{
    private const string Public = "/public/stream";
    private const string Market = "/market/stream";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(23);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_second_connection_takes_over_with_no_gap_in_the_book_and_no_trade_twice()
    {
        await using var venue = await LiveBinance.StartAsync();
        await using var reading = new Reading(venue, _time);
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        await venue.SendAsync(Market, Trade(1));
        Assert.Equal(["book 100", "book 105", "trade 1"], (await reading.NextAsync(3)).Order());
        await AdvanceAsync(Lifetime, 1);
        await venue.SendAsync(Public, LiveBinance.Change(106, 110, 105));
        await venue.SendAsync(Market, Trade(2));
        Assert.Equal(["book 110", "trade 2"], (await reading.NextAsync(2)).Order());
        await AdvanceAsync(Overlap, 1);
        await LiveBinance.UntilAsync(() => venue.SocketsOf(Market) == 2 && venue.SocketsOf(Public) == 2);

        // Now ahead, now behind: each comes once.
        await venue.SendToAsync(1, Market, Trade(2), Trade(3));
        Assert.Equal(["trade 3"], await reading.NextAsync(1));
        await venue.SendToAsync(0, Market, Trade(3), Trade(4));
        Assert.Equal(["trade 4"], await reading.NextAsync(1));
        await venue.SendToAsync(1, Public, LiveBinance.Change(111, 115, 110));
        await venue.SendToAsync(0, Public, LiveBinance.Change(111, 115, 110), LiveBinance.Change(116, 120, 115));
        Assert.Equal(["book 115", "book 120"], await reading.NextAsync(2));
        await AdvanceAsync(Overlap, 1);
        await LiveBinance.UntilAsync(() => venue.HasLeft(0, Market) && venue.HasLeft(0, Public));
        await venue.SendToAsync(1, Market, Trade(4), Trade(5));
        await venue.SendToAsync(1, Public, LiveBinance.Change(116, 120, 115), LiveBinance.Change(121, 125, 120));
        Assert.Equal(["book 125", "trade 5"], (await reading.NextAsync(2)).Order());
        Assert.Equal(1, venue.SnapshotsAsked);
    }

    [Fact]
    public async Task A_second_connection_that_fails_is_tried_again_and_the_first_goes_on()
    {
        await using var venue = await LiveBinance.StartAsync();
        await using var reading = new Reading(venue, _time);
        await venue.SendAsync(Market, Trade(1));
        Assert.Equal(["trade 1"], await reading.NextAsync(1));
        var answer = venue.Answer;
        venue.Answer = (_, text) => $$"""{"code":2,"msg":"no","id":{{LiveBinance.Id(text)}}}""";
        await AdvanceAsync(Lifetime, 1);
        await AdvanceAsync(Overlap, 1);
        await LiveBinance.UntilAsync(() => venue.HasLeft(1, Market) && venue.HasLeft(1, Public));
        await venue.SendAsync(Market, Trade(1), Trade(2));
        Assert.Equal(["trade 1", "trade 2"], await reading.NextAsync(2));
        venue.Answer = answer;
        await AdvanceAsync(Overlap, 1);
        await LiveBinance.UntilAsync(() => venue.SocketsOf(Market) == 3 && venue.SocketsOf(Public) == 3);
        await venue.SendToAsync(2, Market, Trade(2), Trade(3));
        Assert.Equal(["trade 3"], await reading.NextAsync(1));
    }

    [Fact]
    public async Task A_venue_that_closes_the_first_too_early_is_left_for_the_second_at_once()
    {
        await using var venue = await LiveBinance.StartAsync();
        await using var reading = new Reading(venue, _time);
        await venue.SendAsync(Market, Trade(1));
        Assert.Equal(["trade 1"], await reading.NextAsync(1));
        await AdvanceAsync(Lifetime, 1);
        await AdvanceAsync(Overlap, 1);
        await LiveBinance.UntilAsync(() => _time.DueWithin(Overlap) >= 1 && venue.SocketsOf(Market) == 2);
        await venue.SendToAsync(1, Market, Trade(2));
        await venue.CutAsync(Market);
        Assert.Equal(["trade 2"], await reading.NextAsync(1));
        await venue.SendToAsync(1, Market, Trade(3));
        Assert.Equal(["trade 3"], await reading.NextAsync(1));
    }

    [Fact]
    public async Task A_venue_to_which_no_second_connection_can_be_made_ends_the_feed_at_last()
    {
        await using var venue = await LiveBinance.StartAsync();
        await using var reading = new Reading(venue, _time);
        await venue.SendAsync(Market, Trade(1));
        Assert.Equal(["trade 1"], await reading.NextAsync(1));
        venue.Answer = (_, text) => $$"""{"code":2,"msg":"no","id":{{LiveBinance.Id(text)}}}""";
        await AdvanceAsync(Lifetime, 1);
        for (var tries = 1; tries <= BinanceSocketOptions.HandoverTriesMax; tries++)
        {
            await AdvanceAsync(Overlap, 1);
            await LiveBinance.UntilAsync(() => venue.HasLeft(tries, Market) && venue.HasLeft(tries, Public));
        }

        var ended = await Assert.ThrowsAsync<ChannelClosedException>(() => reading.NextAsync(1));
        Assert.StartsWith(
            "binance-usdm: no connection takes over: ", Assert.IsType<FeedException>(ended.InnerException).Message);
    }

    // Not before so many wait for it.
    private async Task AdvanceAsync(TimeSpan span, int waiting)
    {
        await LiveBinance.UntilAsync(() => _time.DueWithin(span) >= waiting);
        _time.Advance(span);
    }

    private static string Trade(int id) =>
        $$$"""
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":7,"s":"BTCUSDT","a":{{{id}}},"p":"1","q":"1",
        "f":1,"l":1,"T":7,"m":true}}
        """;

    /// <summary>A feed of trades and books, read all the time.</summary>
    private sealed class Reading : IAsyncDisposable
    {
        private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
        private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
        private readonly Task _running;

        public Reading(LiveBinance venue, TimeProvider time)
        {
            var feed = venue.Feed(
                options => options with
                {
                    Streams = new BinanceStreamOptions
                    {
                        BookTops = false, MarkPrices = false, KlineInterval = null, Liquidations = false,
                    },
                    Sockets = options.Sockets with { StallTimeout = TimeSpan.FromDays(1) },
                },
                time);
            _running = RunAsync(feed);
        }

        public async Task<List<string>> NextAsync(int count)
        {
            var seen = new List<string>();
            while (seen.Count < count)
            {
                seen.Add(await _seen.Reader.ReadAsync(_limit.Token));
            }

            return seen;
        }

        public async ValueTask DisposeAsync()
        {
            await _limit.CancelAsync();
            await _running;
            _limit.Dispose();
        }

        private async Task RunAsync(BinanceMarketFeed feed)
        {
            try
            {
                await foreach (var frame in feed.ReceiveAsync(LiveBinance.Request(null, LiveBinance.Btc), _limit.Token))
                {
                    foreach (var item in feed.Parse(frame).Items)
                    {
                        _seen.Writer.TryWrite(item switch
                        {
                            CoinCommands.ApplyBook book => $"book {book.Update.UpdateId}",
                            CoinCommands.ApplyTrades trades => $"trade {trades.Trades[0].TradeId}",
                            _ => $"{item}",
                        });
                    }
                }
            }
            catch (OperationCanceledException)
            {
                _seen.Writer.TryComplete();
            }
            catch (FeedException ended)
            {
                _seen.Writer.TryComplete(ended);
            }
        }
    }
}
