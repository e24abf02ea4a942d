using System.IO.Compression;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Node;
using WhaleStack.Node.Replay;

namespace WhaleStack.Hosts.Tests;

/// <summary>What is found in a recording, and what is no recording.</summary>
public sealed class ReplayPlanSpecs : IDisposable
{
    private const string Ticker = """{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"symbol":"BTCUSDT"}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_recordings_are_told_apart_and_wholly_understood()
    {
        var bybit = Plan(Sample("bybit", "cryptofeed_v3_BYBIT_20260809.jsonl.gz"));
        Assert.Equal(["bybit", "bybit-spot"], bybit.Parts.Select(part => part.Survey.Venue.Name));
        Assert.Equal((3_227, 6), (bybit.Surveys.Sum(survey => survey.Frames), bybit.Coins.Length));
        var binance = Plan(Sample("binance", "usdm_btcusdt_20240808.jsonl.gz"));
        Assert.Equal("binance", Assert.Single(binance.Parts).Survey.Venue.Name);
        Assert.Contains(binance.Parts[0].Topics, topic => topic.Name == "binance/btcusdt@depthSnapshot");
        foreach (var venue in bybit.Surveys.Concat(binance.Surveys).SelectMany(survey => survey.Venues))
        {
            Assert.Equal((0L, 0L), (venue.Count(FrameKind.Malformed), venue.Count(FrameKind.Unknown)));
        }
    }

    [Fact]
    public void A_user_can_say_whose_frames_they_are()
    {
        var spot = RecordedVenue.All.Single(venue => venue.Name == "bybit-spot");
        var path = Lines($"1000000000 {Trade}");
        Assert.Equal("bybit", Assert.Single(Plan(path).Coins).Venue);
        Assert.Equal("bybit-spot", Assert.Single(ReplayPlan.Of(path, spot).Coins).Venue);
    }

    [Fact]
    public void Of_several_books_the_deepest_and_of_several_candles_the_shortest_are_played()
    {
        var plan = Plan(Lines(
            $"1 {Book(50)}", $"2 {Book(200)}", $"3 {Book(1)}", $"4 {Kline("5")}", $"5 {Kline("1")}", $"6 {Trade}"));
        var part = Assert.Single(plan.Parts);
        Assert.Equal(
            ["kline.1.BTCUSDT", "orderbook.200.BTCUSDT", "publicTrade.BTCUSDT"],
            part.Topics.Select(topic => topic.Name));
        Assert.Equal(
            ["kline.5.BTCUSDT", "orderbook.1.BTCUSDT", "orderbook.50.BTCUSDT"],
            part.LeftOut.Select(topic => topic.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_node_recorded_is_found_by_its_data_folder_and_by_the_folder_of_venues()
    {
        var day = Directory.CreateDirectory(_folder["node/incoming/ws_raw/bybit/2026-03-05"]).FullName;
        Write(day, "2026-03-05T10:00:00.0000000Z", Frame("10:00:00", Trade), Frame("10:00:09", "{\"op\":"),
            "2026-03-05T10:00:10.0000000Z - d 7 ", "no line at all");
        foreach (var path in (string[])[_folder["node"], _folder["node/incoming/ws_raw"]])
        {
            var plan = Plan(path);
            var venue = Assert.Single(plan.Surveys.Single().Venues);
            Assert.Equal((1L, 1L), (venue.Count(FrameKind.Data), venue.Count(FrameKind.Malformed)));
            Assert.Equal(TimeSpan.FromSeconds(9), plan.Surveys[0].PauseMax);
            Assert.Equal((7L, 1L), (plan.Losses.FramesDropped, plan.Losses.LinesDamaged));
        }
    }

    [Fact]
    public void What_is_no_recording_is_refused_with_its_cause()
    {
        File.WriteAllText(_folder["plain.gz"], "no gzip");
        Directory.CreateDirectory(_folder["empty"]);
        Refused("there is no recording", _folder["absent.gz"]);
        Refused("cannot be read as a recording in gzip", _folder["plain.gz"]);
        Refused("neither a recording of cryptofeed nor lines", Lines("hello"));
        Refused("neither a recording of cryptofeed nor lines", Lines());
        Refused("holds no recording of a node", _folder["empty"]);
        Refused("line 2: is not a time in nanoseconds", Lines($"1 {Trade}", "hello"));
        Refused("line 1: is no line of such a recording", Lines("{\"t\":7}"));
        Refused("holds no market data of a known venue: 2 frames", Lines("1 {}", "2 {\"price\":1}"));
        Refused("no market data", Lines($"1 {Ticker[..20]}"));
    }

    private static string Trade =>
        """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"s":"BTCUSDT","S":"Buy","v":"1","""
        + "\"p\":\"5\",\"i\":\"1\"}]}";

    private static string Book(int levels) =>
        $$$"""{"topic":"orderbook.{{{levels}}}.BTCUSDT","type":"snapshot","ts":1,"""
        + "\"data\":{\"b\":[[\"1\",\"2\"]],\"a\":[],\"u\":7}}";

    private static string Kline(string interval) =>
        $$$"""{"topic":"kline.{{{interval}}}.BTCUSDT","type":"snapshot","ts":1,"data":[{"start":0,"end":59999,"""
        + $"\"interval\":\"{interval}\",\"open\":\"1\",\"close\":\"1\",\"high\":\"1\",\"low\":\"1\","
        + "\"volume\":\"1\",\"turnover\":\"1\",\"confirm\":false}]}";

    private static string Frame(string time, string payload) =>
        $"2026-03-05T{time}.0000000Z bybit-linear.1 t {Encoding.UTF8.GetByteCount(payload)} {payload}";

    private static ReplayPlan Plan(string path) => ReplayPlan.Of(path, venue: null);

    private static void Refused(string cause, string path) =>
        Assert.Contains(cause, Assert.Throws<StartupException>(() => Plan(path)).Message, StringComparison.Ordinal);

    private static string Sample(string venue, string file) =>
        Path.Combine(Layout.Root, "data", "samples", venue, file);

    private static void Write(string day, string first, params string[] lines) => File.WriteAllText(
        Path.Combine(day, first.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)
            + ".frames"),
        string.Concat(lines.Select(line => line + "\n")));

    private string Lines(params string[] lines)
    {
        var path = _folder[$"{Guid.NewGuid():N}.gz"];
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        return path;
    }
}
