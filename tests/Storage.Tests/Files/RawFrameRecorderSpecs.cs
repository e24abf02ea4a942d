using System.Diagnostics;
using System.Text;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Storage.Tests.Files;

public sealed class RawFrameRecorderSpecs : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 23, 59, 30, TimeSpan.Zero);
    private static readonly FrameOrigin Linear = new("bybit", "bybit-linear.1");
    private static readonly FrameOrigin Spot = new("bybit", "bybit-spot.1");
    private static readonly RecordingOptions Options =
        new(true, 1 << 20, TimeSpan.FromHours(1), 10_000, 64 << 20, 1 << 20);

    private readonly TempFolder _temp = new();
    private readonly DataDirectory _data;

    public RawFrameRecorderSpecs() => _data = DataDirectory.Open(_temp.Path);

    private string Root => _temp.File("incoming/ws_raw");

    [Fact]
    public async Task Frames_come_back_byte_for_byte_in_order_whatever_they_hold()
    {
        byte[][] payloads =
        [
            """{"topic":"tickers.BTCUSDT","data":{}}"""u8.ToArray(), [], "two\nlines"u8.ToArray(), [0, 255, 13, 10, 32],
            "  spaces  and ünicode "u8.ToArray(), Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251)).ToArray(),
        ];
        await using (var recorder = NewRecorder())
        {
            for (var i = 0; i < payloads.Length; i++)
            {
                recorder.Record(i % 2 == 0 ? Linear : Spot, new RawFrame(payloads[i], Start.AddTicks(i)));
            }
        }

        var read = Read(Start, Start.AddMinutes(1));
        Assert.Equal(payloads, read.Select(frame => frame.Payload.ToArray()));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => Start.AddTicks(i)), read.Select(frame => frame.ReceivedAt));
        Assert.Equal(["bybit-linear.1", "bybit-spot.1"], read.Take(2).Select(frame => frame.Connection));
    }

    [Fact]
    public async Task Files_end_at_their_size_and_their_time_and_a_span_is_read_over_all_of_them()
    {
        await using (var recorder = NewRecorder(Options with { FileBytesMax = 65_536 }))
        {
            for (var i = 0; i < 3_000; i++)
            {
                recorder.Record(Linear, Frame(i));
                if (i % 500 == 0)
                {
                    await Until(() => recorder.State.Recorded == i + 1);
                }
            }

            recorder.Record(Linear, new RawFrame("late"u8.ToArray(), Start.AddHours(30)));
        }

        Assert.Equal(["2026-03-05", "2026-03-06", "2026-03-07"], Directory.GetDirectories(Root + "/bybit")
            .Select(Path.GetFileName).Order());
        Assert.True(Files(".frames.gz").Length >= 4, string.Join(' ', Files("")));
        Assert.Equal(
            Enumerable.Range(700, 1_300).Select(i => $"frame {i}"),
            Read(Start.AddSeconds(0.1 * 700), Start.AddSeconds(0.1 * 2_000)).Select(Text));
        Assert.Equal(3_001, Read(DateTimeOffset.MinValue.AddDays(2), Start.AddDays(9)).Count);
        Assert.Equal("late", Text(Assert.Single(Read(Start.AddHours(29), Start.AddDays(9)))));
        Assert.Empty(Read(Start.AddHours(1), Start.AddHours(2)));
    }

    [Fact]
    public async Task A_time_is_found_without_unpacking_what_lies_before_it()
    {
        await using (var recorder = NewRecorder(Options with { FileBytesMax = 1 << 24, QueueFramesMax = 100_000 }))
        {
            for (var i = 0; i < 30_000; i++)
            {
                var payload = Encoding.UTF8.GetBytes($"{i}".PadRight(100));
                recorder.Record(Linear, new RawFrame(payload, Start.AddSeconds(i / 1e2)));
            }
        }

        var all = new RawFrameReader(Root);
        Assert.Equal(30_000, all.Read("bybit", Start, Start.AddHours(1)).Count());
        var some = new RawFrameReader(Root);
        Assert.Equal(100, some.Read("bybit", Start.AddSeconds(250), Start.AddSeconds(251)).Count());
        Assert.True(some.BytesRead < all.BytesRead / 5, $"{some.BytesRead} of {all.BytesRead} bytes");

        File.Delete(Assert.Single(Files(".frames.idx")));
        Assert.Equal(100, new RawFrameReader(Root).Read("bybit", Start.AddSeconds(250), Start.AddSeconds(251)).Count());
    }

    [Fact]
    public async Task Finished_files_are_what_zcat_reads()
    {
        await using (var recorder = NewRecorder())
        {
            for (var i = 0; i < 10_000; i++)
            {
                recorder.Record(Linear, Frame(i));
            }
        }

        var start = new ProcessStartInfo("zcat", Assert.Single(Files(".frames.gz"))) { RedirectStandardOutput = true };
        using var zcat = Process.Start(start)!;
        var lines = (await zcat.StandardOutput.ReadToEndAsync()).Split('\n');
        Assert.Equal(10_001, lines.Length);
        Assert.Equal("2026-03-05T23:59:30.7000000Z bybit-linear.1 t 7 frame 7", lines[7]);
    }

    [Fact]
    public async Task What_is_being_written_can_be_read()
    {
        await using var recorder = NewRecorder();
        recorder.Record(Linear, Frame(0));
        await Until(() => recorder.State.Recorded == 1);
        Assert.Equal("frame 0", Text(Assert.Single(Read(Start, Start.AddMinutes(1)))));
        Assert.Single(Files(".frames.open"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public async Task A_torn_last_frame_is_cut_after_a_crash_and_nothing_else(int cut)
    {
        await using (var recorder = NewRecorder())
        {
            recorder.Record(Linear, Frame(0));
            recorder.Record(Linear, Frame(1));
        }

        var file = Assert.Single(Files(".frames.gz"))[..^".gz".Length];
        var torn = "2026-03-05T23:59:31.0000000Z bybit-linear.1 t 7 frame 2"[..cut];
        var lines = Read(Start, Start.AddMinutes(1))
            .Select(f => $"{f.ReceivedAt.UtcDateTime:O} {f.Connection} t {f.Payload.Length} {Text(f)}\n");
        await File.WriteAllTextAsync(file + ".open", string.Concat(lines) + torn);
        await File.WriteAllTextAsync(file + ".gz.part", "half of a compressed file");
        File.Delete(file + ".gz");
        File.Delete(Assert.Single(Files(".frames.idx")));

        await using (NewRecorder())
        {
            await Until(() => Files(".frames.gz").Length == 1 && Files("").Length == 2);
        }

        var reader = new RawFrameReader(Root);
        Assert.Equal(["frame 0", "frame 1"], reader.Read("bybit", Start, Start.AddMinutes(1)).Select(Text));
        Assert.Equal(0, reader.DamagedLines);
    }

    [Fact]
    public void A_damaged_line_is_left_out_and_counted()
    {
        const string good = "2026-03-05T23:59:30.0000000Z c t 2 ok\n";
        string[] bad =
        [
            "\n", "nonsense\n", "\0\0\0\0\0\n", "2026-03-05T23:59:30.0000000Z c t 3 ok\n",
            "2026-03-05T23:59:30.0000000Z c x 2 ok\n", "2026-03-05T23:59:30.0000000Z c b 2 !!\n",
            "2026-03-05T23:59:30.0000000Z c t 99999999999999999999 ok\n", "2026-03-05T23:59:30.0000000Z\n",
        ];
        _temp.Write("incoming/ws_raw/bybit/2026-03-05/20260305T235930.0000000Z.frames", good + string.Join(good, bad));
        var reader = new RawFrameReader(Root);
        Assert.Equal(bad.Length, reader.Read("bybit", Start, Start.AddMinutes(1)).Count());
        Assert.Equal(bad.Length, reader.DamagedLines);
    }

    [Fact]
    public async Task A_full_queue_never_blocks_the_feed_and_the_hole_is_in_the_recording()
    {
        const int frames = 50_000;
        await using (var recorder = NewRecorder(Options with { QueueFramesMax = 16 }))
        {
            for (var i = 0; i < frames; i++)
            {
                recorder.Record(Linear, Frame(0));
            }

            await Until(() => recorder.State.Recorded + recorder.State.Dropped == frames);
            Assert.True(recorder.State.Dropped > 0, "nothing was dropped: the queue is not bounded");
            var known = recorder.State.Dropped;
            recorder.Record(Linear, Frame(1));
            await Until(() => recorder.State.Recorded + recorder.State.Dropped == frames + 1);
            Assert.Equal(known, Read(Start, Start.AddMinutes(1)).Sum(frame => frame.Dropped));
        }
    }

    [Fact]
    public async Task Too_many_bytes_and_too_large_a_frame_are_dropped()
    {
        await using var recorder = NewRecorder(Options with { QueueBytesMax = 65_536 });
        recorder.Record(Linear, new RawFrame(new byte[65_537], Start));
        recorder.Record(Linear, new RawFrame(new byte[RecordingOptions.FrameBytesMax + 1], Start));
        recorder.Record(Linear, new RawFrame(new byte[65_536], Start));
        await Until(() => recorder.State is { Recorded: 1, Dropped: 2 });
    }

    [Fact]
    public async Task A_disk_without_room_stops_recording_with_a_reason_until_there_is_room()
    {
        var log = new Witness();
        var blocker = _temp.Write("incoming/ws_raw/bybit", "a file where the folder should be");
        await using var recorder = new RawFrameRecorder(_data, Options, TimeProvider.System, log.Logger);
        recorder.Record(Linear, Frame(0));
        await Until(() => recorder.State is { StoppedBecause: not null, Dropped: 1 });
        Assert.Contains("Recording of raw frames stopped", log.Text, StringComparison.Ordinal);

        File.Delete(blocker);
        await Until(() => recorder.State.StoppedBecause is null);
        recorder.Record(Linear, Frame(1));
        await Until(() => recorder.State.Recorded == 1);
        var read = Read(Start, Start.AddMinutes(1));
        Assert.Equal([1L, 0L], read.Select(frame => frame.Dropped));
        Assert.Equal("frame 1", Text(read[1]));
        Assert.Contains("goes on", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_leaves_free_space_to_the_journal()
    {
        await using var recorder = NewRecorder(Options with { FreeBytesMin = 1L << 50 });
        await Until(() => recorder.State.StoppedBecause is not null);
        Assert.Contains("free space", recorder.State.StoppedBecause, StringComparison.Ordinal);
        recorder.Record(Linear, Frame(0));
        await Until(() => recorder.State is { Recorded: 0, Dropped: 1 });
        Assert.Empty(Files(".frames"));
    }

    [Fact]
    public void Names_that_are_no_file_names_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FrameOrigin("../up", "c"));
        Assert.Throws<ArgumentException>(() => new FrameOrigin("..", "c"));
        Assert.Throws<ArgumentException>(() => new FrameOrigin("bybit", "two words"));
        Assert.Throws<ArgumentException>(() => new FrameOrigin("", "c"));
    }

    [Fact]
    public void The_shipped_options_are_valid_and_others_are_named()
    {
        Assert.Empty(YamlConfig.Load<RecordingOptions>(Repository.File("config", "recording.yaml")).Validate());
        Assert.Equal(5, new RecordingOptions(true, 1, TimeSpan.Zero, 0, 0, 0).Validate().Length);
    }

    public void Dispose()
    {
        _data.Dispose();
        _temp.Dispose();
    }

    private static RawFrame Frame(int i) => new(Encoding.UTF8.GetBytes($"frame {i}"), Start.AddSeconds(0.1 * i));

    private static string Text(RecordedFrame frame) => Encoding.UTF8.GetString(frame.Payload.Span);

    private static async Task Until(Func<bool> holds)
    {
        var limit = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20), "it did not come to hold within 20 seconds");
            await Task.Delay(10);
        }
    }

    private RawFrameRecorder NewRecorder(RecordingOptions? options = null) =>
        new(_data, options ?? Options, TimeProvider.System, Logger.None);

    private List<RecordedFrame> Read(DateTimeOffset from, DateTimeOffset to) =>
        new RawFrameReader(Root).Read("bybit", from, to).ToList();

    private string[] Files(string ending) => Directory.Exists(Root)
        ? Directory.GetFiles(Root, "*" + ending, SearchOption.AllDirectories)
        : [];

    private sealed class Witness : ILogEventSink
    {
        private readonly StringBuilder _text = new();

        public Witness() => Logger = new LoggerConfiguration().WriteTo.Sink(this).CreateLogger();

        public Logger Logger { get; }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public void Emit(LogEvent logEvent)
        {
            lock (_text)
            {
                _text.AppendLine(logEvent.RenderMessage(null));
            }
        }
    }
}
