using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Tests.Bybit;
using Xunit.Abstractions;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>The plain reader against the general one: what both can read they read the same.</summary>
public sealed class BinanceTwoReadersSpecs
{
    private const string Captures = "../../captures";
    private readonly BinanceFrameParser _binance = new("aggTrade");
    private readonly ITestOutputHelper _output;

    public BinanceTwoReadersSpecs(ITestOutputHelper output) => _output = output;

    [Fact]
    public void Every_frame_of_the_shipped_recording_is_plain_and_read_the_same() =>
        ExpectPlain(BinanceFrames.Sample, 11_999);

    [DocumentedFact(Captures)]
    public void Six_minutes_of_bitcoin_and_of_ether_are_plain_and_read_the_same()
    {
        ExpectPlain(Capture("btcusdt"), 93_953);
        ExpectPlain(Capture("ethusdt"), 74_654);
    }

    [Fact]
    public void Frames_given_as_rows_say_the_same_as_their_messages()
    {
        var sink = new RememberingSink();
        var rows = 0;
        foreach (var frame in BinanceFrames.Recorded(BinanceFrames.Sample))
        {
            var raw = new RawFrame(frame, DateTimeOffset.UnixEpoch);
            _binance.Read(raw, sink);
            Assert.True(FramesEqual.Check(_binance.Parse(raw), sink.Last!), Encoding.UTF8.GetString(frame));
            rows += sink.WasRows ? 1 : 0;
        }

        Assert.Equal(1_920 + 901, rows); // Trades and changes of the book.
    }

    [Fact]
    public void Kinds_that_no_recording_holds_are_plain_and_read_the_same() =>
        Assert.All(BinanceFrames.Composed, text =>
        {
            var plain = _binance.ParsePlain(BinanceFrames.Bytes(text));
            Assert.NotNull(plain);
            Assert.True(FramesEqual.Check(_binance.ParseGeneral(BinanceFrames.Bytes(text)), plain));
        });

    [Theory]
    [InlineData("""{"stream": "btcusdt@trade","data":{"E":1,"T":1,"s":"BTCUSDT","t":5,"p":"1","q":"1","m":true}}""")]
    [InlineData("""{"data":{"E":1,"T":1,"s":"BTCUSDT","t":5,"p":"1","q":"1","m":true},"stream":"btcusdt@trade"}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"E":1,"T":1,"s":"BTCUSDT","t":-5,"p":"1","q":"1","m":true}}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"E":1,"T":1,"s":"BTCUSDT","t":5,"p":"1e3","q":"1","m":true}}""")]
    [InlineData(
        """{"stream":"btcusdt@trade","data":{"E":1,"T":1,"s":"BTCUSDT","t":5,"p":"1","q":"1","m":true,"new":[{}]}}""")]
    [InlineData(
        """{"stream":"btcusdt@trade","data":{"E":1,"T":1,"s":"BTCUSDT","t":5,"p":"1","q":"1","m":true},"new":1}""")]
    [InlineData(
        """{"stream":"btcusdt@depth","data":{"E":1,"s":"BTCUSDT","U":1,"u":2,"pu":0,"b":[],"bids":[],"a":[]}}""")]
    [InlineData("""{"stream":"btcusdt@depthSnapshot","data":{"lastUpdateId":7,"E":1,"bids":[],"asks":[]}}""")]
    public void What_is_not_plain_is_the_general_readers(string text)
    {
        Assert.Null(_binance.ParsePlain(BinanceFrames.Bytes(text)));
        var frame = _binance.Parse(new RawFrame(BinanceFrames.Bytes(text), DateTimeOffset.UnixEpoch));
        Assert.Equal((FrameKind.Data, ""), (frame.Kind, frame.Detail));
    }

    [Fact]
    public void A_frame_longer_than_the_buffers_is_the_general_readers()
    {
        var levels = string.Join(',', Enumerable.Range(1, 20_000).Select(i => $"[\"{i}\",\"1\"]"));
        var frame = BinanceFrames.Bytes(
            """{"stream":"btcusdt@depth","data":{"E":1,"s":"BTCUSDT","U":1,"u":2,"pu":0,"b":["""
            + levels + """],"a":[]}}""");
        Assert.Null(_binance.ParsePlain(frame));
        var item = Assert.Single(_binance.Parse(new RawFrame(frame, DateTimeOffset.UnixEpoch)).Items);
        Assert.Equal(20_000, Assert.IsType<CoinCommands.ApplyBook>(item).Update.Bids.Length);
    }

    [Fact]
    public void No_damaged_frame_throws_or_is_read_in_two_ways()
    {
        // The same frames each time, so that a failure can be had again; a soak looks at others too.
        var seed = Soak.IsOn ? Environment.TickCount : 20240808;
        _output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var recorded = BinanceFrames.Recorded(BinanceFrames.Sample).Take(3_000).ToList();
        var composed = BinanceFrames.Composed.Select(BinanceFrames.Bytes).ToList();
        var kinds = new Dictionary<FrameKind, int>();
        var plainFrames = 0;
        var count = Soak.Count(20_000, 1_000_000);
        for (var i = 0; i < count; i++)
        {
            var frames = i % 2 == 0 ? recorded : composed;
            var mutant = Mutation.Of(frames[random.Next(frames.Count)], random);
            var general = _binance.ParseGeneral(mutant);
            var plain = _binance.ParsePlain(mutant);
            var agree = plain is null || FramesEqual.Check(general, plain);
            Assert.True(agree, $"seed {seed}, frame {i}: {Encoding.UTF8.GetString(mutant)}");
            Assert.DoesNotContain('\n', general.Detail);
            kinds[general.Kind] = kinds.GetValueOrDefault(general.Kind) + 1;
            plainFrames += plain is null ? 0 : 1;
        }

        var outcome = $"{string.Join(", ", kinds.OrderBy(e => e.Key))}, {plainFrames} of them plain";
        Assert.True(kinds[FrameKind.Malformed] > count / 4 && plainFrames > count / 20, outcome);
        Soak.Passed("damaged Binance frames", count, outcome);
    }

    [Fact]
    public void One_parser_serves_many_threads()
    {
        var frames = BinanceFrames.Recorded(BinanceFrames.Sample).Take(2_000).ToList();
        var expected = frames.Select(frame => _binance.ParseGeneral(frame)).ToList();
        Parallel.For(0, 2 * frames.Count, i =>
        {
            var at = i % frames.Count;
            var frame = _binance.Parse(new RawFrame(frames[at], DateTimeOffset.UnixEpoch));
            Assert.True(FramesEqual.Check(expected[at], frame));
        });
    }

    private void ExpectPlain(string path, int expected)
    {
        var plainFrames = 0;
        foreach (var frame in BinanceFrames.Recorded(path))
        {
            var plain = _binance.ParsePlain(frame);
            Assert.True(
                plain is not null && FramesEqual.Check(_binance.ParseGeneral(frame), plain),
                Encoding.UTF8.GetString(frame));
            plainFrames++;
        }

        Assert.Equal(expected, plainFrames);
    }

    private static string Capture(string symbol) =>
        Path.Combine(DocumentedFactAttribute.PathOf(Captures), $"usdm_{symbol}_20240808.jsonl.gz");
}
