using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The spot side of a generated market, to our own clients and to a bare socket.</summary>
public sealed class SpotMarketSpecs
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit-spot:BTCUSDT");

    [Fact]
    public async Task Our_feed_hears_its_trades_candles_tickers_and_a_book_without_gaps()
    {
        await using var simulator = await SimulatorApp.StartAsync(
            new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false) { Market = MarketKind.Generated });
        var feed = new BybitMarketFeed(
            Given.Options(simulator.Address) with { Replay = false }, BybitCategory.Spot, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var kinds = new HashSet<Type>();
        BookUpdate? last = null;
        await foreach (var raw in feed.ReceiveAsync(Given.Request([Btc]), limit.Token))
        {
            var frame = feed.Parse(raw);
            Assert.True(frame.Kind is FrameKind.Data or FrameKind.Control, frame.Detail);
            foreach (var item in frame.Items)
            {
                kinds.Add(item.GetType());
                if (item is CoinCommands.ApplyBook { Update: var update })
                {
                    Assert.True(update.IsSnapshot == last is null, "changes before the snapshot, or a second one");
                    Assert.True(last is null || update.Follows(last.UpdateId, last.IsSnapshot), "a gap");
                    last = update;
                }
            }

            if (last?.UpdateId > 5 && kinds.Count >= 4)
            {
                return;
            }
        }

        Assert.Fail("the feed ended");
    }

    [Fact]
    public async Task Our_history_and_figures_are_those_of_spot()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        using var rest = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var instruments = await new BybitHistory(rest).GetInstrumentsAsync(default);
        var btc = Assert.Single(instruments, instrument => instrument.Id == Btc);
        Assert.Equal((0.1m, 0.001m, 5m), (btc.TickQuote, btc.StepBase, btc.NotionalQuoteMin));
        var now = venue.Time.GetUtcNow();
        var candles = new List<Candle>();
        await foreach (var candle in new BybitHistory(rest).GetCandlesAsync(
            Btc, TimeSpan.FromMinutes(5), now.AddHours(-2), now.AddMinutes(-10), default))
        {
            candles.Add(candle);
        }

        Assert.InRange(candles.Count, 20, 24);
        var figures = new BybitStatistics(rest);
        var tickers = await figures.GetTickersAsync("bybit-spot", default);
        Assert.Equal(3, tickers.Count);
        var book = await figures.GetBookAsync(Btc, 10, default);
        Assert.Equal((10, 10), (book.Bids.Length, book.Asks.Length));
        var perpetual = await figures.GetBookAsync(Given.Btc, 10, default);
        Assert.NotEqual(perpetual.Bids[0], book.Bids[0]);
        Assert.InRange(book.Bids[0].PriceQuote / perpetual.Bids[0].PriceQuote, 0.99m, 1.01m);
    }

    [Fact]
    public async Task Its_socket_takes_ten_topics_at_once_and_knows_no_liquidations()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var socket = await VenueSocket.ConnectAsync(venue, "/v5/public/spot");
        await socket.SubscribeAsync([.. Enumerable.Range(0, 11).Select(_ => "publicTrade.BTCUSDT")]);
        Assert.Equal("args size >10", (await socket.AnswerAsync("subscribe")).Text("ret_msg"));
        await socket.SubscribeAsync("allLiquidation.BTCUSDT");
        Assert.False((await socket.AnswerAsync("subscribe")).GetProperty("success").GetBoolean());
        await socket.SubscribeAsync("tickers.BTCUSDT");
        var granted = await socket.AnswerAsync("subscribe");
        Assert.Equal((true, "subscribe"), (granted.GetProperty("success").GetBoolean(), granted.Text("ret_msg")));
        for (var i = 0; i < 2; i++)
        {
            var frame = await socket.TopicAsync("tickers.BTCUSDT");
            Assert.Equal("snapshot", frame.Text("type"));
            Assert.False(frame.GetProperty("data").TryGetProperty("openInterest", out _));
        }
    }

    [Fact]
    public async Task Mark_index_and_premium_have_candles_and_accounts_a_ratio()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        const string minute = "category=linear&symbol=BTCUSDT&interval=1&limit=5";
        venue.Time.Advance(TimeSpan.FromSeconds(2));
        await venue.PushAsync(new() { ["symbol"] = "BTCUSDT", ["markPrice"] = 61_200, ["indexPrice"] = 60_000 });
        foreach (var (name, high) in (Dictionary<string, string>)new()
        {
            ["mark-price-kline"] = "61200", ["index-price-kline"] = "", ["premium-index-price-kline"] = "0.02",
        })
        {
            var rows = Expect.Code(0, await venue.PublicAsync($"/v5/market/{name}?{minute}")).GetProperty("list");
            Assert.Equal(5, rows.GetArrayLength());
            Assert.Equal(5, rows[0].GetArrayLength());
            Assert.True(high.Length == 0 || rows[0][2].GetString() == high, $"{name} {rows[0]}");
        }

        using var rest = new BybitRestClient(Given.Options(venue.Address), TimeProvider.System);
        var now = venue.Time.GetUtcNow();
        var count = 0;
        await foreach (var ratio in new BybitStatistics(rest).GetAccountRatiosAsync(
            Given.Btc, TimeSpan.FromHours(1), now.AddHours(-6), now, default))
        {
            count++;
            Assert.InRange(ratio.LongFraction, 0.2m, 0.8m);
        }

        Assert.InRange(count, 5, 7);
    }
}
