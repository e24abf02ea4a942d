using System.Globalization;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Each stream's fields; the frames are composed from the documented ones.</summary>
public sealed class BinanceFrameSpecs
{
    private static readonly BinanceFrameParser Binance = new("aggTrade");
    private static readonly InstrumentId Btc = new("binance", "BTCUSDT");

    [Fact]
    public void The_buyer_being_the_maker_means_that_the_taker_sold()
    {
        const string Data =
            """
            {"e":"aggTrade","E":123,"s":"BTCUSDT","st":1,"a":23,"p":"60123.50","q":"0.015","f":5,"l":6,"T":120,"m":true}
            """;
        var trade = Assert.Single(Item<CoinCommands.ApplyTrades>("aggTrade", Data).Trades);
        Assert.Equal(new Trade(At(120), TradeId.Parse("23"), Side.Sell, 60123.50m, 0.015m), trade);
        var bought = Data.Replace("true", "false", StringComparison.Ordinal);
        Assert.Equal(Side.Buy, Item<CoinCommands.ApplyTrades>("aggTrade", bought).Trades[0].TakerSide);
    }

    [Fact]
    public void A_sale_by_force_closes_a_long()
    {
        var print = Assert.Single(Item<CoinCommands.ApplyLiquidations>("forceOrder",
            """
            {"e":"forceOrder","E":500,"st":1,"ps":"BTCUSDT","o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC",
            "q":"0.250","p":"59480.00","ap":"59500.10","X":"FILLED","l":"0.250","z":"0.240","T":498}}
            """).Prints);
        Assert.Equal(new LiquidationPrint(At(498), Side.Buy, 59480.00m, 0.240m), print);
    }

    [Fact]
    public void A_mark_price_carries_the_funding()
    {
        var ticker = Item<CoinCommands.ApplyTicker>("markPrice@1s",
            """
            {"e":"markPriceUpdate","E":7,"s":"BTCUSDT","p":"60000.1","i":"60001","P":"1","ap":"2","r":"-0.0001",
            "T":9000}
            """).Ticker;
        Assert.Equal(
            new Ticker(At(7), false, MarkPriceQuote: 60000.1m, IndexPriceQuote: 60001m, FundingRateFraction: -0.0001m,
                NextFundingTime: At(9000)),
            ticker);
        var none = Item<CoinCommands.ApplyTicker>(
            "markPrice", """{"e":"markPriceUpdate","E":7,"s":"BTCUSDT","p":"60000.1","i":"","r":"","T":0}""").Ticker;
        Assert.Equal(new Ticker(At(7), false, MarkPriceQuote: 60000.1m), none);
    }

    [Fact]
    public void A_book_change_says_which_counts_it_gathers()
    {
        var update = Item<CoinCommands.ApplyBook>("depth@100ms",
            """
            {"e":"depthUpdate","E":3,"T":2,"s":"BTCUSDT","U":10,"u":15,"pu":9,"b":[["1.0","0"]],"a":[["2.0","0.5"]]}
            """).Update;
        Assert.Equal((false, 15L, new BookSpan(10, 9)), (update.IsSnapshot, update.UpdateId, update.Span));
        Assert.Equal((new BookLevel(1m, 0m), new BookLevel(2m, 0.5m)), (update.Bids.Single(), update.Asks.Single()));
        Assert.True(update.Follows(9, isSnapshot: false) && update.Follows(12, isSnapshot: true));
        Assert.False(update.Follows(12, isSnapshot: false) || update.Follows(8, isSnapshot: true));
        Assert.True(update.IsIn(16) && !update.IsIn(15));
    }

    [Fact]
    public void A_closed_candle_is_told_from_a_forming_one()
    {
        const string Data =
            """
            {"e":"kline","E":4,"s":"BTCUSDT","k":{"t":60000,"T":119999,"s":"BTCUSDT","i":"1m","f":1,"L":2,"o":"1",
            "c":"2","h":"3","l":"0.5","v":"12.3","n":101,"x":true,"q":"740","V":"6.1","Q":"367","B":"0"}}
            """;
        var candle = Item<CoinCommands.ApplyCandle>("kline_1m", Data).Candle;
        Assert.Equal(new Candle(At(60_000), TimeSpan.FromMinutes(1), 1m, 3m, 0.5m, 2m, 12.3m, 740m), candle);
        Item<CoinCommands.ApplyFormingCandle>("kline_1m", Data.Replace("true", "false", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"result":null,"id":1}""", FrameKind.Control, "")]
    [InlineData("""{"error":{"code":2,"msg":"no"},"id":1}""", FrameKind.Control, "\"code\":2")]
    [InlineData("""{"id":1}""", FrameKind.Unknown, "neither stream nor answer")]
    [InlineData("""{"stream":"btcusdt@depth5","data":{}}""", FrameKind.Unknown, "is not understood")]
    [InlineData("""{"stream":"btcusdt@kline_2m","data":{}}""", FrameKind.Unknown, "is not understood")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"st":2}}""", FrameKind.Unknown, "coin-margined")]
    [InlineData("""{"stream":"btcusdt@trade"}""", FrameKind.Malformed, "data is missing")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"ETHUSDT"}}""", FrameKind.Malformed, "not the stream's")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","t":"1"}}""", FrameKind.Malformed, "t is String")]
    [InlineData("""{"stream":"btcusdt@trade","data":[]}""", FrameKind.Malformed, "data is no object")]
    [InlineData("""{"stream":"btcusdt@trade","data":{}} x""", FrameKind.Malformed, "broken JSON")]
    [InlineData("", FrameKind.Malformed, "broken JSON")]
    public void What_is_no_data_is_named(string text, FrameKind kind, string words)
    {
        var frame = Parse(text);
        Assert.Equal(kind, frame.Kind);
        Assert.Contains(words, frame.Detail);
        Assert.Empty(frame.Items);
    }

    [Fact]
    public void No_number_is_accepted_that_is_none_and_none_becomes_another()
    {
        var random = new Random(20240808);
        foreach (var text in Enumerable.Range(0, 5_000).Select(_ => Mutation.AnyNumber(random)))
        {
            var frame = Parse($$$"""{"stream":"btcusdt@markPrice","data":{"E":7,"s":"BTCUSDT","p":"{{{text}}}"}}""");
            var price = frame.Items.OfType<CoinCommands.ApplyTicker>().SingleOrDefault()?.Ticker.MarkPriceQuote;
            Assert.True(price is null || price == decimal.Parse(text, NumberStyles.Float, null), text);
        }
    }

    private static T Item<T>(string stream, string data)
        where T : IWithCoin
    {
        var frame = Parse($$"""{"stream":"btcusdt@{{stream}}","data":""" + data + "}");
        Assert.Equal((FrameKind.Data, $"binance/btcusdt@{stream}", ""), (frame.Kind, frame.Topic, frame.Detail));
        var item = Assert.IsType<T>(Assert.Single(frame.Items));
        Assert.Equal(Btc, item.Coin);
        return item;
    }

    private static FeedFrame Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    private static FeedFrame Parse(byte[] bytes) => Binance.Parse(new RawFrame(bytes, DateTimeOffset.UnixEpoch));

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
