using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Fields of hand-picked recorded frames; the expected values were read off the raw text.</summary>
public sealed class FrameParserSpecs
{
    private static readonly BybitMarketFeed Linear = Given.Feed();
    private static readonly BybitMarketFeed Spot = Given.Feed(BybitCategory.Spot);

    [Theory]
    [InlineData("linear", "", 2529, 17)]
    [InlineData("spot", "spot/", 674, 7)]
    public void Every_recorded_frame_is_data_or_an_answer(string category, string prefix, int data, int answers)
    {
        var feed = category == "linear" ? Linear : Spot;
        var counts = new Dictionary<string, int>();
        var controls = 0;
        foreach (var frame in Recordings.Frames(category))
        {
            var parsed = feed.Parse(frame);
            Assert.True(parsed.Kind is FrameKind.Data or FrameKind.Control, $"{parsed.Kind}: {parsed.Detail}");
            controls += parsed.Kind == FrameKind.Control ? 1 : 0;
            if (parsed.Kind == FrameKind.Data)
            {
                Assert.NotEmpty(parsed.Items);
                Assert.All(parsed.Items, item => Assert.EndsWith(item.Coin.Symbol, parsed.Topic));
                counts[parsed.Topic] = counts.GetValueOrDefault(parsed.Topic) + 1;
            }
        }

        var recorded = Recordings.Counts(category).ToDictionary(entry => prefix + entry.Key, entry => entry.Value);
        Assert.Equal(recorded, counts);
        Assert.Equal(data, counts.Values.Sum());
        Assert.Equal(answers, controls);
    }

