using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What is not in the documented form is called so, in one line, and never throws.</summary>
public sealed class MalformedFrameSpecs
{
    private static readonly BybitMarketFeed Feed = Given.Feed();

    [Theory]
    [InlineData("", "broken JSON")]
    [InlineData("{", "broken JSON")]
    [InlineData("nonsense", "broken JSON")]
    [InlineData("{\"topic\":\"tickers.BTCUSDT\"} trailing", "broken JSON")]
    [InlineData("[]", "frame is an array, must be an object")]
    [InlineData("null", "frame is null")]
    [InlineData("""{"topic":5}""", "topic is a number, must be a string")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1}""", "data is missing")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","data":{}}""", "ts is missing")]
    [InlineData("""{"topic":"tickers.BTCUSDT","ts":1,"data":{}}""", "type is missing")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"other","ts":1,"data":{}}""", "type 'other' is neither")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":"1","data":{}}""", "ts is a string")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":-1,"data":{}}""", "ts -1 is no time")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":99999999999999999,"data":{}}""", "is no time")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1.5,"data":{}}""", "ts '1.5' is no whole number")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":[]}""", "data is an array")]
    public void Broken_envelopes_are_named(string text, string words) => ExpectMalformed(text, words);

    [Theory]
    [InlineData("""{"lastPrice":1.5}""", "data.lastPrice is a number, must be a string")]
    [InlineData("""{"lastPrice":"abc"}""", "data.lastPrice 'abc' is no number")]
    [InlineData("""{"lastPrice":"1,5"}""", "data.lastPrice '1,5' is no number")]
    [InlineData("""{"lastPrice":"NaN"}""", "data.lastPrice 'NaN' is no number")]
    [InlineData("""{"lastPrice":"99999999999999999999999999999999999999"}""", "is no number")]
    [InlineData("""{"symbol":"ETHUSDT"}""", "data.symbol 'ETHUSDT' is not the topic's BTCUSDT")]
    [InlineData("""{"nextFundingTime":1}""", "data.nextFundingTime is a number, must be a string")]
    [InlineData("""{"nextFundingTime":"soon"}""", "data.nextFundingTime 'soon' is no time")]
    public void Wrong_ticker_fields_are_named(string data, string words) =>
        ExpectMalformed("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":""" + data + "}", words);

    [Theory]
    [InlineData("""{"b":[],"a":[]}""", "data.u is missing")]
    [InlineData("""{"u":2,"a":[]}""", "data.b is missing")]
    [InlineData("""{"u":2,"b":[]}""", "data.a is missing")]
    [InlineData("""{"u":"2","b":[],"a":[]}""", "data.u is a string, must be a number")]
    [InlineData("""{"u":2,"b":[["1"]],"a":[]}""", "data.b is nothing, must be a string")]
    [InlineData("""{"u":2,"b":[["1","2","3"]],"a":[]}""", "more than price and size")]
    [InlineData("""{"u":2,"b":[[1,2]],"a":[]}""", "data.b is a number, must be a string")]
    [InlineData("""{"u":2,"b":{},"a":[]}""", "data.b is an object, must be an array")]
    public void Wrong_book_fields_are_named(string data, string words) =>
        ExpectMalformed("""{"topic":"orderbook.200.BTCUSDT","type":"delta","ts":1,"data":""" + data + "}", words);

    [Theory]
    [InlineData("publicTrade", """{"T":1,"S":"Up","v":"1","p":"1","i":"x"}""", "data.S 'Up' is neither Buy nor Sell")]
    [InlineData("publicTrade", """{"T":1,"S":"Buy","v":"1","p":"1"}""", "data.i is missing")]
    [InlineData("publicTrade", """{"T":1,"S":"Buy","p":"1","i":"x"}""", "data.v is missing")]
    [InlineData("publicTrade", """{"T":"1","S":"Buy","v":"1","p":"1","i":"x"}""", "data.T is a string")]
    [InlineData("publicTrade", """{"T":1,"s":"ETHUSDT"}""", "data.s 'ETHUSDT' is not the topic's")]
    [InlineData("publicTrade", "7", "data row is a number, must be an object")]
    [InlineData("allLiquidation", """{"T":1,"S":"Buy","v":"1"}""", "data.p is missing")]
    [InlineData("kline.1", """{"start":1,"confirm":false,"open":"1","close":"1","high":"1","low":"1","volume":"1"}""",
        "data.turnover is missing")]
    [InlineData(
        "kline.1",
        """{"confirm":false,"open":"1","close":"1","high":"1","low":"1","volume":"1","turnover":"1"}""",
        "data.start is missing")]
    [InlineData("kline.1", """{"start":1,"interval":"5","confirm":false}""", "data.interval '5' is not the topic's 1")]
    [InlineData("kline.1", """{"start":1,"confirm":"false"}""", "data.confirm is a string")]
    [InlineData("kline.1", """{"open":""}""", "data.open is empty")]
    public void Wrong_rows_are_named(string topic, string row, string words) =>
        ExpectMalformed($$"""{"topic":"{{topic}}.BTCUSDT","type":"snapshot","ts":1,"data":[{{row}}]}""", words);

    [Fact]
    public void An_escape_that_is_no_character_is_malformed()
    {
        ExpectMalformed("""{"\ud800":1}""", "");
        ExpectMalformed("""{"topic":"\ud800"}""", "");
    }

    [Fact]
    public void Details_stay_short_and_on_one_line()
    {
        var longName = new string('x', 5_000) + "\\n";
        var frame = Feed.Parse($$"""{"topic":"tickers.BTCUSDT","type":"{{longName}}","ts":1,"data":[]}""");
        Assert.Equal(FrameKind.Malformed, frame.Kind);
        Assert.True(frame.Detail.Length < 200, frame.Detail);
        Assert.DoesNotContain('\n', frame.Detail);
    }

    private static void ExpectMalformed(string text, string words)
    {
        var frame = Feed.Parse(text);
        Assert.Equal(FrameKind.Malformed, frame.Kind);
        Assert.Contains(words, frame.Detail);
        Assert.Empty(frame.Items);
    }
}
