using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>The plain reader against the general one: what both can read they read the same.</summary>
public sealed class TwoReadersSpecs
{
    [Theory]
    [InlineData("linear", 2529)]
    [InlineData("spot", 674)]
    public void Every_recorded_data_frame_is_plain_and_read_the_same(string category, int expected)
    {
        var parser = Given.Parser(category);
        var plainFrames = 0;
        foreach (var frame in Recordings.Frames(category))
        {
            var general = parser.ParseGeneral(frame);
            var plain = parser.ParsePlain(frame);
            Assert.Equal(general.Kind == FrameKind.Data, plain is not null);
            Assert.True(plain is null || FramesEqual.Check(general, plain), Encoding.UTF8.GetString(frame));
            plainFrames += plain is null ? 0 : 1;
        }

        Assert.Equal(expected, plainFrames);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("spot")]
    public void Frames_given_as_rows_say_the_same_as_their_messages(string category)
    {
        var parser = Given.Parser(category);
        var sink = new RememberingSink();
        var rows = 0;
        foreach (var frame in Recordings.Frames(category))
        {
            parser.Read(frame, sink);
            Assert.True(FramesEqual.Check(parser.Parse(frame), sink.Last!), Encoding.UTF8.GetString(frame));
            rows += sink.WasRows ? 1 : 0;
        }

        Assert.InRange(rows, 500, 2_600);
    }

    [Theory]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"lastPrice":"","nextFundingTime":""}}""")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"nextFundingTime":"0","markPrice":"7"}}""")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"lastPrice":"1","lastPrice":""}}""")]
    [InlineData("""{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1,"data":{"b":[],"a":[["2","1"]],"u":1}}""")]
    [InlineData("""{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1,"data":{"b":[["1","0"]],"a":[],"u":1}}""")]
    [InlineData("""{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1,"data":[]}""")]
    [InlineData(
        """{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"S":"Buy","v":"1","p":"2"}]}""")]
    [InlineData(
        """
        {"topic":"kline.M.BTCUSDT","type":"snapshot","ts":1,
        "data":[{"start":1759276800000,"end":1761955199999,"interval":"M","open":"1","close":"1",
        "high":"1","low":"1","volume":"1","turnover":"1","confirm":true}]}
        """)]
    public void Hand_made_frames_are_plain_and_read_the_same(string text)
    {
        var frame = Encoding.UTF8.GetBytes(text.ReplaceLineEndings(""));
        var plain = Given.Parser("linear").ParsePlain(frame);
        Assert.NotNull(plain);
        Assert.True(FramesEqual.Check(Given.Parser("linear").ParseGeneral(frame), plain));
    }

    [Theory]
    [InlineData("""{"topic": "tickers.BTCUSDT","type":"delta","ts":1,"data":{}}""")]
    [InlineData("""{"topic":"tickers.BTC\u0055SDT","type":"delta","ts":1,"data":{"lastPrice":"1"}}""")]
    [InlineData("""{"data":{"lastPrice":"1"},"topic":"tickers.BTCUSDT","type":"delta","ts":1}""")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"lastPrice":"1e3"}}""")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"lastPrice":"1","new":{"deep":[null]}}}""")]
    [InlineData("""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"new":{},"data":{"lastPrice":"1"}}""")]
    public void What_is_not_plain_is_the_general_readers(string text)
    {
        var parser = Given.Parser("linear");
        Assert.Null(parser.ParsePlain(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(FrameKind.Data, parser.Parse(Encoding.UTF8.GetBytes(text)).Kind);
    }

    [Fact]
    public void A_frame_longer_than_the_buffers_is_the_general_readers()
    {
        var levels = string.Join(',', Enumerable.Range(1, 20_000).Select(i => $"[\"{i}\",\"1\"]"));
        var data = $$"""{"b":[{{levels}}],"a":[],"u":2}""";
        var frame = Encoding.UTF8.GetBytes(
            """{"topic":"orderbook.1000.BTCUSDT","type":"delta","ts":1,"data":""" + data + "}");
        var parser = Given.Parser("linear");
        Assert.Null(parser.ParsePlain(frame));
        var item = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(parser.Parse(frame).Items));
        Assert.Equal(20_000, item.Update.Bids.Length);
    }

    [Fact]
    public void One_parser_serves_many_threads()
    {
        var parser = Given.Parser("linear");
        var frames = Recordings.Frames("linear");
        var expected = frames.Select(frame => parser.ParseGeneral(frame)).ToList();
        Parallel.For(0, 4 * frames.Count, i =>
        {
            var at = i % frames.Count;
            Assert.True(FramesEqual.Check(expected[at], parser.Parse(frames[at])));
        });
    }
}