    [Fact]
    public void A_linear_ticker_snapshot_has_every_field()
    {
        var frame = Linear.Parse(Recordings.FramesOf("linear", "tickers.ETHUSDT")[0]);
        var ticker = Assert.IsType<CoinCommands.ApplyTicker>(Assert.Single(frame.Items));
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1786310818974);
        var expected = new Ticker(
            time, true, 1922.48m, 1922.43m, 1923.16m, 1922.49m, 148.82m, 1922.50m, 1.36m, 415045.33m, 0.00004617m,
            DateTimeOffset.FromUnixTimeMilliseconds(1786320000000));
        Assert.Equal(expected, ticker.Ticker);
        Assert.Equal(InstrumentId.Parse("bybit:ETHUSDT"), ticker.Coin);
        Assert.Equal(("tickers.ETHUSDT", time), (frame.Topic, frame.EventTime));
    }

    [Fact]
    public void A_ticker_delta_leaves_absent_fields_unchanged()
    {
        var frames = Recordings.FramesOf("linear", "tickers.BTCUSDT");
        var second = Assert.IsType<CoinCommands.ApplyTicker>(Assert.Single(Linear.Parse(frames[1]).Items)).Ticker;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1786310817883);
        var expected = new Ticker(
            time, false, BidQuote: 65114.20m, BidSizeBase: 6.054m, AskQuote: 65114.30m, AskSizeBase: 10.486m);
        Assert.Equal(expected, second);
    }

    [Fact]
    public void Open_interest_is_one_side_whichever_field_tells_it()
    {
        var both = Linear.Parse(
            """{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"openInterest":"59891.732"}}""");
        Assert.Equal(29945.866m, Assert.IsType<CoinCommands.ApplyTicker>(both.Items[0]).Ticker.OpenInterestBase);
        var first = Linear.Parse(Recordings.FramesOf("linear", "tickers.BTCUSDT")[0]);
        Assert.Equal(29945.866m, Assert.IsType<CoinCommands.ApplyTicker>(first.Items[0]).Ticker.OpenInterestBase);
    }

    [Fact]
    public void A_spot_ticker_has_no_perpetual_fields()
    {
        var frame = Spot.Parse(Recordings.FramesOf("spot", "tickers.BTCUSDT")[0]);
        var ticker = Assert.IsType<CoinCommands.ApplyTicker>(Assert.Single(frame.Items));
        Assert.Equal(
            new Ticker(DateTimeOffset.FromUnixTimeMilliseconds(1786310819126), true, LastPriceQuote: 65140.5m),
            ticker.Ticker);
        Assert.Equal(("spot/tickers.BTCUSDT", "bybit-spot:BTCUSDT"), (frame.Topic, ticker.Coin.ToString()));
    }

    [Fact]
    public void A_book_delta_has_its_levels_in_order()
    {
        var frame = Spot.Parse(Recordings.FramesOf("spot", "orderbook.200.BTCUSDT")[1]);
        var update = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update;
        Assert.Equal((false, 62505425L), (update.IsSnapshot, update.UpdateId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1786310816618), update.VenueTime);
        Assert.Equal([new BookLevel(65140.4m, 0.875077m)], update.Bids.ToArray());
        Assert.Equal(
            [new(65154.6m, 0.09948m), new(65154.7m, 0.123013m), new(65239m, 0.155135m), new(65239.1m, 0m)],
            update.Asks.ToArray());
    }

    [Fact]
    public void A_book_snapshot_has_two_hundred_levels_a_side()
    {
        var frame = Linear.Parse(Recordings.FramesOf("linear", "orderbook.200.BTCUSDT")[0]);
        var update = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update;
        Assert.Equal((true, 15076952L), (update.IsSnapshot, update.UpdateId));
        Assert.Equal((200, 200), (update.Bids.Length, update.Asks.Length));
        Assert.Equal(new BookLevel(65114.20m, 6.054m), update.Bids[0]);
        Assert.Equal(new BookLevel(65146.70m, 0.020m), update.Asks[^1]);
    }

    [Fact]
    public void Update_id_one_is_a_snapshot_after_a_restart()
    {
        var frame = Linear.Parse(
            """{"topic":"orderbook.200.BTCUSDT","type":"delta","ts":1,"data":{"s":"BTCUSDT","b":[],"a":[],"u":1}}""");
        Assert.True(Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update.IsSnapshot);
    }

    [Fact]
    public void A_trade_names_the_takers_side()
    {
        var frame = Linear.Parse(Recordings.FramesOf("linear", "publicTrade.BTCUSDT")[0]);
        var trades = Assert.IsType<CoinCommands.ApplyTrades>(Assert.Single(frame.Items)).Trades;
        var expected = new Trade(
            DateTimeOffset.FromUnixTimeMilliseconds(1786310819680),
            TradeId.Parse("a9188a0a-82bc-50de-be60-03eedbe3cdd7"),
            Side.Sell,
            65114.20m,
            0.004m);
        Assert.Equal(expected, trades[0]);
    }

    [Fact]
    public void A_forming_candle_is_told_from_a_closed_one()
    {
        var raw = Recordings.FramesOf("linear", "kline.1.BTCUSDT");
        var frame = Linear.Parse(raw[0]);
        var forming = Assert.IsType<CoinCommands.ApplyFormingCandle>(Assert.Single(frame.Items)).Candle;
        var expected = new Candle(
            DateTimeOffset.FromUnixTimeMilliseconds(1786310760000), TimeSpan.FromMinutes(1),
            65119.9m, 65119.9m, 65114.2m, 65114.3m, 1.576m, 102627.995m);
        Assert.Equal(expected, forming);
        var closed = raw.Select(bytes => Linear.Parse(bytes).Items[0]).OfType<CoinCommands.ApplyCandle>().ToList();
        Assert.Equal(expected.OpenTime, Assert.Single(closed).Candle.OpenTime);
    }

    [Fact]
    public void A_liquidation_names_the_side_of_the_position()
    {
        // The venue's documentation: S = Buy means that a long was liquidated.
        var frame = Linear.Parse(
            """
            {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1760000000500,
             "data":[{"T":1760000000321,"s":"BTCUSDT","S":"Buy","v":"0.250","p":"59500.10"}]}
            """);
        var prints = Assert.IsType<CoinCommands.ApplyLiquidations>(Assert.Single(frame.Items)).Prints;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1760000000321);
        Assert.Equal([new LiquidationPrint(time, Side.Buy, 59500.10m, 0.250m)], prints.ToArray());
    }

    [Theory]
    [InlineData("""{"success":true,"ret_msg":"pong","conn_id":"c","req_id":"p1","op":"ping"}""", FrameKind.Control)]
    [InlineData("""{"success":true,"ret_msg":"subscribe","conn_id":"c","op":"subscribe"}""", FrameKind.Control)]
    [InlineData("""{"req_id":"p1","op":"pong","args":["1760000000123"],"conn_id":"c"}""", FrameKind.Control)]
    [InlineData("""{"op":"tape.end"}""", FrameKind.EndOfTape)]
    [InlineData("""{"op":"surprise"}""", FrameKind.Unknown)]
    [InlineData("{}", FrameKind.Unknown)]
    [InlineData("""{"topic":"orderbook.500.BTCUSDT","type":"delta","ts":1,"data":{}}""", FrameKind.Unknown)]
    [InlineData("""{"topic":"tickers.BTC USDT","type":"delta","ts":1,"data":{}}""", FrameKind.Unknown)]
    public void Frames_without_our_topics_have_their_kind(string text, FrameKind kind) =>
        Assert.Equal(kind, Linear.Parse(text).Kind);

    [Fact]
    public void A_refused_subscription_keeps_the_venues_words() =>
        Assert.Equal(
            "error:handler not found,topic:x",
            Linear.Parse("""{"success":false,"ret_msg":"error:handler not found,topic:x","op":"subscribe"}""").Detail);

    [Fact]
    public void A_synthesised_snapshot_sets_state_without_being_a_message()
    {
        var frame = Linear.Parse(
            """
            {"synth":true,"data":{"s":"BTCUSDT","b":[["1.0","2"]],"a":[],"u":7},"ts":5,"type":"snapshot",
             "topic":"orderbook.200.BTCUSDT"}
            """);
        Assert.Equal((FrameKind.Resync, "orderbook.200.BTCUSDT"), (frame.Kind, frame.Topic));
        Assert.True(Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update.IsSnapshot);
    }

    [Fact]
    public void Topics_have_the_summarys_names()
    {
        Assert.Equal(
            [
                "tickers.BTCUSDT", "orderbook.200.BTCUSDT", "publicTrade.BTCUSDT", "kline.1.BTCUSDT",
                "allLiquidation.BTCUSDT",
            ],
            Linear.TopicsFor([Given.Btc]).ToArray());
        Assert.Equal(
            [
                "spot/tickers.BTCUSDT", "spot/orderbook.200.BTCUSDT", "spot/publicTrade.BTCUSDT",
                "spot/kline.1.BTCUSDT",
            ],
            Spot.TopicsFor([InstrumentId.Parse("bybit-spot:BTCUSDT")]).ToArray());
        Assert.Throws<ArgumentException>(() => Spot.TopicsFor([Given.Btc]));
    }
}
