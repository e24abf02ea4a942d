using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The client that talks to the venue, against the simulator, over real loopback sockets.</summary>
public sealed class ClientAgainstSimulatorSpecs : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset YearStart = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private SimulatorApp _simulator = null!;
    private BybitRestClient _client = null!;
    private BybitHistory _history = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(new SimulatorOptions(Recordings.Folder, "127.0.0.1", 0, 0, false));
        _client = new BybitRestClient(Given.Options(_simulator.Address), TimeProvider.System);
        _history = new BybitHistory(_client);
    }

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("BTC")]
    [InlineData("ETH")]
    [InlineData("SOL")]
    [InlineData("DOGE")]
    [InlineData("HYPE")]
    public async Task The_years_candles_are_complete(string name)
    {
        var coin = InstrumentId.Parse($"bybit:{name}USDT");
        var candles = await RestSpecs.ListAsync(_history.GetCandlesAsync(
            coin, TimeSpan.FromHours(1), YearStart, YearStart.AddYears(2), CancellationToken.None));
        var recorded = Rows("bybit/candles_1h.csv.gz", name);
        Assert.Equal(8_736, recorded.Count);
        Assert.Equal(recorded.Select(CandleOf), candles);
        Assert.Equal(8_736L, (await StreamsAsync())[$"history/kline.60.{name}USDT"]);
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("HYPE")]
    public async Task The_years_fundings_are_complete(string name)
    {
        var coin = InstrumentId.Parse($"bybit:{name}USDT");
        var fundings = await RestSpecs.ListAsync(
            _history.GetFundingsAsync(coin, YearStart, YearStart.AddYears(2), CancellationToken.None));
        var recorded = Rows("bybit/funding_8h.csv.gz", name);
        Assert.Equal(1_092, recorded.Count);
        Assert.Equal(
            recorded.Select(cells => new FundingRate(TimeOf(cells), NumberOf(cells[3]))), fundings);
        Assert.Equal(1_092L, (await StreamsAsync())[$"history/funding.{name}USDT"]);
    }

    [Fact]
    public async Task Any_span_gives_the_rows_within_it()
    {
        var all = Rows("bybit/candles_1h.csv.gz", "BTC").Select(CandleOf).ToList();
        var settled = Rows("bybit/funding_8h.csv.gz", "BTC").Select(TimeOf).ToList();
        var random = new Random(7);
        for (var i = 0; i < 12; i++)
        {
            var from = YearStart.AddMinutes(random.Next(0, 500_000));
            var to = from.AddMinutes(random.Next(0, 200_000));
            var candles = await RestSpecs.ListAsync(_history.GetCandlesAsync(
                Given.Btc, TimeSpan.FromHours(1), from, to, CancellationToken.None));
            Assert.Equal(all.Where(candle => candle.OpenTime >= from && candle.OpenTime < to), candles);
            var fundings = await RestSpecs.ListAsync(
                _history.GetFundingsAsync(Given.Btc, from, to, CancellationToken.None));
            Assert.Equal(settled.Where(time => time >= from && time < to), fundings.Select(funding => funding.Time));
        }
    }

    [Fact]
    public async Task Instruments_are_read_to_the_last_page()
    {
        var instruments = await _history.GetInstrumentsAsync(CancellationToken.None);
        Assert.Equal(800, instruments.Count(instrument => instrument.Id.Venue == "bybit"));
        Assert.Equal(557, instruments.Count(instrument => instrument.Id.Venue == "bybit-spot"));
        var btc = instruments.Single(instrument => instrument.Id == Given.Btc);
        Assert.Equal(
            new Instrument(Given.Btc, "BTC", "USDT", 0.10m, 0.001m, 0.001m, 5m, 100m, TimeSpan.FromHours(8)), btc);
        var spot = instruments.Single(instrument => instrument.Id == Given.SpotCoins[0]);
        Assert.Equal(
            new Instrument(spot.Id, "BTC", "USDT", 0.1m, 0.000001m, 0.000001m, 5m, 1m, TimeSpan.Zero), spot);
        Assert.Equal(instruments.Count, instruments.Select(instrument => instrument.Id).Distinct().Count());
    }

    [Fact]
    public async Task Wrong_parameters_are_refused_as_the_venue_does()
    {
        var unknown = InstrumentId.Parse("bybit:NOSUCHUSDT");
        var failure = await Assert.ThrowsAsync<VenueException>(() => RestSpecs.ListAsync(_history.GetCandlesAsync(
            unknown, TimeSpan.FromHours(1), YearStart, YearStart.AddDays(1), CancellationToken.None)));
        Assert.Contains("retCode 10001: params error: symbol 'NOSUCHUSDT' invalid", failure.Message);
        Assert.False(failure.IsTransient);
        await Assert.ThrowsAsync<VenueException>(() => RestSpecs.ListAsync(_history.GetCandlesAsync(
            Given.Btc, TimeSpan.FromMinutes(5), YearStart, YearStart.AddDays(1), CancellationToken.None)));
        Assert.Throws<ArgumentException>(() => _history.GetCandlesAsync(
            Given.Btc, TimeSpan.FromMinutes(7), YearStart, YearStart.AddDays(1), CancellationToken.None));
        Assert.Throws<ArgumentException>(() => _history.GetFundingsAsync(
            Given.SpotCoins[0], YearStart, YearStart.AddDays(1), CancellationToken.None));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("spot")]
    public async Task The_tape_is_whole_and_in_order(string category)
    {
        var frames = await TapeAsync(category, null);
        var sent = frames.Where(frame => frame.Kind == FrameKind.Data).ToList();
        var feed = FeedOf(category);
        var recorded = Recordings.Frames(category).Select(frame => feed.Parse(frame))
            .Where(frame => frame.Kind == FrameKind.Data).ToList();
        Assert.Equal(recorded.Count, sent.Count);
        Assert.Equal(
            recorded.Select(frame => (frame.Topic, frame.EventTime)),
            sent.Select(frame => (frame.Topic, frame.EventTime)));
        Assert.All(
            frames,
            frame => Assert.True(
                frame.Kind is FrameKind.Data or FrameKind.Control or FrameKind.EndOfTape, frame.Detail));

        var expected = await StreamsAsync();
        var counts = recorded.GroupBy(frame => frame.Topic)
            .ToDictionary(group => group.Key, group => (long)group.Count());
        Assert.Equal(
            feed.TopicsFor(CoinsOf(category)).Order(StringComparer.Ordinal),
            expected.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, entry => Assert.Equal(counts.GetValueOrDefault(entry.Key), entry.Value));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("spot")]
    public async Task A_resumed_tape_ends_in_the_same_state(string category)
    {
        var whole = await TapeAsync(category, null);
        var expected = StateAfter(whole);
        var data = whole.Where(frame => frame.Kind == FrameKind.Data).ToList();
        var random = new Random(11);
        for (var i = 0; i < 4; i++)
        {
            // Each topic was followed to a point of its own, as after a crash.
            var taken = data.Take(random.Next(data.Count)).GroupBy(frame => frame.Topic)
                .ToImmutableSortedDictionary(
                    group => group.Key,
                    group => new TopicCount(random.Next((group.Count() / 2) + 1), random.Next((group.Count() / 2) + 1)),
                    StringComparer.Ordinal);
            var resumed = await TapeAsync(category, taken);
            var rest = resumed.Where(frame => frame.Kind == FrameKind.Data).GroupBy(frame => frame.Topic)
                .ToDictionary(group => group.Key, group => group.Count());
            foreach (var topic in data.GroupBy(frame => frame.Topic))
            {
                var before = (int)(taken.GetValueOrDefault(topic.Key)?.Total ?? 0);
                Assert.Equal(topic.Count() - before, rest.GetValueOrDefault(topic.Key));
                var isStateful = topic.Key.Contains("orderbook", StringComparison.Ordinal)
                    || topic.Key.Contains("tickers", StringComparison.Ordinal);
                var resyncs = resumed.Count(frame => frame.Kind == FrameKind.Resync && frame.Topic == topic.Key);
                Assert.Equal(isStateful && before > 0 ? 1 : 0, resyncs);
            }

            Assert.Equal(expected, StateAfter(resumed));
        }
    }

    [Fact]
    public async Task A_feed_that_replays_nothing_keeps_its_cursor_to_itself()
    {
        var feed = Given.Feed(options: Given.Options(_simulator.Address));
        var cursor = ImmutableSortedDictionary<string, TopicCount>.Empty.Add("tickers.BTCUSDT", new TopicCount(100, 0));
        var tickers = 0;
        await foreach (var frame in feed.ReceiveAsync(Given.Request([Given.Btc], cursor), Limit()))
        {
            var parsed = feed.Parse(frame);
            tickers += parsed is { Kind: FrameKind.Data, Topic: "tickers.BTCUSDT" } ? 1 : 0;
            if (parsed.Kind == FrameKind.EndOfTape)
            {
                break;
            }
        }

        Assert.Equal(185, tickers);
    }

    [Fact]
    public async Task A_coin_that_the_tape_does_not_have_is_silent()
    {
        var coin = InstrumentId.Parse("bybit:HYPEUSDT");
        var feed = FeedOf("linear");
        await foreach (var frame in feed.ReceiveAsync(Given.Request([coin]), Limit()))
        {
            var parsed = feed.Parse(frame);
            Assert.NotEqual(FrameKind.Data, parsed.Kind);
            if (parsed.Kind == FrameKind.EndOfTape)
            {
                break;
            }
        }

        Assert.Equal(0L, (await StreamsAsync())["tickers.HYPEUSDT"]);
    }

    [Fact]
    public async Task A_coin_that_the_venue_does_not_have_is_named_and_the_others_go_on()
    {
        var refused = new ConcurrentQueue<TopicRefusal>();
        var request = Given.Request([Given.Btc, InstrumentId.Parse("bybit:NOSUCHUSDT")]) with
        {
            Refused = refused.Enqueue,
        };
        var feed = FeedOf("linear");
        await foreach (var frame in feed.ReceiveAsync(request, Limit()))
        {
            var parsed = feed.Parse(frame);
            Assert.DoesNotContain("NOSUCHUSDT", parsed.Topic);
            if (parsed.Kind == FrameKind.Data && refused.Count == 5)
            {
                break;
            }
        }

        Assert.Contains(
            new TopicRefusal("tickers.NOSUCHUSDT", "error:handler not found,topic:tickers.NOSUCHUSDT"), refused);
        Assert.All(refused, topic => Assert.EndsWith(".NOSUCHUSDT", topic.Topic));
    }

    private async Task<List<FeedFrame>> TapeAsync(
        string category, ImmutableSortedDictionary<string, TopicCount>? cursor)
    {
        var feed = FeedOf(category);
        var frames = new List<FeedFrame>();
        await foreach (var frame in feed.ReceiveAsync(Given.Request(CoinsOf(category), cursor), Limit()))
        {
            frames.Add(feed.Parse(frame));
            if (frames[^1].Kind == FrameKind.EndOfTape)
            {
                break;
            }
        }

        return frames;
    }

    private BybitMarketFeed FeedOf(string category) => Given.Feed(
        category == "linear" ? BybitCategory.Linear : BybitCategory.Spot,
        Given.Options(_simulator.Address) with { Replay = true });

    private static ImmutableArray<InstrumentId> CoinsOf(string category) =>
        category == "linear" ? Given.LinearCoins : Given.SpotCoins;

    // The last word of every book and ticker.
    private static string StateAfter(IEnumerable<FeedFrame> frames)
    {
        var books = new SortedDictionary<InstrumentId, Book>();
        var tickers = new SortedDictionary<InstrumentId, Ticker>();
        foreach (var item in frames.SelectMany(frame => frame.Items))
        {
            if (item is CoinCommands.ApplyBook book)
            {
                if (!books.TryGetValue(book.Coin, out var state))
                {
                    books[book.Coin] = state = new Book();
                }

                Assert.True(book.Update.IsSnapshot || book.Update.UpdateId == state.UpdateId + 1);
                state.Apply(book.Update);
            }
            else if (item is CoinCommands.ApplyTicker ticker)
            {
                var old = tickers.GetValueOrDefault(ticker.Coin);
                tickers[ticker.Coin] = old is null ? ticker.Ticker : old.MergedWith(ticker.Ticker);
            }
        }

        return string.Join('\n', books.Select(entry => $"{entry.Key} {entry.Value.State}"))
            + string.Join('\n', tickers.Select(entry => $"{entry.Key} {entry.Value}"));
    }

    private async Task<Dictionary<string, long>> StreamsAsync()
    {
        using var http = new HttpClient { BaseAddress = _simulator.Address };
        return JsonSerializer.Deserialize<Dictionary<string, long>>(await http.GetStringAsync("/sim/streams"))!;
    }

    private static List<string[]> Rows(string file, string coin) =>
        [.. Recordings.Lines(file).Select(line => line.Split(',')).Where(cells => cells[2] == coin)];

    private static Candle CandleOf(string[] cells)
    {
        var (o, h, l, c) = (NumberOf(cells[3]), NumberOf(cells[4]), NumberOf(cells[5]), NumberOf(cells[6]));
        var volume = NumberOf(cells[7]);
        return new Candle(TimeOf(cells), TimeSpan.FromHours(1), o, h, l, c, volume, volume * (o + h + l + c) / 4m);
    }

    private static DateTimeOffset TimeOf(string[] cells) =>
        DateTimeOffset.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);

    private static decimal NumberOf(string text) =>
        decimal.Parse(
            text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
