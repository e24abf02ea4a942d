using System.IO.Compression;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Storage.Files.Tapes;

namespace WhaleStack.Storage.Tests.Files;

/// <summary>Recordings of three kinds, read as tapes.</summary>
public sealed class TapesSpecs : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Timed_lines_have_their_time_to_the_tick()
    {
        var tape = new TimedLinesTape(Gzip("1723161255030314667 {\"a\":1}\n1723161255030314799 x y\n"));
        var frames = tape.Read().ToList();
        Assert.Equal(["{\"a\":1}", "x y"], frames.Select(Text));
        Assert.Equal(1, (frames[1].Frame.ReceivedAt - frames[0].Frame.ReceivedAt).Ticks);
        Assert.Equal("2024-08-08T23:54:15.0303146+00:00", frames[0].Frame.ReceivedAt.ToString("O"));
        Assert.Equal(frames.Count, tape.Read().Count());
    }

    [Theory]
    [InlineData("x {}")]
    [InlineData("12")]
    [InlineData("-5 {}")]
    [InlineData("99999999999999999999999 {}")]
    public void A_wrong_timed_line_is_named_by_its_number(string line)
    {
        var tape = new TimedLinesTape(Gzip($"1 {{}}\n{line}\n"));
        var error = Assert.Throws<InvalidDataException>(() => tape.Read().Count());
        Assert.Equal($"{tape.Name}, line 2: is not a time in nanoseconds, a space and a frame.", error.Message);
    }

    [Fact]
    public void Cryptofeeds_frames_carry_the_address_of_their_connection()
    {
        var frames = new CryptofeedTape(Gzip(
            """
            {"t":"header","format":2}
            {"t":"connect","conn":"ws.2","ts":1.0,"addr":"wss://venue/linear"}
            {"t":"send","conn":"ws.2","ts":1.5,"addr":"wss://venue/linear","data":"{}"}
            {"t":"recv","conn":"ws.2","ts":2.25,"data":"{\"topic\":\"a\"}"}
            """ + "\n")).Read().ToList();
        var frame = Assert.Single(frames);
        Assert.Equal(("wss://venue/linear", "{\"topic\":\"a\"}"), (frame.Connection, Text(frame)));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(2.25), frame.Frame.ReceivedAt);
    }

    [Theory]
    [InlineData("{", "is no line of such a recording")]
    [InlineData("[]", "is no line of such a recording")]
    [InlineData("{\"t\":\"recv\",\"conn\":\"ws.9\",\"ts\":1,\"data\":\"\"}", "'ws.9' was never opened")]
    [InlineData("{\"t\":\"recv\",\"conn\":\"ws.9\"}", "is no line of such a recording")]
    public void A_wrong_line_of_cryptofeeds_is_named(string line, string words)
    {
        var error = Assert.Throws<InvalidDataException>(() => new CryptofeedTape(Gzip(line + "\n")).Read().Count());
        Assert.Contains("line 1", error.Message);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public async Task What_a_node_recorded_is_a_tape()
    {
        var start = new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
        var options = new RecordingOptions(true, 1 << 20, TimeSpan.FromHours(1), 10_000, 64 << 20, 1 << 20);
        var data = DataDirectory.Open(_temp.Path);
        await using (var recorder = new RawFrameRecorder(data, options, TimeProvider.System, Serilog.Core.Logger.None))
        {
            for (var i = 0; i < 3; i++)
            {
                var frame = new RawFrame(Encoding.UTF8.GetBytes($"frame {i}"), start.AddMinutes(i));
                recorder.Record(new FrameOrigin("bybit", "bybit-linear.1"), frame);
            }
        }

        var tape = new RecordedTape(_temp.File("incoming/ws_raw"), "bybit", start, start.AddMinutes(2));
        Assert.Equal(["frame 0", "frame 1"], tape.Read().Select(Text));
        Assert.All(tape.Read(), frame => Assert.Equal("bybit-linear.1", frame.Connection));
        Assert.Throws<ArgumentException>(() => new RecordedTape("x", "bybit", start, start));
    }

    private static string Text(TapeFrame frame) => Encoding.UTF8.GetString(frame.Frame.Payload.Span);

    private string Gzip(string text)
    {
        var path = _temp.File($"{Guid.NewGuid():N}.gz");
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
